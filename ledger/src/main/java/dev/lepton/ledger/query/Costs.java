package dev.lepton.ledger.query;

import dev.lepton.core.billing.CostLine;
import dev.lepton.core.billing.Quantities;
import dev.lepton.core.billing.Resource;
import dev.lepton.core.billing.Share;
import dev.lepton.core.billing.Sharing;
import dev.lepton.core.billing.UnitRate;
import dev.lepton.core.money.FxRates;
import dev.lepton.core.money.Money;
import dev.lepton.core.money.Price;
import dev.lepton.core.time.Window;
import dev.lepton.ledger.store.Kind;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Answers {@link CostQuestion}s: what workloads held of assets is priced, what nobody held is idle, what is billed
 * outside the fleet is taken as billed, and the three are one total.
 *
 * <p>The engine adds up whole numbers of unit-seconds; every price is multiplied here, exactly, once per group and
 * rate. So groups add up to the same total however the question is cut, but for the last of 18 decimals.
 */
public final class Costs {
    private final Facts facts;
    private final AssetTable assets;
    private final Tariffs tariffs;
    private final Map<String, String> labelOf;
    private final FxRates fx;
    private final Currency currency;

    /**
     * @param facts the workspace's facts
     * @param assets machines and pools with their prices, every one of them
     * @param tariffs prices of what is not bought by the machine
     * @param labelOf which label stands behind an alias such as {@code team}
     * @param fx exchange rates for bill lines in other currencies
     * @param currency what to answer in
     */
    public Costs(
            Facts facts,
            List<Asset> assets,
            Tariffs tariffs,
            Map<String, String> labelOf,
            FxRates fx,
            Currency currency) {
        this.facts = facts;
        this.assets = new AssetTable(facts, assets);
        this.tariffs = tariffs;
        this.labelOf = Map.copyOf(labelOf);
        this.fx = fx;
        this.currency = currency;
    }

    /** The answer; the same facts and question always give the same. */
    public CostAnswer ask(CostQuestion question) {
        Optional<Window> window = question.window().or(facts::span);
        if (window.isEmpty()) {
            return new CostAnswer(question, window, List.of(), new QualityCount().done(), currency);
        }
        List<Key> keys = question.keys().stream()
                .map(k -> Key.of(k, labelOf, question.offset()))
                .toList();
        FilterSql filters = new FilterSql(name -> Key.of(name, labelOf, question.offset()));
        QualityCount quality = new QualityCount();
        Gathered gathered = new Gathered();
        if (facts.has(Kind.USAGE) || facts.has(Kind.JOBS)) {
            new AllocationQuery(facts, assets, keys, question, filters, window.get()).run(quality, row -> {
                Map<Resource, Share> shares = priced(row);
                quality.rates(row, shares, tariffs);
                gathered.add(row, shares);
            });
        }
        List<Tagged> lines = new ArrayList<>(gathered.lines());
        lines.addAll(new IdleQuery(facts, assets, keys, question, filters, window.get()).run(gathered, currency));
        lines.addAll(new BillQuery(facts, assets, keys, question, filters, window.get(), fx, currency).run(quality));
        return new CostAnswer(question, window, folded(lines, question), quality.done(), currency);
    }

    /** What a row's holdings cost; a resource without a price is not among the keys. */
    private Map<Resource, Share> priced(AllocationQuery.Row row) {
        Map<Resource, Share> shares = new EnumMap<>(Resource.class);
        Map<Resource, UnitRate> rates =
                row.asset() < 0 ? Map.of() : assets.asset(row.asset()).rates();
        row.quantities().forEach((resource, held) -> {
            Optional<UnitRate> rate = switch (resource) {
                case CPU, RAM, GPU -> Optional.ofNullable(rates.get(resource));
                case STORAGE -> tariffs.storage().map(p -> Tariffs.rate(resource, p));
                case LOAD_BALANCER -> tariffs.loadBalancer().map(p -> Tariffs.rate(resource, p));
                case NETWORK -> Optional.empty();
            };
            if (rate.isPresent() && held.allocated().signum() > 0) {
                shares.put(resource, Share.of(held, rate.get()));
            }
        });
        network(shares, tariffs.zone(), row.network().zone());
        network(shares, tariffs.region(), row.network().region());
        network(shares, tariffs.internet(), row.network().internet());
        return shares;
    }

    private static void network(Map<Resource, Share> shares, Optional<Price> price, BigInteger bytes) {
        if (price.isPresent() && bytes.signum() > 0) {
            // A byte is priced once, not by the hour: the rate divides by an hour of seconds.
            BigInteger sent = bytes.multiply(BigInteger.valueOf(3_600));
            Quantities quantities = new Quantities(sent, sent, BigInteger.ZERO);
            shares.merge(
                    Resource.NETWORK, Share.of(quantities, Tariffs.rate(Resource.NETWORK, price.get())), Share::plus);
        }
    }

    /** A line, whether its cost is to be shared, and whether the question's filter lets it through. */
    record Tagged(CostLine line, boolean shared, boolean passes) {}

    private static List<CostLine> folded(List<Tagged> lines, CostQuestion question) {
        Map<List<String>, CostLine> byKey = new LinkedHashMap<>();
        if (question.idle() == Sharing.Rule.NONE && question.sharedRule() == Sharing.Rule.NONE) {
            lines.stream().filter(Tagged::passes).forEach(t -> merge(byKey, t.line()));
        } else {
            foldShared(lines, question, byKey);
        }
        return byKey.values().stream()
                .sorted(Comparator.comparing(CostLine::total).reversed().thenComparing(l -> String.join("/", l.key())))
                .toList();
    }

    /** Shares over everybody first, then keeps what passes: the mark travels in the key. */
    private static void foldShared(List<Tagged> lines, CostQuestion question, Map<List<String>, CostLine> byKey) {
        List<Sharing.Candidate> marked = new ArrayList<>();
        for (Tagged t : lines) {
            List<String> key = new ArrayList<>(t.line().key());
            key.add(t.passes() ? "y" : "n");
            marked.add(new Sharing.Candidate(withKey(t.line(), key), t.shared()));
        }
        for (CostLine line : Sharing.apply(marked, question.idle(), question.sharedRule())) {
            List<String> key = line.key();
            if (key.get(key.size() - 1).equals("y")) {
                merge(byKey, withKey(line, key.subList(0, key.size() - 1)));
            }
        }
    }

    private static CostLine withKey(CostLine line, List<String> key) {
        return new CostLine(
                line.kind(), key, line.cluster(), line.shares(), line.external(), line.idle(), line.shared());
    }

    private static void merge(Map<List<String>, CostLine> byKey, CostLine line) {
        List<String> name = new ArrayList<>(line.key());
        if (line.kind() == CostLine.Kind.IDLE && name.isEmpty()) {
            name.add("__idle__");
        }
        byKey.merge(name, withKey(line, line.key()), (a, b) -> a.plus(b, a.key()));
    }

    /** Shares gathered by key, cluster and marks. */
    static final class Gathered {
        private record Group(List<String> key, String cluster, boolean shared, boolean passes) {}

        private final Map<Group, Map<Resource, Share>> groups = new LinkedHashMap<>();
        /** Allocated cost by what idle is kept apart by, and resource. */
        final Map<List<String>, Map<Resource, Money>> allocated = new LinkedHashMap<>();

        void add(AllocationQuery.Row row, Map<Resource, Share> shares) {
            Group group = new Group(row.key(), row.cluster(), row.shared(), row.passes());
            Map<Resource, Share> all = groups.computeIfAbsent(group, g -> new EnumMap<>(Resource.class));
            shares.forEach((r, s) -> all.merge(r, s, Share::plus));
            Map<Resource, Money> sums = allocated.computeIfAbsent(row.idleKey(), k -> new EnumMap<>(Resource.class));
            shares.forEach((r, s) -> sums.merge(r, s.allocated(), Money::plus));
        }

        List<Tagged> lines() {
            List<Tagged> lines = new ArrayList<>();
            groups.forEach((g, shares) -> {
                Currency currency = shares.values().stream()
                        .findFirst()
                        .map(s -> s.used().currency())
                        .orElse(Money.USD);
                lines.add(
                        new Tagged(CostLine.workload(g.key(), g.cluster(), shares, currency), g.shared(), g.passes()));
            });
            return lines;
        }
    }

    /** Counts what the answer leaves out. */
    static final class QualityCount {
        long samples;
        long unpricedSamples;
        long billLines;
        long unconvertedLines;
        long overfullNodeHours;
        long nodeHours;
        private final Map<Resource, Quantities> unpriced = new EnumMap<>(Resource.class);

        void rates(AllocationQuery.Row row, Map<Resource, Share> shares, Tariffs tariffs) {
            samples += row.samples();
            boolean missing = false;
            for (Map.Entry<Resource, Quantities> held : row.quantities().entrySet()) {
                if (!shares.containsKey(held.getKey())
                        && held.getValue().allocated().signum() > 0) {
                    unpriced.merge(held.getKey(), held.getValue(), Quantities::plus);
                    missing = true;
                }
            }
            BigInteger bytes = unpricedBytes(row.network(), tariffs);
            if (bytes.signum() > 0) {
                BigInteger sent = bytes.multiply(BigInteger.valueOf(3_600));
                unpriced.merge(Resource.NETWORK, new Quantities(sent, sent, BigInteger.ZERO), Quantities::plus);
                missing = true;
            }
            if (missing) {
                unpricedSamples += row.samples();
            }
        }

        private static BigInteger unpricedBytes(AllocationQuery.Network network, Tariffs tariffs) {
            BigInteger bytes = tariffs.zone().isEmpty() ? network.zone() : BigInteger.ZERO;
            bytes = tariffs.region().isEmpty() ? bytes.add(network.region()) : bytes;
            return tariffs.internet().isEmpty() ? bytes.add(network.internet()) : bytes;
        }

        CostAnswer.Quality done() {
            return new CostAnswer.Quality(
                    samples, unpricedSamples, unpriced, billLines, unconvertedLines, overfullNodeHours, nodeHours);
        }
    }
}
