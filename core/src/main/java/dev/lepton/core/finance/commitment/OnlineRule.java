package dev.lepton.core.finance.commitment;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * When to commit to one unit without a forecast: rent until what a commitment would have saved on the last term's hours
 * outside of one reaches its fee. By Wang, Li and Liang (ICAC'13) this never costs more than 2 − α times what the best
 * choice in hindsight does, and no rule without chance does better. Costs are counted in hours on demand.
 *
 * @param termHours how long a commitment runs, at least 1
 * @param feeHours what it costs to enter, in hours on demand: for one that is always paid, its hourly price times its term
 * @param runningShare α, what an hour costs under it beside the fee, as a share of an hour on demand: 0 for one that is always
 *     paid, below 1
 */
public record OnlineRule(int termHours, double feeHours, double runningShare) {
    public OnlineRule {
        if (termHours < 1 || !(feeHours >= 0) || !(runningShare >= 0 && runningShare < 1)) {
            throw new IllegalArgumentException("A commitment of " + termHours + " h, a fee of " + feeHours + " h and "
                    + runningShare + " of each hour make no rule.");
        }
    }

    /** Hours on demand within one term, outside of a commitment, after which it is entered. */
    public double breakEvenHours() {
        return feeHours / (1 - runningShare);
    }

    /** At most so many times what the best choice in hindsight costs. */
    public double competitiveRatio() {
        return 2 - runningShare;
    }

    /** The hours at whose start the rule enters a commitment, when the unit is needed in the hours of {@code needed}. */
    public List<Integer> enters(BitSet needed, int hours) {
        List<Integer> enters = new ArrayList<>();
        BitSet uncovered = new BitSet();
        int coveredTo = 0;
        for (int hour = 0; hour < hours; hour++) {
            if (hour < coveredTo || !needed.get(hour)) {
                continue;
            }
            uncovered.set(hour);
            int from = Math.max(0, hour - termHours + 1);
            if (uncovered.get(from, hour + 1).cardinality() > breakEvenHours()) {
                enters.add(hour);
                coveredTo = hour + termHours;
                uncovered.clear(from, hour + 1);
            }
        }
        return enters;
    }

    /** What it costs to enter at the hours of {@code enters}, in hours on demand. */
    public double hoursPaid(BitSet needed, int hours, List<Integer> enters) {
        BitSet covered = new BitSet();
        enters.forEach(hour -> covered.set(hour, hour + termHours));
        double paid = feeHours * enters.size();
        for (int hour = needed.nextSetBit(0); hour >= 0 && hour < hours; hour = needed.nextSetBit(hour + 1)) {
            paid += covered.get(hour) ? runningShare : 1;
        }
        return paid;
    }

    /** The least that hindsight could have paid, in hours on demand. */
    public double leastHoursPaid(BitSet needed, int hours) {
        double[] from = new double[hours + 1];
        int[] upTo = new int[hours + 1];
        for (int hour = 0; hour < hours; hour++) {
            upTo[hour + 1] = upTo[hour] + (needed.get(hour) ? 1 : 0);
        }
        for (int hour = hours - 1; hour >= 0; hour--) {
            int end = Math.min(hours, hour + termHours);
            double wait = from[hour + 1] + (needed.get(hour) ? 1 : 0);
            double enter = feeHours + runningShare * (upTo[end] - upTo[hour]) + from[end];
            from[hour] = Math.min(wait, enter);
        }
        return from[0];
    }
}
