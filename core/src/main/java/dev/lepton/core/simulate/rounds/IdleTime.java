package dev.lepton.core.simulate.rounds;

import dev.lepton.core.placement.share.GpuPool;
import dev.lepton.core.placement.share.IdlePower;
import dev.lepton.core.placement.share.Pools;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The GPUs of a fleet that nobody holds. Those of a type are alike and the ones held last are given out first, so as many
 * sleep as were left alone in all of the rounds that a GPU stays awake for.
 */
final class IdleTime {
    private final double roundHours;
    private final List<Of> types = new ArrayList<>();

    private static final class Of {
        private final GpuPool pool;
        private final Optional<IdlePower.Sleep> sleep;
        private final int roundsAwake;
        private final Deque<Integer> recent = new ArrayDeque<>();
        private int asleep;
        private int awake;
        private long idleMicros;
        private long asleepMicros;
        private long usedMicros;

        Of(GpuPool pool, double roundHours) {
            this.pool = pool;
            this.sleep = pool.idle().flatMap(IdlePower::sleep);
            this.roundsAwake = sleep.map(s -> (int) Math.ceil(s.afterHours() / roundHours - 1e-9))
                    .orElse(0);
        }
    }

    IdleTime(Pools pools, double roundHours) {
        this.roundHours = roundHours;
        pools.all().forEach(p -> types.add(new Of(p, roundHours)));
    }

    /** Tells how many GPUs of each type go on being held; as many others as do not sleep are awake. */
    void begin(int[] held) {
        for (int t = 0; t < held.length; t++) {
            Of type = types.get(t);
            type.awake = type.pool.count() - type.asleep - held[t];
        }
    }

    /** Hands out {@code gpus} of a type, awake ones first; hours until the last of them is awake. */
    double wake(int t, int gpus) {
        Of type = types.get(t);
        type.awake -= gpus;
        return type.awake >= 0 ? 0 : type.sleep.map(IdlePower.Sleep::wakeHours).orElse(0.0);
    }

    /** Counts {@code micros} of a type that were run in rounds already passed. */
    void used(int t, long micros) {
        types.get(t).usedMicros += micros;
    }

    /** Counts {@code rounds} rounds in which {@code held} GPUs are held and {@code usedMicros} of their time is run. */
    void pass(int[] held, long[] usedMicros, long rounds) {
        long micros = Math.round(roundHours * LiveJob.MICROS);
        for (int t = 0; t < held.length; t++) {
            Of type = types.get(t);
            long slept = pass(type, type.pool.count() - held[t], rounds);
            type.asleepMicros += slept * micros;
            type.idleMicros += Math.max(0, (rounds * type.pool.count() - slept) * micros - usedMicros[t]);
        }
    }

    /** GPU-rounds asleep. */
    private static long pass(Of type, int idle, long rounds) {
        if (type.sleep.isEmpty()) {
            return 0;
        }
        long slept = 0;
        long singly = Math.min(rounds, type.roundsAwake + 1L);
        for (long r = 0; r < singly; r++) {
            type.recent.addLast(idle);
            if (type.recent.size() > type.roundsAwake + 1) {
                type.recent.removeFirst();
            }
            boolean enough = type.recent.size() > type.roundsAwake;
            type.asleep = enough
                    ? type.recent.stream().mapToInt(Integer::intValue).min().orElse(0)
                    : 0;
            slept += type.asleep;
        }
        return slept + (rounds - singly) * type.asleep;
    }

    /** GPU-microseconds that nobody used and that were not slept, held or not. */
    long idleMicros(int t) {
        return Math.max(0, types.get(t).idleMicros - types.get(t).usedMicros);
    }

    long asleepMicros(int t) {
        return types.get(t).asleepMicros;
    }
}
