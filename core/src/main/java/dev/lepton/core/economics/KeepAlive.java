package dev.lepton.core.economics;

import dev.lepton.core.money.Money;
import dev.lepton.core.money.Price;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;

/**
 * How long to keep something warm that nobody asks for: a replica, a model in memory. It is ski rental: keeping costs by the
 * hour, letting go costs once, when it is asked for again.
 *
 * @param holding what an hour of keeping costs, above 0
 * @param coldStart what starting anew costs: paid time, and what the wait costs
 */
public record KeepAlive(Price holding, Money coldStart) {
    private static final BigDecimal SECONDS = BigDecimal.valueOf(3600);
    private static final BigDecimal NANOS = BigDecimal.valueOf(3_600_000_000_000L);

    public KeepAlive {
        if (holding.amount().signum() == 0
                || coldStart.isNegative()
                || !holding.currency().equals(coldStart.currency())) {
            throw new IllegalArgumentException("Keeping costs something and a start is not negative, in one currency: "
                    + holding + ", " + coldStart + ".");
        }
    }

    /**
     * Keep it for C ÷ c: as long as keeping costs no more than a start. Whatever comes, this costs at most twice what
     * knowing the gap beforehand would.
     */
    public Duration timeout() {
        BigDecimal hours = coldStart.amount().divide(holding.perUnit(), MathContext.DECIMAL128);
        return Duration.ofNanos(hours.multiply(NANOS)
                .setScale(0, RoundingMode.HALF_EVEN)
                .min(BigDecimal.valueOf(Long.MAX_VALUE))
                .longValue());
    }

    /** Whether to keep it where requests come at random, {@code perHour} in the mean: the chance of one is worth more than the rent. */
    public boolean worthKeeping(BigDecimal perHour) {
        return coldStart.times(perHour).amount().compareTo(holding.perUnit()) > 0;
    }

    /** What a {@code timeout} costs over {@code gaps} between requests. */
    public Money over(List<Duration> gaps, Duration timeout) {
        Money total = Money.zero(coldStart.currency());
        for (Duration gap : gaps) {
            boolean restarted = gap.compareTo(timeout) > 0;
            Duration kept = restarted ? timeout : gap;
            total = total.plus(holding.times(hours(kept)));
            total = restarted ? total.plus(coldStart) : total;
        }
        return total;
    }

    /** The timeout that would have cost least over {@code gaps}: nothing, or one of the gaps. The shortest of equals. */
    public Duration bestOver(List<Duration> gaps) {
        Duration best = Duration.ZERO;
        Money least = over(gaps, best);
        for (Duration gap : gaps.stream().sorted().distinct().toList()) {
            Money total = over(gaps, gap);
            if (total.compareTo(least) < 0) {
                best = gap;
                least = total;
            }
        }
        return best;
    }

    private static BigDecimal hours(Duration time) {
        return BigDecimal.valueOf(time.getSeconds())
                .add(BigDecimal.valueOf(time.getNano(), 9))
                .divide(SECONDS, MathContext.DECIMAL128);
    }
}
