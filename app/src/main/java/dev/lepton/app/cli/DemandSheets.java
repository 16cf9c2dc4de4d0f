package dev.lepton.app.cli;

import dev.lepton.core.catalog.CheapestFirst;
import dev.lepton.core.catalog.Device;
import dev.lepton.core.catalog.Offering;
import dev.lepton.core.catalog.OfferingQuery;
import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.money.FxRates;
import dev.lepton.core.money.Money;
import dev.lepton.core.money.Price;
import dev.lepton.core.predict.demand.Ahead;
import dev.lepton.core.predict.demand.Need;
import dev.lepton.core.predict.demand.ServingNeed;
import dev.lepton.core.predict.demand.TrainingNeed;
import dev.lepton.core.time.Hours;
import dev.lepton.formats.documents.DemandDocument;
import dev.lepton.formats.prices.BundledPrices;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What {@code lepton demand} answers. */
final class DemandSheets {
    private static final MathContext DIGITS = new MathContext(12);

    private final DemandDocument document;
    private final Optional<Device> device;
    private final List<Offering> machines;
    private final List<Need> needs = new ArrayList<>();
    private final Sheet costs;
    private final List<Sheet> further = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private Money once;
    private Money monthly;

    DemandSheets(DemandDocument document, Optional<Device> device) {
        this.document = document;
        this.device = device;
        once = Money.zero(document.currency());
        monthly = Money.zero(document.currency());
        String currency = document.currency().getCurrencyCode();
        costs = new Sheet("costs", "What it costs, " + currency)
                .text("of", "name")
                .number("once", "once")
                .number("a month", "monthly")
                .text("working", "working");
        machines = device.map(this::offered).orElse(List.of());
        device.filter(d -> machines.isEmpty())
                .ifPresent(d -> notes.add("no price of a machine with " + d.name() + " on "
                        + document.terms().word() + " terms is known there, so GPUs are not priced."));
    }

    /** Machines with whole accelerators of that kind, the cheapest accelerator-hour first. */
    private List<Offering> offered(Device device) {
        BundledPrices bundled = BundledPrices.load();
        Instant at = bundled.newestList();
        OfferingQuery query = new OfferingQuery(
                Set.of(device.name()),
                Optional.empty(),
                Optional.of(BigDecimal.ONE),
                Optional.empty(),
                Optional.empty(),
                Optional.of(document.terms()),
                document.provider(),
                document.region());
        return new CheapestFirst(
                        document.currency(),
                        FxRates.none(),
                        at.atOffset(ZoneOffset.UTC).toLocalDate())
                .order(bundled.catalog().find(query, at).stream()
                        .filter(o -> o.hourly().currency().equals(document.currency()))
                        .toList());
    }

    /** The machine of which enough for {@code gpus} cost least for an hour; with {@code together} in one, if there are such. */
    private Optional<Offering> cheapest(int gpus, int together) {
        List<Offering> large = machines.stream()
                .filter(o -> inMachine(Optional.of(o)) >= together)
                .toList();
        return (large.isEmpty() ? machines : large)
                .stream()
                        .min(Comparator.comparing(o ->
                                o.hourly().perUnit().multiply(BigDecimal.valueOf(machines(gpus, Optional.of(o))))));
    }

    private static int inMachine(Optional<Offering> machine) {
        return machine.flatMap(o -> o.shape().deviceCount())
                .map(BigDecimal::intValue)
                .orElse(1);
    }

    private static int machines(int gpus, Optional<Offering> machine) {
        return (gpus + inMachine(machine) - 1) / inMachine(machine);
    }

    void training(TrainingNeed training, Device device) {
        Optional<Offering> machine = machines.stream().findFirst();
        int count = machines(training.gpus(device), machine);
        int gpus = count * inMachine(machine);
        needs.addAll(training.needs(device, gpus, inMachine(machine)));
        machine.ifPresent(o -> {
            hosts("training", o, count);
            BigDecimal hours = training.hoursWith(device, gpus).setScale(2, RoundingMode.CEILING);
            Money cost = o.hourly().times(hours.multiply(BigDecimal.valueOf(count)));
            cost(
                    "training",
                    cost,
                    Money.zero(document.currency()),
                    count + " × " + named(o) + " × " + hours.toPlainString() + " h × " + hourly(o));
        });
    }

    void serving(ServingNeed serving, Device device) {
        int least = serving.gpus(device);
        Optional<Offering> machine = cheapest(least, serving.forMemory(device));
        int count = machines(least, machine);
        needs.addAll(serving.needs(device, count * inMachine(machine)));
        machine.ifPresent(o -> {
            hosts("serving", o, count);
            Money cost = o.hourly().times(Hours.PER_BILLING_MONTH.multiply(BigDecimal.valueOf(count)));
            cost(
                    "serving",
                    Money.zero(document.currency()),
                    cost,
                    count + " × " + named(o) + " × 730 h × " + hourly(o) + ", all at the peak's size");
        });
    }

    private void hosts(String what, Offering offering, int count) {
        String working = count + " × " + named(offering) + ", the cheapest for it";
        notes.add(what + ": " + named(offering) + " on " + offering.terms().word() + " terms in " + offering.region()
                + " at " + hourly(offering) + ", " + offering.provenance().source() + ".");
        offering.shape()
                .vcpus()
                .ifPresent(v -> needs.add(new Need(
                        what + " vCPUs", v.multiply(BigDecimal.valueOf(count)), "vCPU", working, Confidence.ESTIMATE)));
        offering.shape()
                .memoryGib()
                .ifPresent(m -> needs.add(new Need(
                        what + " main memory",
                        m.multiply(BigDecimal.valueOf(count)),
                        "GiB",
                        working,
                        Confidence.ESTIMATE)));
    }

    void data(DemandDocument.Data data, Optional<TrainingNeed> training) {
        BigDecimal kept = training.map(TrainingNeed::checkpointsGib).orElse(BigDecimal.ZERO);
        BigDecimal storage = data.rawGib().multiply(data.copies()).add(kept);
        String working = plain(data.rawGib()) + " GiB × " + plain(data.copies()) + " copies + " + plain(kept)
                + " GiB of checkpoints";
        needs.add(new Need("storage", storage, "GiB", working, Confidence.ESTIMATE));
        priced("storage", storage, "GiB", data.storagePrice());
        if (data.egressGib().signum() > 0) {
            needs.add(new Need("data sent out", data.egressGib(), "GiB a month", "as stated", Confidence.ESTIMATE));
            priced("data sent out", data.egressGib(), "GiB", data.egressPrice());
        }
    }

    private void priced(String what, BigDecimal amount, String unit, Optional<BigDecimal> price) {
        if (price.isEmpty()) {
            notes.add(what + " is not priced: its price is not stated.");
            return;
        }
        Money cost = Price.of(price.get(), document.currency()).times(amount.round(DIGITS));
        cost(
                what,
                Money.zero(document.currency()),
                cost,
                plain(amount) + " " + unit + " × " + price.get().toPlainString());
    }

    void fees() {
        document.fees().forEach(f -> cost(f.name(), f.once(), f.monthly(), "as stated"));
    }

    private void cost(String name, Money single, Money everyMonth, String working) {
        once = once.plus(single);
        monthly = monthly.plus(everyMonth);
        costs.row(
                Cell.text(name),
                Cell.number(single.amount(), 2),
                Cell.number(everyMonth.amount(), 2),
                Cell.text(working));
    }

    void ahead(DemandDocument.History history, List<Ahead> all) {
        Sheet months = new Sheet(
                        "months",
                        "What is needed by month, so that " + Math.round(100 * history.level()) + " % of days are met")
                .text("resource", "resource")
                .text("month", "month")
                .number("demand", "demand")
                .number("needed", "needed")
                .number("there", "there")
                .number("lacks", "lacks");
        Sheet orders = new Sheet("orders", "What lacks first")
                .text("resource", "resource")
                .text("lacks from", "lacks_from")
                .text("order by", "order_by")
                .number("most that lacks", "most_lacking")
                .number("a month " + document.currency().getCurrencyCode(), "monthly")
                .text("what to get", "working");
        for (Ahead one : all) {
            months(one, months);
            order(one, history.priced().contains(one.resource()), orders);
        }
        further.add(months);
        further.add(orders);
        all.stream()
                .filter(one -> history.priced().contains(one.resource())
                        && one.firstShort().isPresent())
                .forEach(this::planned);
        notes.add(
                "demand is a forecast of the days ahead with the band that this share of days stayed below in the past;"
                        + " a month needs what its highest day needs. Both are estimates.");
    }

    /** What the planner buys for what lacks, where there is something to choose from. */
    private void planned(Ahead one) {
        device.filter(d -> document.currency().equals(Money.USD))
                .flatMap(d -> ShortfallPlan.of(
                        one.resource(), one.lacking(), d.name(), document.provider(), document.region()))
                .ifPresentOrElse(
                        plan -> {
                            further.add(plan.sheet());
                            notes.addAll(plan.notes());
                        },
                        () -> notes.add(one.resource()
                                + ": what the planner would buy is not known: no prices in USD of gpu where asked."));
    }

    private static void months(Ahead one, Sheet sheet) {
        for (Ahead.Month month : one.months()) {
            sheet.row(
                    Cell.text(one.resource()),
                    Cell.text(month.month().toString()),
                    Cell.number(new BigDecimal(month.demand()).round(DIGITS), 2),
                    Cell.plain(BigDecimal.valueOf(month.needed())),
                    Cell.plain(BigDecimal.valueOf(month.there())),
                    Cell.plain(BigDecimal.valueOf(month.lacking())));
        }
    }

    private void order(Ahead one, boolean priced, Sheet sheet) {
        long most = one.months().stream().mapToLong(Ahead.Month::lacking).max().orElse(0);
        int lacking = (int) Math.min(Integer.MAX_VALUE / 2, most);
        Optional<Offering> bought = most > 0 && priced ? cheapest(lacking, 1) : Optional.empty();
        int count = machines(lacking, bought);
        if (one.late()) {
            notes.add(one.resource() + ": the day to order on is past; whatever is ordered now comes after it lacks.");
        }
        sheet.row(
                Cell.text(one.resource()),
                Cell.known(one.firstShort(), d -> Cell.text(d.toString())),
                Cell.known(one.orderBy(), d -> Cell.text(d.toString())),
                Cell.plain(BigDecimal.valueOf(most)),
                Cell.known(
                        bought,
                        o -> Cell.number(
                                o.hourly()
                                        .times(Hours.PER_BILLING_MONTH.multiply(BigDecimal.valueOf(count)))
                                        .amount(),
                                2)),
                Cell.text(bought.map(o -> count + " × " + named(o) + " × 730 h × " + hourly(o))
                        .orElse("")));
    }

    Sheets answer() {
        Sheets answer = new Sheets();
        answer.head("name", Cell.text(document.name()));
        answer.head("currency", Cell.text(document.currency().getCurrencyCode()));
        answer.head("once", Cell.number(once.amount(), 2));
        answer.head("monthly", Cell.number(monthly.amount(), 2));
        answer.open(document.name());
        Sheet sheet = new Sheet("needs", "What it needs")
                .text("of", "name")
                .number("how much", "amount")
                .text("unit", "unit")
                .text("how sure", "confidence")
                .text("working", "working");
        for (Need need : needs) {
            BigDecimal amount = need.amount().round(DIGITS);
            sheet.row(
                    Cell.text(need.what()),
                    amount.precision() - amount.scale() > 15
                            ? new Cell(amount.round(new MathContext(4)).toString(), Cell.json(amount))
                            : Cell.number(amount, whole(amount) ? 0 : 2),
                    Cell.text(need.unit()),
                    Cell.text(need.confidence().word()),
                    Cell.text(need.working()));
        }
        answer.add(sheet);
        costs.total(
                "total",
                Cell.number(once.amount(), 2).shown(),
                Cell.number(monthly.amount(), 2).shown(),
                "");
        answer.add(costs);
        further.forEach(answer::add);
        notes.forEach(answer::note);
        return answer;
    }

    private static boolean whole(BigDecimal amount) {
        return amount.compareTo(BigDecimal.TEN) >= 0
                || amount.stripTrailingZeros().scale() <= 0;
    }

    private static String plain(BigDecimal value) {
        return value.round(new MathContext(6)).stripTrailingZeros().toPlainString();
    }

    private static String named(Offering offering) {
        return offering.shape().provider() + " " + offering.shape().instanceType();
    }

    private static String hourly(Offering offering) {
        return offering.hourly()
                        .perUnit()
                        .setScale(4, RoundingMode.HALF_EVEN)
                        .stripTrailingZeros()
                        .toPlainString() + " " + offering.hourly().currency().getCurrencyCode() + "/h";
    }
}
