package dev.lepton.core.simulate.rounds;

import dev.lepton.core.money.Money;
import dev.lepton.core.money.Price;
import dev.lepton.core.placement.share.GpuPool;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;

/**
 * What the jobs took of one type of GPU.
 *
 * @param pool the type
 * @param usedMicros GPU-microseconds run, losses at starts in it
 * @param heldMicros GPU-microseconds held: every started round whole
 * @param lostMicros GPU-microseconds of those run that were in vain: work since checkpoints, and restarts
 * @param idleMicros GPU-microseconds awake and not run, by any job of the trace, to the end of the last round
 * @param asleepMicros GPU-microseconds asleep
 */
public record PoolOutcome(
        GpuPool pool, long usedMicros, long heldMicros, long lostMicros, long idleMicros, long asleepMicros) {
    private static final BigDecimal MICROS_PER_HOUR = BigDecimal.valueOf(3_600_000_000L);
    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);

    /** GPU-hours run. */
    public BigDecimal gpuHours() {
        return BigDecimal.valueOf(usedMicros).divide(MICROS_PER_HOUR, MathContext.DECIMAL64);
    }

    /** What the time run costs, exactly. */
    public Money paid() {
        return paid(pool, usedMicros);
    }

    /** What it costs when every started round is paid whole. */
    public Money paidWholeRounds() {
        return paid(pool, heldMicros);
    }

    /** What the time run in vain cost. */
    public Money lost() {
        return paid(pool, lostMicros);
    }

    /** Energy of the time run at the watts stated. */
    public Optional<BigDecimal> kilowattHours() {
        return pool.watts().map(w -> energy(w, usedMicros));
    }

    /** Energy of the time awake and not run; empty when it is not known what an idle GPU draws. */
    public Optional<BigDecimal> idleKilowattHours() {
        return pool.idle().map(i -> energy(i.watts(), idleMicros));
    }

    /** Energy of the time asleep, none where GPUs do not sleep; empty when it is not known what an idle GPU draws. */
    public Optional<BigDecimal> asleepKilowattHours() {
        return pool.idle().map(i -> energy(i.atRest(), asleepMicros));
    }

    private static BigDecimal energy(BigDecimal watts, long micros) {
        return watts.multiply(BigDecimal.valueOf(micros))
                .divide(MICROS_PER_HOUR.multiply(THOUSAND), MathContext.DECIMAL64);
    }

    /** What a microsecond of a GPU costs. */
    static Price perMicro(GpuPool pool) {
        return pool.perGpuHour().spreadOver(MICROS_PER_HOUR);
    }

    private static Money paid(GpuPool pool, long micros) {
        return perMicro(pool).times(BigDecimal.valueOf(micros));
    }
}
