package dev.lepton.formats.documents;

import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.money.Money;
import dev.lepton.core.plan.Latency;
import dev.lepton.core.plan.Throughput;
import dev.lepton.core.plan.joint.Slot;
import dev.lepton.core.plan.joint.Work;
import dev.lepton.core.plan.source.CapitalNeed;
import dev.lepton.core.plan.source.KeepNeed;
import dev.lepton.core.plan.source.RunNeed;
import dev.lepton.core.plan.source.ServiceNeed;
import dev.lepton.core.plan.source.StoredNeed;
import dev.lepton.core.plan.source.Today;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;

/** The workloads of a plan document. */
final class PlanNeeds {
    private static final List<String> SERVICE = List.of(
            "name",
            "worth_per_month",
            "model",
            "other_forms",
            "requests_per_second",
            "output_tokens_per_second",
            "output_tokens",
            "trace",
            "trace_times",
            "by_hour",
            "buckets",
            "latency",
            "accuracy",
            "queue",
            "batch_window_ms",
            "utilisation_limit",
            "one_variant",
            "kib_per_request",
            "origin",
            "min_replicas",
            "spot",
            "core_percent",
            "regions",
            "network_ms",
            "today");

    private final List<Slot> slots;
    private final PlanLoads loads;
    private final Currency currency;

    PlanNeeds(List<Slot> slots, PlanLoads loads, Currency currency) {
        this.slots = slots;
        this.loads = loads;
        this.currency = currency;
    }

    ServiceNeed service(Mapping s) {
        s.allow(SERVICE.toArray(String[]::new));
        List<Mapping> buckets = s.eachNamed(
                "buckets", "buckets", b -> b.allow("name", "input_tokens", "output_tokens", "requests_per_second"));
        return new ServiceNeed(
                loads.of(s, buckets),
                s.text("model"),
                PlanDocument.texts(s, "other_forms"),
                buckets.isEmpty()
                        ? List.of(Optional.empty())
                        : buckets.stream().map(PlanLoads::size).toList(),
                s.has("output_tokens_per_second"),
                loads.outputTokens(s),
                latency(s),
                s.optional("queue").map(q -> PlanQueue.waiting(s, q, buckets.size())),
                window(s),
                accuracy(s),
                s.has("spot") && s.flag("spot"),
                PlanDocument.texts(s, "regions"),
                PlanDocument.maybe(s, "network_ms"),
                today(s));
    }

    private static Map<Latency, Double> latency(Mapping s) {
        Map<Latency, Double> limits = new TreeMap<>();
        s.optional("latency")
                .ifPresent(l -> l.keys()
                        .forEach(name -> limits.put(
                                Latency.named(name)
                                        .orElseThrow(() -> l.wrong(
                                                name,
                                                "'" + name + "' is no measure of latency.",
                                                "Maybe itl_p90_ms or ttft_p95_ms.")),
                                l.amount(name).doubleValue())));
        return limits;
    }

    private static OptionalDouble window(Mapping s) {
        if (s.has("batch_window_ms") && (s.has("queue") || s.has("output_tokens_per_second"))) {
            throw s.wrong(
                    "batch_window_ms",
                    "a window to fill batches goes with a load in requests and without a queue.",
                    "Maybe take the other away.");
        }
        return PlanDocument.maybe(s, "batch_window_ms");
    }

    static Map<String, BigDecimal> accuracy(Mapping s) {
        Map<String, BigDecimal> floor = new TreeMap<>();
        s.optional("accuracy").ifPresent(a -> a.keys().forEach(metric -> floor.put(metric, a.number(metric))));
        return floor;
    }

    private static Today today(Mapping s) {
        return s.optional("today")
                .map(t -> {
                    t.allow("precision", "device", "devices", "concurrency", "power_cap_watts", "region", "machine");
                    return new Today(
                            text(t, "precision"),
                            text(t, "device"),
                            whole(t, "devices"),
                            whole(t, "concurrency"),
                            whole(t, "power_cap_watts"),
                            text(t, "region"),
                            text(t, "machine"));
                })
                .orElse(Today.unstated());
    }

    static Optional<String> text(Mapping t, String key) {
        return t.has(key) ? Optional.of(t.text(key)) : Optional.empty();
    }

    private static OptionalInt whole(Mapping t, String key) {
        return t.has(key) ? OptionalInt.of(t.whole(key)) : OptionalInt.empty();
    }

    RunNeed run(Mapping r) {
        r.allow(
                "name",
                "worth_per_month",
                "deadline_hours",
                "model",
                "amount",
                "unit",
                "ways",
                "spot",
                "regions",
                "trials",
                "halving",
                "today");
        Work.Run work = new Work.Run(
                r.text("name"),
                PlanDocument.maybe(r, "worth_per_month"),
                r.positive("deadline_hours").doubleValue());
        Optional<RunNeed.Measured> measured = r.has("model")
                ? Optional.of(new RunNeed.Measured(
                        r.text("model"), r.positive("amount").doubleValue(), unit(r)))
                : Optional.empty();
        return r.build(() -> new RunNeed(
                work,
                r.each("ways", PlanNeeds::stated),
                measured,
                r.has("spot") && r.flag("spot"),
                PlanDocument.texts(r, "regions"),
                r.count("trials", 1),
                whole(r, "halving"),
                today(r)));
    }

    private static Throughput.Work unit(Mapping r) {
        String unit = r.choice("unit", List.of("samples", "steps", "epochs", "output_tokens", "requests", "runs"));
        return Throughput.Work.valueOf(unit.toUpperCase(Locale.ROOT));
    }

    private static RunNeed.Stated stated(Mapping w) {
        w.allow("device", "devices", "precision", "power_cap_watts", "hours", "watts", "accuracy", "confidence");
        Confidence confidence = w.has("confidence")
                ? Confidence.valueOf(w.choice("confidence", List.of("guess", "estimate", "measured"))
                        .toUpperCase(Locale.ROOT))
                : Confidence.ESTIMATE;
        return new RunNeed.Stated(
                w.text("device"),
                w.count("devices", 1),
                text(w, "precision"),
                whole(w, "power_cap_watts"),
                w.positive("hours").doubleValue(),
                PlanDocument.maybe(w, "watts"),
                text(w, "accuracy"),
                confidence);
    }

    KeepNeed kept(Mapping k) {
        k.allow(
                "name",
                "worth_per_month",
                "count",
                "devices",
                "needs_devices",
                "watts",
                "busy_percent",
                "wake_percent",
                "slots_of_work",
                "regions",
                "today");
        List<String> work = PlanDocument.texts(k, "slots_of_work");
        for (String name : work) {
            if (slots.stream().noneMatch(s -> s.name().equals(name))) {
                throw k.wrong("slots_of_work", "'" + name + "' is no slot.", "Maybe state slots at the top.");
            }
        }
        return new KeepNeed(
                new Work.Choice(k.text("name"), PlanDocument.maybe(k, "worth_per_month")),
                k.count("count", 1),
                k.count("devices", 1),
                PlanDocument.maybe(k, "needs_devices"),
                PlanDocument.maybe(k, "watts"),
                k.has("busy_percent") ? busy(k) : List.of(),
                k.has("wake_percent") ? k.percent("wake_percent").doubleValue() : 0.05,
                work.isEmpty()
                        ? List.of()
                        : slots.stream().map(s -> work.contains(s.name())).toList(),
                PlanDocument.texts(k, "regions"),
                today(k));
    }

    private List<Double> busy(Mapping k) {
        List<Double> percents = loads.numbers(k, "busy_percent");
        for (double percent : percents) {
            if (percent > 100) {
                throw k.wrong(
                        "busy_percent",
                        "busy_percent has "
                                + BigDecimal.valueOf(percent)
                                        .stripTrailingZeros()
                                        .toPlainString() + ", but cannot be above 100.",
                        "");
            }
        }
        return percents.stream().map(p -> p / 100).toList();
    }

    StoredNeed stored(Mapping d) {
        d.allow("name", "worth_per_month", "gib", "read_gib_per_month", "tier", "tiers", "copies_percent", "may_go");
        List<StoredNeed.Tier> tiers = d.eachNamed("tiers", "tiers", t -> {
            t.allow("name", "price_per_gib_month", "price_per_gib_read");
            return new StoredNeed.Tier(
                    t.text("name"), t.price("price_per_gib_month", currency), t.price("price_per_gib_read", currency));
        });
        String tier = d.text("tier");
        if (tiers.stream().noneMatch(t -> t.name().equals(tier))) {
            throw d.wrong("tier", "'" + tier + "' is none of the tiers.", "");
        }
        return new StoredNeed(
                new Work.Choice(d.text("name"), PlanDocument.maybe(d, "worth_per_month")),
                d.amount("gib"),
                d.has("read_gib_per_month") ? d.amount("read_gib_per_month") : BigDecimal.ZERO,
                tier,
                tiers,
                d.has("copies_percent") ? Optional.of(d.share("copies_percent")) : Optional.empty(),
                d.has("may_go") && d.flag("may_go"));
    }

    CapitalNeed capital(Mapping c) {
        c.allow("name", "worth_per_month", "monthly_today", "investments");
        return new CapitalNeed(
                new Work.Choice(c.text("name"), PlanDocument.maybe(c, "worth_per_month")),
                amount(c, "monthly_today"),
                c.each("investments", i -> {
                    i.allow("name", "outlay", "months", "interest_percent", "monthly");
                    return new CapitalNeed.Investment(
                            i.text("name"),
                            amount(i, "outlay"),
                            months(i),
                            i.percent("interest_percent").doubleValue(),
                            amount(i, "monthly"));
                }));
    }

    private Money amount(Mapping section, String key) {
        return new Money(section.amount(key), currency);
    }

    /** How long money is paid back: stated, so that nobody takes a guess for a figure. */
    private static int months(Mapping i) {
        i.positive("months");
        return i.count("months", 1);
    }
}
