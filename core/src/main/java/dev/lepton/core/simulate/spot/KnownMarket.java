package dev.lepton.core.simulate.spot;

import dev.lepton.core.placement.spot.Mode;
import dev.lepton.core.placement.spot.Observed;
import dev.lepton.core.placement.spot.SpotJob;
import dev.lepton.core.placement.spot.SpotPolicy;
import dev.lepton.core.placement.spot.SpotState;
import java.util.Arrays;

/**
 * The informational bound: the best policy of someone who knows a market's parameters and its hidden state at every moment,
 * but not the future. It knows more than any policy can, so its expected cost is a lower bound on the expected cost of each;
 * it is not attainable in general. One zone, exact in ticks.
 */
public final class KnownMarket {
    private static final int N = SpotMarket.STATES;
    private static final float NEVER = 1e9f;
    private static final byte IDLE = 0;
    private static final byte ON_DEMAND = 1;
    private static final byte SPOT = 2;

    private final SpotJob job;
    private final SpotMarket market;
    private final int d;
    private final int modes;
    private final int losses;
    private final byte[] choice;
    private final float[] value;
    private final float[] expected;

    /** Solved for {@code job}, submitted at midnight. */
    public KnownMarket(SpotJob job, SpotMarket market) {
        this.job = job;
        this.market = market;
        this.d = job.changeoverTicks();
        this.modes = 1 + 2 * (d + 1);
        this.losses = job.deadlineTicks() - job.workTicks() + 1;
        this.choice = new byte[job.deadlineTicks() * losses * modes * N];
        this.value = new float[(losses + 1) * modes * N];
        this.expected = new float[(losses + 1) * modes * N];
        Arrays.fill(value, NEVER);
        for (int t = job.deadlineTicks(); t >= 0; t--) {
            solve(t);
        }
    }

    private void solve(int t) {
        boolean last = t == job.deadlineTicks();
        if (!last) {
            expect(market.transition(t), Math.min(losses, t + 2) * modes);
        }
        for (int lost = 0; lost < losses && lost <= t; lost++) {
            int row = lost * modes * N;
            if (t - lost >= job.workTicks() || last) {
                Arrays.fill(value, row, row + modes * N, t - lost >= job.workTicks() ? 0 : NEVER);
            } else {
                row(row, (t * losses + lost) * modes * N);
            }
        }
    }

    /** {@code expected} becomes the expectation of {@code value} over the next hidden state. */
    private void expect(double[][] transition, int rows) {
        for (int at = 0; at < rows * N; at += N) {
            for (int x = 0; x < N; x++) {
                double sum = 0;
                for (int y = 0; y < N; y++) {
                    sum += transition[x][y] * value[at + y];
                }
                expected[at + x] = (float) sum;
            }
        }
        Arrays.fill(expected, losses * modes * N, expected.length, NEVER);
    }

    private void row(int row, int out) {
        int below = row + modes * N;
        for (int x = 0; x < N; x++) {
            float idle = expected[below + x];
            float onDemand = running(row, 0, d, x);
            float spot = running(row, 1, d, x);
            float base = Math.min(idle, Math.min(onDemand, spot));
            byte best = base == spot && SpotMarket.isUp(x) ? SPOT : base == onDemand ? ON_DEMAND : IDLE;
            value[row + x] = base;
            choice[out + x] = best;
            for (int left = 0; left <= d; left++) {
                for (int side = 0; side < 2; side++) {
                    float stay = running(row, side, left, x);
                    boolean stays = stay <= base && (side == 0 || SpotMarket.isUp(x));
                    int at = column(side, left) + x;
                    value[row + at] = Math.min(stay, base);
                    choice[out + at] = !stays ? best : side == 0 ? ON_DEMAND : SPOT;
                }
            }
        }
    }

    /** One tick on demand (side 0) or on spot (side 1) with {@code left} changeover ticks to pay, and what follows. */
    private float running(int row, int side, int left, int x) {
        if (side == 1 && !SpotMarket.isUp(x)) {
            return NEVER;
        }
        float then = left == 0
                ? expected[row + column(side, 0) + x]
                : expected[row + modes * N + column(side, left - 1) + x];
        return then + (side == 0 ? (float) job.onDemandOverSpot() : 1);
    }

    private int column(int side, int left) {
        return (1 + side * (d + 1) + left) * N;
    }

    /** The bound: no policy's expected cost is below it. In ticks of spot. */
    public double expectedSpotTicks() {
        double sum = 0;
        double[] chances = market.stationary();
        for (int x = 0; x < N; x++) {
            sum += chances[x] * value[x];
        }
        return sum;
    }

    /** The policy that reaches the bound on average, told the hidden state of each tick of the series. */
    SpotPolicy knowing(int[] states) {
        return new SpotPolicy() {
            @Override
            public Mode choose(SpotJob of, SpotState state, Observed seen) {
                int column = switch (state.mode()) {
                    case Mode.Idle idle -> 0;
                    case Mode.OnDemand onDemand -> column(0, state.overheadLeft());
                    case Mode.Spot spot -> column(1, state.overheadLeft());
                };
                int row = (state.tick() * losses + state.tick() - state.workDone()) * modes * N;
                return switch (choice[row + column + states[seen.now()]]) {
                    case SPOT -> Mode.spot(0);
                    case ON_DEMAND -> Mode.ON_DEMAND;
                    default -> Mode.IDLE;
                };
            }

            @Override
            public String why(SpotJob of, SpotState state, Observed seen) {
                return "the best choice of one who knows the market and its hidden state";
            }
        };
    }
}
