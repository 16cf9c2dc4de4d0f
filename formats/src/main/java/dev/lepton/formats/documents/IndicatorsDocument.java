package dev.lepton.formats.documents;

import dev.lepton.core.billing.CostStructure;
import dev.lepton.core.billing.DistributedCost;
import dev.lepton.core.economics.DeadlinePlan;
import dev.lepton.core.economics.PerformancePerCost;
import dev.lepton.core.economics.Profit;
import dev.lepton.core.economics.ResponseTime;
import dev.lepton.core.economics.SpendingPlan;
import dev.lepton.core.economics.TimeUse;
import dev.lepton.core.economics.Utilisation;
import dev.lepton.core.energy.PowerDraw;
import dev.lepton.core.money.Money;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What {@code lepton indicators} reads: any of the sections below, at least one. */
public record IndicatorsDocument(
        Currency currency,
        List<Named<Utilisation>> utilisation,
        Optional<CostStructure> costStructure,
        List<Named<ResponseTime>> responseTimes,
        List<Named<TimeUse>> timeUse,
        List<PerformancePerCost> performancePerCost,
        List<Named<Powered>> performancePerWatt,
        List<Named<Profit>> profit,
        Optional<SpendingPlan> budget,
        List<Named<TaskPlan>> taskPlans,
        List<GpuSection.Share> gpuShares,
        Optional<GpuSection.Sliced> mig,
        List<Named<DistributedCost>> distributed) {
    private static final List<String> KEYS = List.of(
            "currency",
            "utilisation",
            "cost_structure",
            "response_time",
            "time_use",
            "performance_per_cost",
            "performance_per_watt",
            "profit",
            "budget",
            "task_plan",
            "gpu_shares",
            "mig",
            "distribute");

    /** A value and what it is of. */
    public record Named<T>(String name, T value) {}

    /** A performance in any unit, and the power it takes. */
    public record Powered(BigDecimal performance, PowerDraw power) {}

    /** A plan and how days are billed in it. */
    public record TaskPlan(DeadlinePlan plan, DeadlinePlan.Billing billing) {}

    public IndicatorsDocument {
        utilisation = List.copyOf(utilisation);
        responseTimes = List.copyOf(responseTimes);
        timeUse = List.copyOf(timeUse);
        performancePerCost = List.copyOf(performancePerCost);
        performancePerWatt = List.copyOf(performancePerWatt);
        profit = List.copyOf(profit);
        taskPlans = List.copyOf(taskPlans);
        gpuShares = List.copyOf(gpuShares);
        distributed = List.copyOf(distributed);
    }

    /** Reads {@code path}. */
    public static IndicatorsDocument read(Path path) {
        return of(YamlSource.read(path));
    }

    /** Reads {@code text}, called {@code file} in messages. */
    public static IndicatorsDocument parse(String file, String text) {
        return of(YamlSource.parse(file, text));
    }

    private static IndicatorsDocument of(Mapping top) {
        top.allow(KEYS.toArray(new String[0]));
        Currency currency = top.currency();
        if (KEYS.stream().skip(1).noneMatch(top::has)) {
            throw top.wrong(
                    "",
                    "there is nothing to compute.",
                    "Maybe add one of: " + String.join(", ", KEYS.subList(1, KEYS.size())) + ".");
        }
        return new IndicatorsDocument(
                currency,
                top.each("utilisation", named(IndicatorsDocument::utilisation, "used", "total")),
                top.optional("cost_structure").map(s -> costStructure(s, currency)),
                top.each("response_time", named(IndicatorsDocument::responseTime, "mean_seconds", "target_seconds")),
                top.each("time_use", named(s -> timeUse(s, currency), "cost", "utilisation_percent")),
                top.each("performance_per_cost", s -> performance(s, currency)),
                top.each(
                        "performance_per_watt",
                        named(IndicatorsDocument::powered, "performance", "watts", "tdp_watts", "load_percent")),
                top.each("profit", named(s -> profit(s, currency), "revenue", "cost")),
                top.optional("budget").map(s -> SpendingSection.budget(s, currency)),
                top.each("task_plan", s -> new Named<>(s.text("name"), SpendingSection.taskPlan(s, currency))),
                top.each("gpu_shares", GpuSection::share),
                top.optional("mig").map(s -> GpuSection.mig(s, currency)),
                top.each("distribute", s -> new Named<>(s.text("source"), SpendingSection.distributed(s, currency))));
    }

    private static <T> Function<Mapping, Named<T>> named(Function<Mapping, T> value, String... keys) {
        String[] allowed = new String[keys.length + 1];
        allowed[0] = "name";
        System.arraycopy(keys, 0, allowed, 1, keys.length);
        return section -> {
            section.allow(allowed);
            return new Named<>(section.text("name"), section.build(() -> value.apply(section)));
        };
    }

    private static Utilisation utilisation(Mapping section) {
        return new Utilisation(section.number("used"), section.number("total"));
    }

    private static ResponseTime responseTime(Mapping section) {
        return new ResponseTime(section.number("mean_seconds"), section.number("target_seconds"));
    }

    private static TimeUse timeUse(Mapping section, Currency currency) {
        return new TimeUse(section.money("cost", currency), section.percent("utilisation_percent"));
    }

    private static Profit profit(Mapping section, Currency currency) {
        return new Profit(section.money("revenue", currency), section.money("cost", currency));
    }

    private static Powered powered(Mapping section) {
        if (section.has("watts") == section.has("tdp_watts")) {
            throw section.wrong(
                    "",
                    "power is stated either as watts or as tdp_watts with load_percent.",
                    "Maybe keep the measured one.");
        }
        PowerDraw draw = section.has("watts")
                ? new PowerDraw.Measured(section.amount("watts"))
                : new PowerDraw.Rated(section.amount("tdp_watts"), section.percent("load_percent"));
        return new Powered(section.amount("performance"), draw);
    }

    private static PerformancePerCost performance(Mapping section, Currency currency) {
        section.allow("name", "performance", "cost");
        return section.build(() -> new PerformancePerCost(
                section.text("name"), section.number("performance"), section.money("cost", currency)));
    }

    private static CostStructure costStructure(Mapping section, Currency currency) {
        return section.build(() -> new CostStructure(section.keys().stream()
                .map(key -> new CostStructure.Part(key, new Money(section.amount(key), currency)))
                .toList()));
    }
}
