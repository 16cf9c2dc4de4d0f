package dev.lepton.app.advice;

import dev.lepton.app.wiring.Session;
import dev.lepton.core.advise.Assumptions;
import dev.lepton.core.advise.Machines.HourLoad;
import dev.lepton.core.billing.CostLine;
import dev.lepton.core.billing.Resource;
import dev.lepton.core.money.Money;
import dev.lepton.core.time.Window;
import dev.lepton.core.workload.Pool;
import dev.lepton.ledger.query.Asset;
import dev.lepton.ledger.query.CostQuestion;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What machines cost hour by hour, and how many of them were needed. A machine known by name is needed in an hour in which anything of it
 * was held; of a pool as many as hold the scarcest resource, with the headroom above it.
 */
final class MachineHours {
    /** Node-hours that are looked at one by one; above, hours are looked at by kind of machine only. */
    private static final long MOST = 400_000;

    private static final MathContext PRECISION = MathContext.DECIMAL64;

    private final Session session;
    private final CostQuestion question;
    private final Window window;
    private final Assumptions assumed;
    private final boolean byNode;
    private final List<Pool> fleet;
    /** By kind of machine, hour and cluster: work is not packed across clusters. */
    private final Map<MarketKey, TreeMap<Instant, Map<String, Sum>>> hours = new LinkedHashMap<>();

    /** Cost of an hour of one node, or of one kind of machine. */
    private static final class Node {
        private final Map<Resource, BigDecimal> idle = new EnumMap<>(Resource.class);
        private final Map<Resource, BigDecimal> held = new EnumMap<>(Resource.class);

        void add(CostLine line) {
            line.idle().forEach((r, m) -> idle.merge(r, m.amount(), BigDecimal::add));
            line.shares().forEach((r, s) -> {
                if (r == Resource.CPU || r == Resource.RAM || r == Resource.GPU) {
                    held.merge(r, s.allocated().amount(), BigDecimal::add);
                }
            });
        }

        BigDecimal heldCost() {
            return held.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        }

        BigDecimal cost() {
            return idle.values().stream().reduce(heldCost(), BigDecimal::add);
        }

        /** The share of the scarcest resource that is held. */
        BigDecimal occupied() {
            BigDecimal most = BigDecimal.ZERO;
            for (Map.Entry<Resource, BigDecimal> e : held.entrySet()) {
                BigDecimal all = e.getValue().add(idle.getOrDefault(e.getKey(), BigDecimal.ZERO));
                if (all.signum() > 0) {
                    most = most.max(e.getValue().divide(all, PRECISION));
                }
            }
            return most;
        }
    }

    /** What became of one kind of machine in an hour. */
    private static final class Sum {
        private BigDecimal cost = BigDecimal.ZERO;
        private BigDecimal held = BigDecimal.ZERO;
        private BigDecimal empty = BigDecimal.ZERO;
        private BigDecimal busyCost = BigDecimal.ZERO;
        private BigDecimal occupied = BigDecimal.ZERO;
        private int busy;
    }

    MachineHours(Session session, CostQuestion question, Window window, Assumptions assumed) {
        this.session = session;
        this.question = question;
        this.window = window;
        this.assumed = assumed;
        fleet = session.fleet();
        long nodeHours = session.assets().stream()
                .mapToLong(a -> a.window()
                        .overlap(window)
                        .map(w -> w.length().toHours() + 1)
                        .orElse(0L))
                .sum();
        byNode = nodeHours <= MOST;
        read();
    }

    /** Whether each node was looked at. */
    boolean everyHour() {
        return byNode;
    }

    /** The kinds of machine there are. */
    List<MarketKey> markets() {
        return List.copyOf(hours.keySet());
    }

    /** Every hour of the window; those without machines at zero. */
    List<HourLoad> load(MarketKey market) {
        Map<Instant, Map<String, Sum>> sums = hours.getOrDefault(market, new TreeMap<>());
        List<HourLoad> load = new ArrayList<>();
        for (Instant hour = window.from().truncatedTo(ChronoUnit.HOURS);
                hour.isBefore(window.to());
                hour = hour.plus(1, ChronoUnit.HOURS)) {
            load.add(load(sums.getOrDefault(hour, Map.of()).values(), assumed.atWork(hour)));
        }
        return load;
    }

    private HourLoad load(Collection<Sum> clusters, boolean atWork) {
        BigDecimal empty = BigDecimal.ZERO;
        BigDecimal packable = BigDecimal.ZERO;
        BigDecimal cost = BigDecimal.ZERO;
        BigDecimal held = BigDecimal.ZERO;
        for (Sum sum : clusters) {
            empty = empty.add(sum.empty);
            packable = packable.add(packable(sum));
            cost = cost.add(sum.cost);
            held = held.add(sum.held);
        }
        BigDecimal spare = cost.subtract(held).subtract(empty).subtract(packable);
        return new HourLoad(empty, packable, spare.max(BigDecimal.ZERO), held, atWork);
    }

    private BigDecimal packable(Sum sum) {
        if (sum.busy < 2) {
            return BigDecimal.ZERO;
        }
        int packed = sum.occupied
                .multiply(BigDecimal.ONE.add(assumed.headroom()))
                .setScale(0, RoundingMode.CEILING)
                .intValueExact();
        return packed >= sum.busy ? BigDecimal.ZERO : part(sum.busyCost, sum.busy - packed, sum.busy);
    }

    private static BigDecimal part(BigDecimal cost, int of, int all) {
        return cost.multiply(BigDecimal.valueOf(of)).divide(BigDecimal.valueOf(all), Money.SCALE, RoundingMode.FLOOR);
    }

    private void read() {
        List<String> keys = new ArrayList<>(List.of("hour"));
        if (byNode) {
            keys.add("node");
        }
        keys.addAll(MarketKey.KEYS);
        keys.add("cluster");
        Map<List<String>, Node> nodes = new TreeMap<>(java.util.Comparator.comparing(k -> String.join("\u0000", k)));
        for (CostLine line : session.costs().ask(question.groupedBy(keys)).lines()) {
            if (line.kind() != CostLine.Kind.BILL) {
                nodes.computeIfAbsent(line.key(), k -> new Node()).add(line);
            }
        }
        nodes.forEach((key, node) -> {
            MarketKey market = MarketKey.at(key, byNode ? 2 : 1);
            if (market.isKnown()) {
                Instant hour = OffsetDateTime.parse(key.get(0)).toInstant();
                Sum sum = hours.computeIfAbsent(market, m -> new TreeMap<>())
                        .computeIfAbsent(hour, h -> new TreeMap<>())
                        .computeIfAbsent(key.get(key.size() - 1), c -> new Sum());
                add(sum, node, byNode ? count(key.get(1), hour) : 0);
            }
        });
    }

    /** @param count machines behind the name; 0 where nodes were not told apart */
    private void add(Sum sum, Node node, int count) {
        BigDecimal cost = node.cost();
        BigDecimal occupied = node.occupied();
        sum.cost = sum.cost.add(cost);
        sum.held = sum.held.add(node.heldCost());
        if (count == 1 && occupied.signum() == 0) {
            sum.empty = sum.empty.add(cost);
        } else if (count == 1) {
            sum.busy++;
            sum.busyCost = sum.busyCost.add(cost);
            sum.occupied = sum.occupied.add(occupied);
        } else if (count > 1) {
            int needed = occupied.multiply(BigDecimal.valueOf(count))
                    .multiply(BigDecimal.ONE.add(assumed.headroom()))
                    .setScale(0, RoundingMode.CEILING)
                    .min(BigDecimal.valueOf(count))
                    .intValueExact();
            sum.empty = sum.empty.add(part(cost, count - needed, count));
        }
    }

    private int count(String name, Instant hour) {
        return fleet.stream()
                .filter(p -> p.name().equals(name))
                .filter(p -> p.from()
                                .map(f -> f.isBefore(hour.plus(1, ChronoUnit.HOURS)))
                                .orElse(true)
                        && p.to().map(t -> t.isAfter(hour)).orElse(true))
                .mapToInt(Pool::count)
                .findFirst()
                .orElse(1);
    }

    /** Whether every machine of {@code market} has a name of its own. */
    boolean counted(MarketKey market) {
        List<String> names = session.assets().stream()
                .filter(a -> MarketKey.of(a).equals(market))
                .map(Asset::name)
                .toList();
        return fleet.stream().filter(p -> names.contains(p.name())).allMatch(p -> p.count() == 1);
    }
}
