package dev.lepton.core.simulate.rounds;

import dev.lepton.core.placement.share.Pools;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The fleet from round to round: what is held, what is idle, and how many jobs are there. */
final class Timeline {
    private final double roundHours;
    private final int types;
    private final IdleTime idle;
    private final List<Rounds.Moment> moments = new ArrayList<>();

    Timeline(Pools pools, double roundHours) {
        this.roundHours = roundHours;
        types = pools.types();
        idle = new IdleTime(pools, roundHours);
    }

    /** Tells how many GPUs of each type go on being held, before {@link #wake}. */
    void begin(int[] staying) {
        idle.begin(staying);
    }

    /** Hours until the last of {@code gpus} of a type that are handed out is awake. */
    double wake(int type, int gpus) {
        return idle.wake(type, gpus);
    }

    /** Rounds in which {@code held} GPUs are held by some of {@code present} jobs; what they use is told by {@link #used}. */
    void busy(long from, long to, int[] held, int present) {
        idle.pass(held, new long[types], to - from);
        List<Integer> holds = Arrays.stream(held).boxed().toList();
        for (long r = from; r < to; r++) {
            moments.add(new Rounds.Moment(r * roundHours, holds, present));
        }
    }

    /** Rounds without a job. */
    void empty(long rounds) {
        idle.pass(new int[types], new long[types], rounds);
    }

    /** GPU-microseconds of a type that were used in rounds already told of. */
    void used(long micros, int type) {
        idle.used(type, micros);
    }

    List<Rounds.Moment> moments() {
        return moments;
    }

    IdleTime idle() {
        return idle;
    }

    double roundHours() {
        return roundHours;
    }
}
