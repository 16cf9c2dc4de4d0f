package dev.lepton.core.placement.spot;

/**
 * What each mode is expected to cost from any state on, under given hazards and the best choices after it: a stochastic
 * dynamic programme over work left, slack and the age of availability, on a grid of {@code step} ticks with linear
 * interpolation. Values are in ticks of spot. Slack is that of {@link SpotState#slack}, and without the changeover when
 * running on demand.
 */
final class Plan {
    private static final int B = Hazards.BUCKETS;
    private static final int MAX_CELLS = 16_000;
    private static final int MAX_STEP = 4;

    private final SpotJob job;
    private final Hazards hazards;
    private final int step;
    private final int slacks;
    private final double changeoverSteps;
    private final double hopStep;
    private final float[] idleUp;
    private final float[] idleDown;
    private final float[] spot;
    private final float[] onDemandUp;
    private final float[] onDemandDown;
    private final float[] running;
    private final double[] leaveUp = new double[B];
    private final double[] leaveDown = new double[B];
    private final double[] older = new double[B];

    /** Plans for every state that {@code job} can be in once {@code tick} ticks have passed. */
    Plan(SpotJob job, Hazards hazards, int tick) {
        int timeLeft = job.deadlineTicks() - tick;
        int work = Math.min(job.workTicks(), timeLeft);
        int slack = Math.min(job.deadlineTicks() - job.workTicks(), timeLeft);
        this.job = job;
        this.hazards = hazards;
        this.step = step((double) work * Math.max(1, slack));
        this.slacks = slack / step + 2;
        this.changeoverSteps = (double) job.changeoverTicks() / step;
        this.hopStep = Hazards.during(hazards.hop, step);
        for (int b = 0; b < B; b++) {
            leaveUp[b] = Hazards.during(hazards.leaveUp[b], step);
            leaveDown[b] = Hazards.during(hazards.leaveDown[b], step);
            older[b] = Hazards.older(b, step);
        }
        int works = (work + step - 1) / step + 2;
        int cells = works * slacks * B;
        idleUp = new float[cells];
        idleDown = new float[cells];
        spot = new float[cells];
        onDemandUp = new float[cells];
        onDemandDown = new float[cells];
        running = new float[slacks * B];
        for (int w = 1; w < works; w++) {
            int reach = Math.min(slacks, timeLeft / step - w + 4);
            for (int i = 0; i < reach; i++) {
                run(w, i);
                wait(w, i);
                leave(w, i);
            }
        }
    }

    private static int step(double cells) {
        return (int) Math.max(1, Math.min(MAX_STEP, Math.round(Math.sqrt(cells / MAX_CELLS))));
    }

    /** One step of work in the machine the job has. */
    private void run(int w, int i) {
        int at = (w * slacks + i) * B;
        int before = at - slacks * B;
        double k = job.onDemandOverSpot();
        for (int b = 0; b < B; b++) {
            double stays = (1 - hopStep) * aged(spot, before, b) + hopStep * aged(idleUp, before, b);
            running[i * B + b] = (float) (1 + leaveUp[b] * idleDown[before] + (1 - leaveUp[b]) * stays);
            onDemandUp[at + b] =
                    (float) (k + leaveUp[b] * onDemandDown[before] + (1 - leaveUp[b]) * aged(onDemandUp, before, b));
            onDemandDown[at + b] = (float)
                    (k + leaveDown[b] * onDemandUp[before] + (1 - leaveDown[b]) * aged(onDemandDown, before, b));
        }
    }

    /** No machine: wait a step, start on demand, or start on spot, which may be lost during the changeover. */
    private void wait(int w, int i) {
        int at = (w * slacks + i) * B;
        int less = at - B;
        double d = changeoverSteps;
        for (int b = 0; b < B; b++) {
            double up = job.onDemandOverSpot() * d + onDemandUp[at + b];
            double down = job.onDemandOverSpot() * d + onDemandDown[at + b];
            if (i > 0) {
                up = Math.min(up, leaveUp[b] * idleDown[less] + (1 - leaveUp[b]) * aged(idleUp, less, b));
                down = Math.min(down, leaveDown[b] * idleUp[less] + (1 - leaveDown[b]) * aged(idleDown, less, b));
            }
            if (i >= d) {
                double alive = 1 - Hazards.during(hazards.leaveUp[b], job.changeoverTicks());
                double lost = d == 0
                        ? 0
                        : (1 - alive) * (d / 2 + between(idleDown, w * slacks, Math.min(i - d / 2, i - 1), 0));
                up = Math.min(up, alive * (d + between(running, 0, i - d, b)) + lost);
            }
            idleUp[at + b] = (float) up;
            idleDown[at + b] = (float) down;
        }
    }

    /** Leaving the machine where waiting is cheaper. */
    private void leave(int w, int i) {
        int at = (w * slacks + i) * B;
        double d = changeoverSteps;
        for (int b = 0; b < B; b++) {
            spot[at + b] = Math.min(running[i * B + b], idleUp[at + b]);
            if (i >= d) {
                onDemandUp[at + b] = (float) Math.min(onDemandUp[at + b], between(idleUp, w * slacks, i - d, b));
                onDemandDown[at + b] = (float) Math.min(onDemandDown[at + b], between(idleDown, w * slacks, i - d, b));
            }
        }
    }

    private double aged(float[] values, int cell, int b) {
        return b + 1 == B ? values[cell + b] : (1 - older[b]) * values[cell + b] + older[b] * values[cell + b + 1];
    }

    private double between(float[] values, int row, double i, int b) {
        int low = Math.min((int) i, slacks - 1);
        int high = Math.min(low + 1, slacks - 1);
        double share = i - low;
        double value = values[(row + low) * B + b];
        return share <= 0 ? value : (1 - share) * value + share * values[(row + high) * B + b];
    }

    /** The value at {@code work} and {@code slack} in ticks. */
    private double at(float[] values, double work, double slack, int b) {
        if (work <= 0) {
            return 0;
        }
        double w = work / step;
        double i = Math.max(0, slack / step);
        int low = (int) w;
        double share = w - low;
        double value = between(values, low * slacks, i, b);
        return step * (share <= 0 ? value : (1 - share) * value + share * between(values, (low + 1) * slacks, i, b));
    }

    private double agedAt(float[] values, double work, double slack, int b) {
        double value = at(values, work, slack, b);
        double ageing = Hazards.older(b, 1);
        return ageing == 0 ? value : (1 - ageing) * value + ageing * at(values, work, slack, b + 1);
    }

    /**
     * Ticks of spot that the rest of the job is expected to cost if the present tick goes to {@code choice}, which is safe.
     *
     * @param up whether any zone is available now
     * @param ageTicks how long that has been so
     */
    double expectedSpotTicks(SpotState state, Mode choice, boolean up, int ageTicks) {
        int b = Hazards.bucket(ageTicks);
        int work = state.workLeft(job);
        int slack = state.slack(job);
        int overhead = state.overheadOf(choice, job);
        double leaving = up ? hazards.leaveUp[b] : hazards.leaveDown[b];
        return switch (choice) {
            case Mode.Idle idle ->
                leaving * at(up ? idleDown : idleUp, work, slack - 1.0, 0)
                        + (1 - leaving) * agedAt(up ? idleUp : idleDown, work, slack - 1.0, b);
            case Mode.OnDemand onDemand -> {
                float[] same = up ? onDemandUp : onDemandDown;
                double k = job.onDemandOverSpot();
                double free = slack + job.changeoverTicks() - overhead;
                yield overhead > 0
                        ? k * overhead + at(same, work, free, b)
                        : k
                                + leaving * at(up ? onDemandDown : onDemandUp, work - 1.0, free, 0)
                                + (1 - leaving) * agedAt(same, work - 1.0, free, b);
            }
            case Mode.Spot zone -> onSpot(work, slack, overhead, b);
        };
    }

    private double onSpot(int work, int slack, int overhead, int b) {
        if (overhead == 0) {
            double stays = (1 - hazards.hop) * agedAt(spot, work - 1.0, slack, b)
                    + hazards.hop * agedAt(idleUp, work - 1.0, slack, b);
            return 1 + hazards.leaveUp[b] * at(idleDown, work - 1.0, slack, 0) + (1 - hazards.leaveUp[b]) * stays;
        }
        if (slack < overhead) {
            return Double.POSITIVE_INFINITY;
        }
        double alive = 1 - Hazards.during(hazards.leaveUp[b], overhead);
        double half = overhead / 2.0;
        return alive * (overhead + at(spot, work, (double) slack - overhead, b))
                + (1 - alive) * (half + at(idleDown, work, slack - half, 0));
    }
}
