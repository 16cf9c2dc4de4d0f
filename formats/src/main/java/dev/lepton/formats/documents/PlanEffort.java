package dev.lepton.formats.documents;

import dev.lepton.core.plan.joint.Effort;
import dev.lepton.core.plan.joint.Lever;
import java.time.LocalDate;
import java.util.Currency;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** What a plan document says of the work to get there; the rest is assumed. */
final class PlanEffort {
    private PlanEffort() {}

    static Effort of(Optional<Mapping> section, Currency currency) {
        Effort assumed = Effort.assumed(currency);
        return section.map(e -> of(e, currency, assumed)).orElse(assumed);
    }

    private static Effort of(Mapping e, Currency currency, Effort assumed) {
        e.allow(
                "start",
                "engineers",
                "cost_per_day",
                "days",
                "days_per_move",
                "watch_days",
                "saving_months",
                "rate_percent");
        Map<Lever, Double> days = new EnumMap<>(Lever.class);
        days.putAll(assumed.days());
        e.optional("days")
                .ifPresent(d -> d.keys()
                        .forEach(name -> days.put(
                                Lever.named(name)
                                        .orElseThrow(() -> d.wrong(
                                                name,
                                                "'" + name + "' is no lever.",
                                                "Maybe model variant, device, region, purchase or spot.")),
                                d.amount(name).doubleValue())));
        Optional<LocalDate> start = e.has("start") ? Optional.of(e.date("start")) : Optional.empty();
        return e.build(() -> new Effort(
                start,
                e.count("engineers", assumed.engineers()),
                e.has("cost_per_day") ? e.price("cost_per_day", currency) : assumed.daily(),
                days,
                PlanDocument.maybe(e, "days_per_move").orElse(assumed.moveDays()),
                PlanDocument.maybe(e, "watch_days").orElse(assumed.watchDays()),
                e.count("saving_months", assumed.months()),
                e.has("rate_percent") ? e.percent("rate_percent") : assumed.rate()));
    }
}
