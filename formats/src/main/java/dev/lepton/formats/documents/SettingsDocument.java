package dev.lepton.formats.documents;

import dev.lepton.core.money.FxRates;
import dev.lepton.core.money.Money;
import dev.lepton.core.money.Price;
import dev.lepton.core.time.Window;
import dev.lepton.core.time.WindowExpression;
import dev.lepton.core.watch.Budget;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A workspace's {@code lepton.yaml}; what it does not say has the default that docs/settings.md states.
 *
 * @param currency what answers are in
 * @param zone the zone that days and months are cut in
 * @param memory the engine's memory limit; empty for the default
 * @param threads the engine's threads; empty for the machine's cores
 * @param spill the engine's spill folder; empty for one in the workspace
 * @param labels which label stands behind team, owner, product, department, environment and model
 * @param gpuShare the accelerators' share of a node's price where nothing better is known; empty for the default
 * @param openCostSplit whether node prices are split by OpenCost's ratios
 * @param tariffs prices of storage, network and load balancers
 * @param rates exchange rates
 * @param budgets budgets to be checked
 */
public record SettingsDocument(
        Currency currency,
        ZoneOffset zone,
        Optional<String> memory,
        Optional<Integer> threads,
        Optional<String> spill,
        Map<String, String> labels,
        Optional<BigDecimal> gpuShare,
        boolean openCostSplit,
        Tariffs tariffs,
        FxRates rates,
        List<Budget> budgets) {
    /** Prices of what is not bought by the machine, per GiB or per hour; each unknown unless stated. */
    public record Tariffs(
            Optional<Price> storageGibHour,
            Optional<Price> zoneGib,
            Optional<Price> regionGib,
            Optional<Price> internetGib,
            Optional<Price> loadBalancerHour) {}

    /** Reads {@code path}. */
    public static SettingsDocument read(Path path) {
        Mapping top = YamlSource.read(path);
        top.allow("currency", "utc_offset", "engine", "labels", "split", "prices", "exchange_rates", "budgets");
        Currency currency = top.currency();
        ZoneOffset zone = top.has("utc_offset") ? zone(top) : ZoneOffset.UTC;
        Optional<Mapping> engine = top.optional("engine").map(e -> e.allow("memory", "threads", "spill"));
        Optional<Mapping> split = top.optional("split").map(s -> s.allow("gpu_share", "opencost"));
        return new SettingsDocument(
                currency,
                zone,
                engine.filter(e -> e.has("memory")).map(e -> e.text("memory")),
                engine.filter(e -> e.has("threads")).map(e -> e.whole("threads")),
                engine.filter(e -> e.has("spill")).map(e -> e.text("spill")),
                labels(top),
                split.filter(s -> s.has("gpu_share")).map(SettingsDocument::share),
                split.filter(s -> s.has("opencost"))
                        .map(s -> s.flag("opencost"))
                        .orElse(false),
                tariffs(top, currency),
                new FxRates(top.each("exchange_rates", SettingsDocument::rate)),
                top.each("budgets", b -> budget(b, currency, zone)));
    }

    private static BigDecimal share(Mapping split) {
        BigDecimal share = split.amount("gpu_share");
        if (share.compareTo(BigDecimal.ONE) > 0) {
            throw split.wrong(
                    "gpu_share",
                    "gpu_share is " + share.toPlainString() + ", but is a share from 0 to 1.",
                    "Maybe 0.70.");
        }
        return share;
    }

    private static ZoneOffset zone(Mapping top) {
        String text = top.text("utc_offset");
        try {
            return ZoneOffset.of(text);
        } catch (DateTimeException e) {
            throw top.wrong(
                    "utc_offset", "utc_offset is '" + text + "'.", "Maybe like \"+01:00\" or \"-07:00\", in quotes.");
        }
    }

    private static Map<String, String> labels(Mapping top) {
        Map<String, String> labels = new LinkedHashMap<>();
        top.optional("labels").ifPresent(section -> {
            section.allow("team", "owner", "product", "department", "environment", "model");
            section.keys().forEach(k -> labels.put(k, section.text(k)));
        });
        return labels;
    }

    private static Tariffs tariffs(Mapping top, Currency currency) {
        Optional<Mapping> section = top.optional("prices")
                .map(p -> p.allow(
                        "storage_gib_hour",
                        "network_zone_gib",
                        "network_region_gib",
                        "network_internet_gib",
                        "load_balancer_hour"));
        return new Tariffs(
                price(section, "storage_gib_hour", currency),
                price(section, "network_zone_gib", currency),
                price(section, "network_region_gib", currency),
                price(section, "network_internet_gib", currency),
                price(section, "load_balancer_hour", currency));
    }

    private static Optional<Price> price(Optional<Mapping> section, String key, Currency currency) {
        return section.filter(s -> s.has(key)).map(s -> s.price(key, currency));
    }

    private static FxRates.Rate rate(Mapping section) {
        section.allow("from", "to", "day", "value");
        return section.build(() -> {
            try {
                return new FxRates.Rate(
                        Currency.getInstance(section.text("from")),
                        Currency.getInstance(section.text("to")),
                        LocalDate.parse(section.text("day")),
                        section.number("value"));
            } catch (DateTimeException e) {
                throw section.wrong("day", "day is '" + section.text("day") + "'.", "Maybe like 2026-01-31.");
            }
        });
    }

    private static Budget budget(Mapping section, Currency currency, ZoneOffset zone) {
        section.allow("name", "scope", "amount", "period", "warn_at_percent");
        String scope = section.has("scope") ? section.text("scope") : "total";
        Budget.Scope parsed = Budget.Scope.parse(scope)
                .orElseThrow(() -> section.wrong(
                        "scope", "scope is '" + scope + "'.", "Maybe total, team=research or model=llama."));
        String period = section.has("period") ? section.text("period") : "monthly";
        Budget.Period time = period.equals("monthly")
                ? new Budget.Period.Monthly()
                : new Budget.Period.Once(window(section, period, zone));
        Optional<BigDecimal> warn =
                section.has("warn_at_percent") ? Optional.of(section.number("warn_at_percent")) : Optional.empty();
        return section.build(() ->
                new Budget(section.text("name"), parsed, new Money(section.number("amount"), currency), time, warn));
    }

    private static Window window(Mapping section, String period, ZoneOffset zone) {
        try {
            // The epoch stands for now: only windows with two ends are allowed, which do not look at it.
            return WindowExpression.parse(period, Instant.EPOCH, zone);
        } catch (IllegalArgumentException e) {
            throw section.wrong(
                    "period", "period is '" + period + "'.", "Maybe monthly, or two dates: 2026-01-01,2026-04-01.");
        }
    }
}
