package dev.lepton.app.cli;

import dev.lepton.core.money.Footing;
import dev.lepton.core.money.Money;
import dev.lepton.core.plan.mix.MixAnswer;
import dev.lepton.core.plan.mix.MixAnswer.Impossible;
import dev.lepton.core.plan.mix.MixAnswer.Plan;
import dev.lepton.core.plan.mix.MixProblem;
import dev.lepton.core.time.Hours;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Figures of a mix that both forms of its answer show. */
final class MixView {
    private static final int DECIMALS = 9;

    private MixView() {}

    /** A route with its share rounded so that a bucket's shares add up to 1. */
    record Share(int bucket, int shape, BigDecimal share) {}

    /** A bucket that stays unserved in part or whole. */
    record Lack(int bucket, BigDecimal share, String why) {}

    static List<Share> shares(Plan plan) {
        Map<Integer, List<MixAnswer.Route>> byBucket = plan.routes().stream()
                .collect(Collectors.groupingBy(MixAnswer.Route::bucket, TreeMap::new, Collectors.toList()));
        List<Share> shares = new ArrayList<>();
        byBucket.values().forEach(routes -> {
            List<BigDecimal> footed = Footing.foot(
                    routes.stream().map(r -> BigDecimal.valueOf(r.share())).toList(), DECIMALS);
            for (int i = 0; i < routes.size(); i++) {
                shares.add(new Share(routes.get(i).bucket(), routes.get(i).shape(), footed.get(i)));
            }
        });
        return shares;
    }

    static List<Lack> lacks(Impossible impossible) {
        List<Lack> lacks = new ArrayList<>();
        impossible.unservable().forEach(b -> lacks.add(new Lack(b, BigDecimal.ONE, "no type of machine serves it")));
        impossible
                .unserved()
                .forEach(u -> lacks.add(new Lack(
                        u.bucket(), rounded(u.share()), "there are too few machines of the types that serve it")));
        lacks.sort(Comparator.comparingInt(Lack::bucket));
        return lacks;
    }

    static Money perMonth(Money hourly) {
        return hourly.times(Hours.PER_BILLING_MONTH);
    }

    /** The cost of a million requests; empty when there are none. */
    static Optional<BigDecimal> perMillion(Money hourly, MixProblem.Bucket bucket) {
        return bucket.requestsPerSecond() == 0
                ? Optional.empty()
                : Optional.of(hourly.amount()
                        .multiply(BigDecimal.valueOf(1_000_000))
                        .divide(
                                BigDecimal.valueOf(bucket.requestsPerSecond()).multiply(BigDecimal.valueOf(3600)),
                                MathContext.DECIMAL64));
    }

    static BigDecimal rounded(double value) {
        return BigDecimal.valueOf(value).setScale(DECIMALS, RoundingMode.HALF_EVEN);
    }
}
