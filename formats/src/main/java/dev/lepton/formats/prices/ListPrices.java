package dev.lepton.formats.prices;

import dev.lepton.core.catalog.Offering;
import dev.lepton.core.catalog.Shape;
import dev.lepton.core.catalog.Terms;
import dev.lepton.core.evidence.Failure;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.evidence.Provenance;
import dev.lepton.core.evidence.Reason;
import dev.lepton.core.money.Money;
import dev.lepton.core.money.Price;
import dev.lepton.core.time.Hours;
import java.io.Reader;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Reads plain price lists: one on-demand price a line, or Google's with spot and monthly commitments beside it. */
final class ListPrices {
    private static final Terms ON_DEMAND = new Terms.OnDemand();
    private static final Terms SPOT = new Terms.Spot();
    private static final Terms ONE_YEAR = new Terms.Commitment(1);
    private static final Terms THREE_YEARS = new Terms.Commitment(3);
    private static final Pattern DEDICATED_HOST = Pattern.compile(".*Type ?\\d.*");

    private final PriceContext context;
    private final String provider;
    private final Provenance provenance;
    // The same date and currency stand on tens of thousands of lines.
    private String lastTime = "";
    private Instant lastInstant = Instant.EPOCH;
    private Currency lastCurrency = Money.USD;

    private ListPrices(PriceContext context, String provider) {
        this.context = context;
        this.provider = provider;
        this.provenance = context.provenance();
    }

    static void readList(Reader text, PriceContext context, Consumer<PriceRow> sink) {
        String provider = context.provider()
                .orElseThrow(() -> Problem.input(
                        context.file() + " does not say whose prices it holds.", "Maybe add --provider aws."));
        ListPrices list = new ListPrices(context, provider);
        CsvLines.read(
                text,
                context.file(),
                List.of("region", "instance_type", "price_per_hour"),
                f -> sink.accept(list.line(f)),
                refused(sink));
    }

    static void readGcp(Reader text, PriceContext context, Consumer<PriceRow> sink) {
        ListPrices list = new ListPrices(context, context.provider().orElse("gcp"));
        CsvLines.read(
                text,
                context.file(),
                List.of("region", "instance_type", "on_demand_per_hour"),
                f -> sink.accept(list.gcp(f)),
                refused(sink));
    }

    static Consumer<Failure> refused(Consumer<PriceRow> sink) {
        return failure -> sink.accept(new PriceRow.Refused(failure));
    }

    private PriceRow line(Fields f) {
        String type = f.required("instance_type");
        if (provider.equals("azure") && !isAzureMachine(type)) {
            throw new RowRefused(Reason.NOT_A_MACHINE, "instance_type is '" + Fields.shown(type) + "'");
        }
        String currencyCode = f.text("currency").orElse("USD");
        if (!currencyCode.equals(lastCurrency.getCurrencyCode())) {
            lastCurrency = f.currency("currency", Money.USD);
        }
        Price price = Price.of(positive(f, "price_per_hour"), lastCurrency);
        Offering offering = new Offering(
                context.machines().shape(provider, type),
                f.required("region"),
                ON_DEMAND,
                price,
                listedAt(f),
                Optional.empty(),
                provenance);
        return new PriceRow.Priced(List.of(offering), List.of());
    }

    /** Virtual machine sizes are named {@code Standard_…} or {@code Basic_…}; dedicated hosts are not, or end in a type. */
    static boolean isAzureMachine(String name) {
        return (name.startsWith("Standard_") || name.startsWith("Basic_"))
                && !(name.contains("Type") && DEDICATED_HOST.matcher(name).matches());
    }

    private PriceRow gcp(Fields f) {
        Shape shape = context.machines().shape(provider, f.required("instance_type"));
        String region = f.required("region");
        Instant from = listedAt(f);
        List<Offering> offerings = new ArrayList<>(4);
        add(offerings, f, "on_demand_per_hour", BigDecimal.ONE, shape, region, ON_DEMAND, from);
        add(offerings, f, "spot_per_hour", BigDecimal.ONE, shape, region, SPOT, from);
        add(offerings, f, "commit_1y_per_month", Hours.PER_BILLING_MONTH, shape, region, ONE_YEAR, from);
        add(offerings, f, "commit_3y_per_month", Hours.PER_BILLING_MONTH, shape, region, THREE_YEARS, from);
        if (offerings.isEmpty()) {
            throw new RowRefused(Reason.NO_PRICE, "every price is empty or 0");
        }
        return new PriceRow.Priced(offerings, List.of());
    }

    /** An empty cell or a zero says that the machine cannot be had on these terms there, not that it is free. */
    private void add(
            List<Offering> offerings,
            Fields f,
            String column,
            BigDecimal per,
            Shape shape,
            String region,
            Terms terms,
            Instant from) {
        f.number(column)
                .filter(amount -> amount.signum() > 0)
                .map(amount -> new Price(amount, Money.USD, per))
                .map(price -> new Offering(shape, region, terms, price, from, Optional.empty(), provenance))
                .ifPresent(offerings::add);
    }

    private static BigDecimal positive(Fields f, String column) {
        BigDecimal amount = f.requiredNumber(column);
        if (amount.signum() == 0) {
            throw new RowRefused(Reason.NO_PRICE, column + " is 0");
        }
        return amount;
    }

    private Instant listedAt(Fields f) {
        Optional<String> time = f.text("listed_at");
        if (time.isEmpty()) {
            return context.listedAt();
        }
        if (!time.get().equals(lastTime)) {
            lastInstant = Fields.instant("listed_at", time.get());
            lastTime = time.get();
        }
        return lastInstant;
    }
}
