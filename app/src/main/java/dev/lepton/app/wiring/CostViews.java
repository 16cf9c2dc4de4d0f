package dev.lepton.app.wiring;

import dev.lepton.core.billing.CostLine;
import dev.lepton.core.billing.Resource;
import dev.lepton.core.billing.Share;
import dev.lepton.core.billing.Units;
import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.money.Money;
import dev.lepton.core.time.Window;
import dev.lepton.ledger.query.CostAnswer;
import dev.lepton.report.model.CostNode;
import dev.lepton.report.model.CostParts;
import dev.lepton.report.model.DeviceUse;
import dev.lepton.report.model.Portion;
import dev.lepton.report.model.Trend;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** One answer by day, team, device, provider, category and service, seen as tree, trend, structure and device use. */
final class CostViews {
    private static final int DAY = 0;
    private static final int TEAM = 1;
    private static final int DEVICE = 2;
    private static final int PROVIDER = 3;
    private static final int CATEGORY = 4;
    private static final int SERVICE = 5;
    private static final int TOP_TEAMS = 7;
    private static final String IDLE = "idle, nobody asked for it";
    private static final String NO_TEAM = "no team";

    /** An amount with the path it has in the tree. */
    private record Leaf(List<String> path, Money cost, Confidence confidence) {}

    private final CostAnswer answer;
    private final Currency currency;
    private final Confidence fleetConfidence;

    CostViews(CostAnswer answer, Confidence fleetConfidence) {
        this.answer = answer;
        this.currency = answer.currency();
        this.fleetConfidence = fleetConfidence;
    }

    /** Kind of cost → whose → what. */
    CostNode tree() {
        return node("Total", leaves(), 0);
    }

    private CostNode node(String label, List<Leaf> leaves, int depth) {
        Map<String, List<Leaf>> children = new LinkedHashMap<>();
        for (Leaf leaf : leaves) {
            if (leaf.path().size() > depth) {
                children.computeIfAbsent(leaf.path().get(depth), k -> new ArrayList<>())
                        .add(leaf);
            }
        }
        if (children.isEmpty()) {
            Money sum = Money.sum(leaves.stream().map(Leaf::cost).toList(), currency);
            return CostNode.leaf(
                    label, sum, leaves.stream().map(Leaf::confidence).reduce(fleetConfidence, Confidence::and));
        }
        List<CostNode> nodes = new ArrayList<>();
        children.forEach((name, below) -> nodes.add(node(name, below, depth + 1)));
        return CostNode.sum(label, nodes);
    }

    private List<Leaf> leaves() {
        List<Leaf> leaves = new ArrayList<>();
        for (CostLine line : answer.lines()) {
            if (line.kind() == CostLine.Kind.BILL) {
                String kind = kind(line.key().get(CATEGORY));
                leaves.add(new Leaf(
                        List.of(
                                kind,
                                team(line),
                                named(line.key().get(PROVIDER), "unknown provider") + ", "
                                        + named(line.key().get(SERVICE), "unknown service")),
                        line.total(),
                        Confidence.BILLED.and(fleetConfidence)));
                continue;
            }
            String device = named(line.key().get(DEVICE), "no accelerator");
            line.shares()
                    .forEach((resource, share) ->
                            add(leaves, List.of(kind(resource), team(line), device), share.allocated()));
            if (line.kind() == CostLine.Kind.IDLE) {
                add(leaves, List.of("compute", IDLE, device), line.idleTotal());
            } else {
                add(leaves, List.of("compute", team(line), device + ", share of idle"), line.idleTotal());
            }
            add(leaves, List.of("other", team(line), "shared cost"), line.shared());
        }
        return leaves;
    }

    private void add(List<Leaf> leaves, List<String> path, Money cost) {
        if (!cost.isZero()) {
            leaves.add(new Leaf(path, cost, fleetConfidence));
        }
    }

    /** Compute, storage, network, other. */
    CostParts structure() {
        Map<String, Money> sums = new LinkedHashMap<>();
        List.of("compute", "storage", "network", "other").forEach(k -> sums.put(k, Money.zero(currency)));
        leaves().forEach(l -> sums.merge(l.path().get(0), l.cost(), Money::plus));
        List<CostParts.Part> parts = new ArrayList<>();
        sums.forEach((name, cost) -> parts.add(new CostParts.Part(name, cost, fleetConfidence)));
        return new CostParts(answer.total(), parts);
    }

    Map<YearMonth, Money> byMonth() {
        Map<YearMonth, Money> months = new TreeMap<>();
        answer.lines().forEach(l -> months.merge(YearMonth.from(day(l)), l.total(), Money::plus));
        return months;
    }

    Money total() {
        return answer.total();
    }

    Map<String, Money> byTeam() {
        return by(CostViews::team);
    }

    private Map<String, Money> by(Function<CostLine, String> name) {
        Map<String, Money> sums = new TreeMap<>();
        answer.lines().forEach(l -> sums.merge(name.apply(l), l.total(), Money::plus));
        return sums;
    }

    /** Cost by team: by day up to a month and a half, by week up to a year, by month beyond; {@code told} at its periods. */
    Trend trend(Window window, List<Told> told) {
        long days = window.length().toDays();
        Trend.Grain grain = days <= 45 ? Trend.Grain.DAY : days <= 400 ? Trend.Grain.WEEK : Trend.Grain.MONTH;
        Set<LocalDate> starts = new TreeSet<>();
        answer.lines().forEach(l -> starts.add(start(day(l), grain)));
        List<LocalDate> periods = List.copyOf(starts);
        List<String> top = by(CostViews::spender).entrySet().stream()
                .sorted(Map.Entry.<String, Money>comparingByValue(Comparator.reverseOrder()))
                .limit(TOP_TEAMS)
                .map(Map.Entry::getKey)
                .toList();
        Map<String, List<Money>> series = new LinkedHashMap<>();
        top.forEach(t -> series.put(t, zeros(periods.size())));
        for (CostLine line : answer.lines()) {
            String name = top.contains(spender(line)) ? spender(line) : "others";
            List<Money> amounts = series.computeIfAbsent(name, n -> zeros(periods.size()));
            int at = periods.indexOf(start(day(line), grain));
            amounts.set(at, amounts.get(at).plus(line.total()));
        }
        List<Trend.Series> all = new ArrayList<>();
        series.forEach((name, amounts) -> all.add(new Trend.Series(name, amounts)));
        all.sort(Comparator.comparingInt(
                s -> s.name().equals(IDLE) ? 2 : s.name().equals("others") ? 1 : 0));
        return new Trend(
                grain,
                periods,
                all,
                told.stream()
                        .filter(t -> periods.contains(start(t.day(), grain)))
                        .map(t -> new Trend.Told(periods.indexOf(start(t.day(), grain)), t.what()))
                        .toList());
    }

    private List<Money> zeros(int n) {
        return new ArrayList<>(java.util.Collections.nCopies(n, Money.zero(currency)));
    }

    private static LocalDate start(LocalDate day, Trend.Grain grain) {
        return switch (grain) {
            case DAY -> day;
            case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.SUNDAY));
            case MONTH -> day.withDayOfMonth(1);
        };
    }

    /** What became of each type of accelerator, and of CPU and memory where they carry cost. */
    List<DeviceUse> devices(Map<String, BigInteger> gpuSeconds) {
        Map<String, Share> held = new TreeMap<>();
        Map<String, Money> idle = new TreeMap<>();
        for (CostLine line : answer.lines()) {
            String device = line.key().get(DEVICE);
            if (!line.share(Resource.GPU).allocated().isZero()) {
                held.merge(device, line.share(Resource.GPU), Share::plus);
            }
            if (!line.idle(Resource.GPU).isZero()) {
                idle.merge(device, line.idle(Resource.GPU), Money::plus);
            }
        }
        List<DeviceUse> uses = new ArrayList<>();
        Set<String> names = new TreeSet<>(held.keySet());
        names.addAll(idle.keySet());
        for (String name : names) {
            Share share = Optional.ofNullable(held.get(name)).orElse(Share.none(currency));
            BigInteger allocated = share.quantities().allocated();
            BigInteger free =
                    gpuSeconds.getOrDefault(name, allocated).subtract(allocated).max(BigInteger.ZERO);
            uses.add(new DeviceUse(
                    named(name, "unknown accelerator"),
                    "GPU-hours",
                    slice(share.used(), share.quantities().used()),
                    slice(share.unmeasured(), share.quantities().unmeasured()),
                    slice(
                            share.unused(),
                            allocated
                                    .subtract(share.quantities().used())
                                    .subtract(share.quantities().unmeasured())),
                    slice(Optional.ofNullable(idle.get(name)).orElse(Money.zero(currency)), free),
                    fleetConfidence));
        }
        return uses;
    }

    private static DeviceUse.Slice slice(Money cost, BigInteger unitSeconds) {
        return new DeviceUse.Slice(cost, Units.hours(Resource.GPU, unitSeconds));
    }

    /** The share of what was held whose use nobody measured, by cost. */
    Portion unmeasured() {
        BigDecimal unmeasured = BigDecimal.ZERO;
        BigDecimal all = BigDecimal.ZERO;
        for (CostLine line : answer.lines()) {
            unmeasured = unmeasured.add(line.sum().unmeasured().amount());
            all = all.add(line.sum().allocated().amount());
        }
        return new Portion(unmeasured, all, currency.getCurrencyCode() + " of what workloads held");
    }

    /** GPU-hours held, over all lines. */
    BigDecimal gpuHours() {
        return answer.lines().stream()
                .map(l -> Units.hours(
                        Resource.GPU, l.share(Resource.GPU).quantities().allocated()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Cost of the fleet: everything but bills taken as they are. */
    Money fleetCost() {
        return Money.sum(
                answer.lines().stream()
                        .filter(l -> l.kind() != CostLine.Kind.BILL)
                        .map(CostLine::total)
                        .toList(),
                currency);
    }

    private static LocalDate day(CostLine line) {
        return LocalDate.parse(line.key().get(DAY));
    }

    private static String team(CostLine line) {
        return named(line.key().get(TEAM), NO_TEAM);
    }

    private static String spender(CostLine line) {
        return line.kind() == CostLine.Kind.IDLE ? IDLE : team(line);
    }

    private static String named(String value, String otherwise) {
        return value.equals("__unallocated__") || value.isBlank() ? otherwise : value.equals("__idle__") ? IDLE : value;
    }

    private static String kind(Resource resource) {
        return switch (resource) {
            case CPU, RAM, GPU -> "compute";
            case STORAGE -> "storage";
            case NETWORK, LOAD_BALANCER -> "network";
        };
    }

    /** FOCUS service categories in four kinds. */
    private static String kind(String category) {
        return switch (category) {
            case "Compute", "AI and Machine Learning" -> "compute";
            case "Storage" -> "storage";
            case "Networking" -> "network";
            default -> "other";
        };
    }
}
