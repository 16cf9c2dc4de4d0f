package dev.lepton.app.advice;

import dev.lepton.app.wiring.Session;
import dev.lepton.core.advise.Books;
import dev.lepton.core.billing.CostLine;
import dev.lepton.core.billing.Filter;
import dev.lepton.core.billing.Resource;
import dev.lepton.core.billing.Share;
import dev.lepton.core.billing.Units;
import dev.lepton.core.money.Money;
import dev.lepton.core.time.Window;
import dev.lepton.core.watch.savings.WorkCost;
import dev.lepton.ledger.query.Asset;
import dev.lepton.ledger.query.CostQuestion;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What each kind of machine cost and did in a month, whatever its terms, region and size: by device, else by size. */
final class KindCosts {
    /** Less of the hours held being measured, use counts as not measured. */
    private static final BigDecimal ENOUGH = new BigDecimal("0.5");

    private final Session session;
    private final CostQuestion question;
    private final Window window;

    KindCosts(Session session, CostQuestion question, Window window) {
        this.session = session;
        this.question = AdviceBooks.plain(question, window);
        this.window = window;
    }

    /** The name of the kind of {@code market}. */
    static String kind(MarketKey market) {
        return market.deviceName().orElse(market.machine());
    }

    private static final class Sum {
        private Money cost;
        private final Map<Resource, Share> shares = new TreeMap<>();
        private final Map<Resource, BigInteger> capacity = new TreeMap<>();

        Sum(Money zero) {
            cost = zero;
        }
    }

    /** By kind; storage as {@code volumes} and {@code bill-storage}. */
    Map<String, WorkCost> perMonth() {
        Money zero = Money.zero(session.settings().currency());
        Map<String, Sum> sums = new TreeMap<>();
        Money volumes = zero;
        Money stored = zero;
        List<String> keys = new ArrayList<>(MarketKey.KEYS);
        keys.add("category");
        for (CostLine line : session.costs().ask(question.groupedBy(keys)).lines()) {
            MarketKey market = MarketKey.at(line.key(), 0);
            if (line.kind() == CostLine.Kind.BILL) {
                stored = line.key().get(5).equals("Storage") ? stored.plus(line.total()) : stored;
            } else if (market.isKnown()) {
                add(sums.computeIfAbsent(kind(market), k -> new Sum(zero)), line);
            }
            volumes = volumes.plus(line.share(Resource.STORAGE).allocated());
        }
        for (Asset asset : session.assets()) {
            Optional.ofNullable(sums.get(kind(MarketKey.of(asset))))
                    .ifPresent(s -> asset.window()
                            .overlap(window)
                            .ifPresent(w -> asset.capacity()
                                    .forEach((r, units) -> s.capacity.merge(
                                            r,
                                            units.multiply(BigInteger.valueOf(
                                                    w.length().toSeconds())),
                                            BigInteger::add))));
        }
        BigDecimal factor = Books.perMonth(window);
        Map<String, WorkCost> all = new TreeMap<>();
        // Of a part of the spend the machines that were there are not its own: what it held stands for them.
        boolean everything = question.filter() instanceof Filter.Everything;
        sums.forEach((kind, sum) -> all.put(kind, new WorkCost(sum.cost.times(factor), work(sum, factor, everything))));
        all.put("volumes", new WorkCost(volumes.times(factor), Optional.empty()));
        all.put("bill-storage", new WorkCost(stored.times(factor), Optional.empty()));
        return all;
    }

    private static void add(Sum sum, CostLine line) {
        sum.cost = sum.cost.plus(line.idleTotal());
        line.shares().forEach((resource, share) -> {
            if (resource == Resource.CPU || resource == Resource.RAM || resource == Resource.GPU) {
                sum.cost = sum.cost.plus(share.allocated());
                sum.shares.merge(resource, share, Share::plus);
            }
        });
    }

    private static Optional<WorkCost.Work> work(Sum sum, BigDecimal factor, boolean everything) {
        Resource lead =
                sum.capacity.getOrDefault(Resource.GPU, BigInteger.ZERO).signum() > 0 ? Resource.GPU : Resource.CPU;
        Share share = sum.shares.get(lead);
        BigInteger there = sum.capacity.getOrDefault(lead, BigInteger.ZERO);
        if (share == null
                || there.signum() == 0
                || share.quantities().allocated().signum() == 0) {
            return Optional.empty();
        }
        BigDecimal held = new BigDecimal(share.quantities().allocated());
        BigDecimal measured = new BigDecimal(share.measured());
        BigDecimal used = new BigDecimal(share.quantities().used());
        boolean known = used.signum() > 0 && measured.compareTo(held.multiply(ENOUGH)) >= 0;
        BigDecimal hours = factor.divide(
                BigDecimal.valueOf(Units.perWhole(lead)).multiply(BigDecimal.valueOf(3_600)), MathContext.DECIMAL128);
        return Optional.of(new WorkCost.Work(
                (everything ? new BigDecimal(there) : held).multiply(hours, MathContext.DECIMAL64),
                held.multiply(hours, MathContext.DECIMAL64),
                known
                        ? Optional.of(held.multiply(used)
                                .divide(measured, MathContext.DECIMAL128)
                                .multiply(hours, MathContext.DECIMAL64))
                        : Optional.empty()));
    }
}
