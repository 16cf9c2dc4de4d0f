package dev.lepton.formats.documents;

import dev.lepton.core.catalog.Terms;
import dev.lepton.core.money.Money;
import dev.lepton.core.predict.demand.Ahead;
import dev.lepton.core.predict.demand.ServingNeed;
import dev.lepton.core.predict.demand.TrainingNeed;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/**
 * What a project has to do, what {@code lepton demand} reads.
 *
 * @param gpu the accelerator as the user names it
 * @param training a run to be done once
 * @param serving requests to be answered from then on
 */
public record DemandDocument(
        String name,
        Currency currency,
        Optional<String> gpu,
        Optional<String> provider,
        Optional<String> region,
        Terms terms,
        Optional<TrainingNeed> training,
        Optional<ServingNeed> serving,
        Optional<Data> data,
        List<Fee> fees,
        Optional<History> history) {
    private static final BigDecimal BILLION = BigDecimal.TEN.pow(9);
    private static final BigDecimal DAY = BigDecimal.valueOf(24);

    /**
     * What is kept and sent.
     *
     * @param storagePrice for a GiB and month; empty when it is not stated
     * @param egressPrice for a GiB; empty when it is not stated
     */
    public record Data(
            BigDecimal rawGib,
            BigDecimal copies,
            BigDecimal egressGib,
            Optional<BigDecimal> storagePrice,
            Optional<BigDecimal> egressPrice) {}

    /** A licence or a person: paid every month, once, or both. */
    public record Fee(String name, Money monthly, Money once) {}

    /**
     * A demand seen so far and what it needs.
     *
     * @param level the share of days whose demand is to be met
     * @param priced names of the resources that are GPUs
     */
    public record History(Path series, int days, double level, List<Ahead.Stock> stocks, List<String> priced) {
        public History {
            stocks = List.copyOf(stocks);
            priced = List.copyOf(priced);
        }
    }

    public DemandDocument {
        fees = List.copyOf(fees);
    }

    /** Reads {@code path}; files it names are looked for beside it. */
    public static DemandDocument read(Path path) {
        return of(YamlSource.read(path), path.resolveSibling("."));
    }

    /** Reads {@code text}, called {@code file} in messages; files it names are looked for where the program runs. */
    public static DemandDocument parse(String file, String text) {
        return of(YamlSource.parse(file, text), Path.of(""));
    }

    private static DemandDocument of(Mapping top, Path beside) {
        top.allow(
                "name",
                "currency",
                "gpu",
                "provider",
                "region",
                "terms",
                "training",
                "serving",
                "data",
                "people_and_licences",
                "history");
        Currency currency = top.currency();
        return new DemandDocument(
                top.has("name") ? top.text("name") : "project",
                currency,
                text(top, "gpu"),
                text(top, "provider"),
                text(top, "region"),
                top.has("terms") ? top.build(() -> Terms.parse(top.text("terms"))) : new Terms.OnDemand(),
                top.optional("training").map(DemandDocument::training),
                top.optional("serving").map(DemandDocument::serving),
                top.optional("data").map(DemandDocument::data),
                top.each("people_and_licences", fee -> fee(fee, currency)),
                top.optional("history").map(h -> history(h, beside)));
    }

    private static Optional<String> text(Mapping of, String key) {
        return of.has(key) ? Optional.of(of.text(key)) : Optional.empty();
    }

    private static Optional<BigDecimal> amount(Mapping of, String key) {
        return of.has(key) ? Optional.of(of.amount(key)) : Optional.empty();
    }

    private static BigDecimal share(Mapping of, String key, String otherwise) {
        return of.has(key) ? of.percent(key) : new BigDecimal(otherwise);
    }

    private static TrainingNeed training(Mapping of) {
        of.allow(
                "parameters_billion",
                "tokens_billion",
                "epochs",
                "deadline_days",
                "utilisation_percent",
                "extra_percent",
                "batch_tokens",
                "checkpoints");
        return of.build(() -> new TrainingNeed(
                of.amount("parameters_billion").multiply(BILLION),
                of.amount("tokens_billion").multiply(BILLION),
                of.number("epochs", BigDecimal.ONE),
                share(of, "utilisation_percent", "0.35"),
                of.has("utilisation_percent"),
                share(of, "extra_percent", "0"),
                of.amount("deadline_days").multiply(DAY),
                of.number("batch_tokens", BigDecimal.valueOf(4_000_000)),
                of.whole("checkpoints", 3)));
    }

    private static ServingNeed serving(Mapping of) {
        of.allow(
                "parameters_billion",
                "weight_bytes",
                "requests_per_second",
                "peak_factor",
                "output_tokens",
                "context_tokens",
                "cache_bytes_per_token",
                "tokens_per_second_per_gpu",
                "limit_percent");
        return of.build(() -> new ServingNeed(
                of.amount("parameters_billion").multiply(BILLION),
                of.number("weight_bytes", BigDecimal.TWO),
                of.amount("requests_per_second"),
                of.number("peak_factor", BigDecimal.ONE),
                of.amount("output_tokens"),
                of.number("context_tokens", BigDecimal.valueOf(2048)),
                of.number("cache_bytes_per_token", BigDecimal.valueOf(131_072)),
                of.has("cache_bytes_per_token"),
                amount(of, "tokens_per_second_per_gpu"),
                share(of, "limit_percent", "0.7")));
    }

    private static Data data(Mapping of) {
        of.allow("raw_gib", "copies", "egress_gib_per_month", "storage_price_per_gib_month", "egress_price_per_gib");
        return new Data(
                of.amount("raw_gib"),
                of.number("copies", BigDecimal.ONE),
                of.number("egress_gib_per_month", BigDecimal.ZERO),
                amount(of, "storage_price_per_gib_month"),
                amount(of, "egress_price_per_gib"));
    }

    private static Fee fee(Mapping of, Currency currency) {
        of.allow("name", "monthly", "once");
        return new Fee(
                of.text("name"),
                of.has("monthly") ? of.money("monthly", currency) : Money.zero(currency),
                of.has("once") ? of.money("once", currency) : Money.zero(currency));
    }

    private static History history(Mapping of, Path beside) {
        of.allow("series", "days", "service_level_percent", "resources");
        int days = of.whole("days", 180);
        double level = share(of, "service_level_percent", "0.95").doubleValue();
        if (days < 1 || days > 1000 || level < 0.5 || level >= 1) {
            throw of.wrong(
                    "",
                    "days is " + days + " and service_level_percent " + 100 * level + ".",
                    "Maybe 180 and 95: up to 1000 days, from 50 to below 100 per cent.");
        }
        List<Ahead.Stock> stocks = of.each("resources", DemandDocument::stock);
        List<String> priced = of.each("resources", r -> r.has("gpu") && r.flag("gpu") ? r.text("name") : "").stream()
                .filter(n -> !n.isEmpty())
                .toList();
        return new History(beside.resolve(of.text("series")).normalize(), days, level, stocks, priced);
    }

    private static Ahead.Stock stock(Mapping of) {
        of.allow("name", "per_unit", "owned", "committed", "committed_until", "lead_days", "gpu");
        return of.build(() -> new Ahead.Stock(
                of.text("name"),
                of.amount("per_unit").doubleValue(),
                of.whole("owned", 0),
                of.whole("committed", 0),
                text(of, "committed_until").map(day -> day(of, day)),
                of.whole("lead_days", 0)));
    }

    private static LocalDate day(Mapping of, String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw of.wrong("committed_until", "committed_until is '" + text + "'.", "Maybe 2027-03-31.");
        }
    }
}
