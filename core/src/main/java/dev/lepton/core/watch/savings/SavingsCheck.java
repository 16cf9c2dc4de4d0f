package dev.lepton.core.watch.savings;

import dev.lepton.core.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Holds promises against what came.
 *
 * @param changes why a month of each kind of machine costs less or more, where that can be told
 * @param kept each promise, in its order
 */
public record SavingsCheck(Map<String, CostChange> changes, List<Kept> kept) {
    private static final BigDecimal MOST = new BigDecimal("0.9");
    private static final BigDecimal SOME = new BigDecimal("0.1");

    public SavingsCheck {
        changes = java.util.Collections.unmodifiableMap(new TreeMap<>(changes));
        kept = List.copyOf(kept);
    }

    /**
     * The check of {@code promises}.
     *
     * @param after a month of each kind of machine since, by its name
     * @param since how much time it is of
     * @param least how much is needed to say anything
     */
    public static SavingsCheck of(Promises promises, Map<String, WorkCost> after, Duration since, Duration least) {
        Map<String, CostChange> changes = new TreeMap<>();
        boolean early = since.compareTo(least) < 0;
        if (!early) {
            promises.before().forEach((kind, was) -> {
                Optional<WorkCost> is = Optional.ofNullable(after.get(kind));
                if (was.work().isPresent() && is.flatMap(WorkCost::work).isPresent()) {
                    changes.put(kind, CostChange.of(was, is.get()));
                }
            });
        }
        Map<String, List<Promises.Promise>> groups = promises.promises().stream()
                .collect(Collectors.groupingBy(
                        p -> p.kind() + "|" + Effect.of(p.strategy()), TreeMap::new, Collectors.toList()));
        Map<String, Kept> byFinding = new TreeMap<>();
        groups.forEach((name, same) -> {
            Outcome outcome = early
                    ? new Outcome(
                            Optional.empty(),
                            Kept.State.NOT_YET,
                            days(since) + " of " + days(least) + " days have passed since")
                    : outcome(same, promises.before(), after, changes);
            split(same, outcome).forEach(k -> byFinding.put(k.promise().finding(), k));
        });
        return new SavingsCheck(
                changes,
                promises.promises().stream()
                        .map(p -> Objects.requireNonNull(byFinding.get(p.finding())))
                        .toList());
    }

    private static long days(Duration time) {
        return time.toDays();
    }

    private record Outcome(Optional<Money> realised, Kept.State state, String reason) {}

    /** What came of promises of one effect on one kind of machine, together. */
    private static Outcome outcome(
            List<Promises.Promise> same,
            Map<String, WorkCost> before,
            Map<String, WorkCost> after,
            Map<String, CostChange> changes) {
        Effect effect = Effect.of(same.get(0).strategy());
        String kind = same.get(0).kind();
        Money promised = promised(same);
        WorkCost was = Objects.requireNonNull(before.get(kind)); // promises check it at birth
        Optional<WorkCost> is = Optional.ofNullable(after.get(kind));
        if (effect == Effect.NONE) {
            return unknown(
                    "the work before and after is not the same work: compare it by hand, or run lepton plan again");
        }
        if (effect == Effect.BILL) {
            Money now = is.map(WorkCost::cost).orElse(Money.zero(promised.currency()));
            return judged(
                    was.cost().minus(now),
                    promised,
                    "the bill of " + kind + " as it is; how much was stored is not counted");
        }
        CostChange change = changes.get(kind);
        if (change == null || was.work().isEmpty() || is.flatMap(WorkCost::work).isEmpty()) {
            return unknown("there has been no work on " + kind + " since, to compare with");
        }
        if (effect == Effect.TRIMMED && change.trimmed().isEmpty()) {
            return unknown("use was not measured both before and since");
        }
        Money realised = switch (effect) {
            case TRIMMED -> change.trimmed().orElseThrow();
            case IDLE -> change.idle();
            case RATE -> change.rate();
            case BILL, NONE -> throw new IllegalStateException(effect.name());
        };
        return judged(realised, promised, ratio(effect, was, is.orElseThrow()));
    }

    private static Outcome unknown(String why) {
        return new Outcome(Optional.empty(), Kept.State.NOT_KNOWN, why);
    }

    private static Outcome judged(Money realised, Money promised, String reason) {
        Kept.State state = realised.compareTo(promised.times(MOST)) >= 0
                ? Kept.State.VERIFIED
                : realised.compareTo(promised.times(SOME)) > 0 ? Kept.State.PARTLY : Kept.State.MISSED;
        return new Outcome(Optional.of(realised), state, reason);
    }

    /** What the effect is read from, before and since. */
    private static String ratio(Effect effect, WorkCost was, WorkCost is) {
        return effect.words() + ": " + factor(effect, was) + " before, " + factor(effect, is) + " since";
    }

    private static String factor(Effect effect, WorkCost of) {
        WorkCost.Work work = of.work().orElseThrow();
        BigDecimal value = switch (effect) {
            case TRIMMED -> work.held().divide(work.used().orElseThrow(), 4, RoundingMode.HALF_EVEN);
            case IDLE -> work.there().divide(work.held(), 4, RoundingMode.HALF_EVEN);
            case RATE -> of.cost().amount().divide(work.there(), 4, RoundingMode.HALF_EVEN);
            case BILL, NONE -> throw new IllegalStateException(effect.name());
        };
        return String.format(Locale.ROOT, "%,.4f", value);
    }

    private static Money promised(List<Promises.Promise> same) {
        return same.stream().map(Promises.Promise::monthly).reduce(Money::plus).orElseThrow();
    }

    /** Each promise with its part, by what was promised; the parts add up. */
    private static List<Kept> split(List<Promises.Promise> same, Outcome outcome) {
        Effect effect = Effect.of(same.get(0).strategy());
        boolean weighed = same.stream().anyMatch(p -> !p.monthly().isZero());
        List<BigDecimal> weights = same.stream()
                .map(p -> weighed ? p.monthly().amount() : BigDecimal.ONE)
                .toList();
        List<Kept> kept = new ArrayList<>();
        Optional<List<Money>> parts = outcome.realised().map(r -> r.split(weights));
        for (int i = 0; i < same.size(); i++) {
            int at = i;
            kept.add(new Kept(same.get(i), effect, parts.map(p -> p.get(at)), outcome.state(), outcome.reason()));
        }
        return kept;
    }

    /** All that was promised a month. */
    public Money promised(Money zero) {
        return kept.stream().map(k -> k.promise().monthly()).reduce(zero, Money::plus);
    }

    /** All that came of promises, as far as it can be told. */
    public Money realised(Money zero) {
        return kept.stream().flatMap(k -> k.realised().stream()).reduce(zero, Money::plus);
    }
}
