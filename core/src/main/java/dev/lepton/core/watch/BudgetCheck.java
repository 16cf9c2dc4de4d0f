package dev.lepton.core.watch;

import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.money.Money;
import dev.lepton.core.time.Window;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A budget held against what was spent of it so far.
 *
 * @param budget the budget
 * @param window the time that is looked at
 * @param asOf up to when the spend is known; what comes after is projected
 * @param spent what was spent in {@code window} up to {@code asOf}
 * @param unknownShare share of the usage in the window that has no price, 0 to 1: the spend is at least {@code spent}
 * @param ahead what is forecast to the end of the window; empty where nothing was, which leaves the straight line
 */
public record BudgetCheck(
        Budget budget, Window window, Instant asOf, Money spent, BigDecimal unknownShare, Optional<Ahead> ahead) {
    /**
     * A forecast of the spend at the end of the window, estimates all of them.
     *
     * @param atEnd expected
     * @param low 95 % of such forecasts came out above; empty where the past is too short to say
     * @param high and so many below
     * @param probabilityOver share of past errors with which the budget is exceeded
     * @param crossing the date on which the spend, known or expected, first exceeds it; empty where it never does
     */
    public record Ahead(
            Money atEnd,
            Optional<Money> low,
            Optional<Money> high,
            Optional<BigDecimal> probabilityOver,
            Optional<LocalDate> crossing) {}

    /** A check that has no forecast. */
    public BudgetCheck(Budget budget, Window window, Instant asOf, Money spent, BigDecimal unknownShare) {
        this(budget, window, asOf, spent, unknownShare, Optional.empty());
    }

    /** The same with what is forecast. */
    public BudgetCheck with(Ahead forecast) {
        return new BudgetCheck(budget, window, asOf, spent, unknownShare, Optional.of(forecast));
    }

    /** Less of the window than this having passed, a straight line through it is a guess. */
    private static final int TENTH = 10;

    /** How a budget stands, calmest first. */
    public enum State {
        NOT_BEGUN("not begun"),
        WITHIN("within"),
        WARNED("near its limit"),
        PROJECTED_OVER("will be exceeded at this pace"),
        OVER("exceeded");

        private final String words;

        State(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }

        /** Whether a check of it fails: spent, or on the way to be. */
        public boolean broken() {
            return this == PROJECTED_OVER || this == OVER;
        }
    }

    /** Spend at the end of the window. */
    public record Projection(Money atEnd, Confidence confidence) {}

    public BudgetCheck {
        budget.amount().minus(spent);
        if (unknownShare.signum() < 0 || unknownShare.compareTo(BigDecimal.ONE) > 0) {
            throw new IllegalArgumentException("An unknown share is 0 to 1, not " + unknownShare.toPlainString() + ".");
        }
    }

    /** How it stands: the worst that holds. */
    public State state() {
        if (over().isPresent()) {
            return State.OVER;
        }
        if (asOf.isBefore(window.from())) {
            return State.NOT_BEGUN;
        }
        if (projectedOver().isPresent()) {
            return State.PROJECTED_OVER;
        }
        return warned() ? State.WARNED : State.WITHIN;
    }

    /** By how much it is already exceeded; empty when it is not. Spending exactly the budget is within it. */
    public Optional<Money> over() {
        return above(spent);
    }

    /** By how much the projection exceeds it; empty when it does not or there is none. */
    public Optional<Money> projectedOver() {
        return projection().flatMap(p -> above(p.atEnd()));
    }

    /** As forecast; where nothing was, by {@link #straightLine}. */
    public Optional<Projection> projection() {
        return ahead.map(a -> new Projection(a.atEnd(), Confidence.ESTIMATE)).or(this::straightLine);
    }

    /**
     * Spend at the end if the pace so far goes on, with no season and no trend: spent × window ÷ time passed. Empty before the window begins and at its first instant, when there is no pace yet;
     * after its end, what was spent. An estimate, a guess while less than a tenth of the window has passed.
     */
    public Optional<Projection> straightLine() {
        if (!asOf.isAfter(window.from())) {
            return Optional.empty();
        }
        if (!asOf.isBefore(window.to())) {
            return Optional.of(new Projection(spent, Confidence.MEASURED));
        }
        BigInteger passed = nanos(Duration.between(window.from(), asOf));
        BigInteger whole = nanos(window.length());
        BigDecimal atEnd = spent.amount()
                .multiply(new BigDecimal(whole))
                .divide(new BigDecimal(passed), Money.SCALE, RoundingMode.HALF_EVEN);
        boolean early = passed.multiply(BigInteger.valueOf(TENTH)).compareTo(whole) < 0;
        return Optional.of(
                new Projection(new Money(atEnd, spent.currency()), early ? Confidence.GUESS : Confidence.ESTIMATE));
    }

    /** Spent in percent of the budget, to {@code decimals}. */
    public BigDecimal percentSpent(int decimals) {
        return spent.amount().movePointRight(2).divide(budget.amount().amount(), decimals, RoundingMode.HALF_EVEN);
    }

    private boolean warned() {
        return budget.warnAtPercent()
                .map(percent -> spent.amount()
                                .movePointRight(2)
                                .compareTo(budget.amount().amount().multiply(percent))
                        >= 0)
                .orElse(false);
    }

    private Optional<Money> above(Money amount) {
        Money over = amount.minus(budget.amount());
        return over.amount().signum() > 0 ? Optional.of(over) : Optional.empty();
    }

    private static BigInteger nanos(Duration span) {
        return BigInteger.valueOf(span.getSeconds())
                .multiply(BigInteger.valueOf(1_000_000_000L))
                .add(BigInteger.valueOf(span.getNano()));
    }
}
