package dev.lepton.core.plan.joint;

import dev.lepton.core.money.Money;
import java.util.List;

/**
 * What to run where on which terms, what it costs a month, and how far from the best it can be.
 *
 * @param monthly cost of machines, of what is kept and of power, summed exactly from counts, hours and prices
 * @param power part of it for electricity that we pay ourselves
 * @param changing one-off cost of the machines started, by the stated cost of one
 * @param bound no plan of this problem costs less, the one-off cost included
 * @param optimal whether the solver has proven that none does
 * @param kwh energy a month of machines whose draw is known, buildings included
 * @param kilograms CO2 equivalent a month of those whose draw and electricity are known
 * @param started machines running at some time that do not run today
 * @param fleet machines by place and terms
 * @param serving replicas by way
 * @param chosen ways of runs and things kept
 * @param undone numbers of works left undone
 */
public record JointPlan(
        Money monthly,
        Money power,
        Money changing,
        Money bound,
        boolean optimal,
        double kwh,
        double kilograms,
        double started,
        List<Fleet> fleet,
        List<Serving> serving,
        List<Chosen> chosen,
        List<Integer> undone) {
    /**
     * Machines of a supply.
     *
     * @param whole machines in each slot
     * @param partHours machine-hours besides, in each slot, of machines that run for part of it
     * @param monthly what they cost
     */
    public record Fleet(int place, int supply, List<Integer> whole, List<Double> partHours, Money monthly) {
        public Fleet {
            whole = List.copyOf(whole);
            partHours = List.copyOf(partHours);
        }

        /** Most whole machines in any slot. */
        public int peak() {
            return whole.stream().mapToInt(Integer::intValue).max().orElse(0);
        }
    }

    /**
     * Replicas of a service in one way.
     *
     * @param spot whether on machines that may be taken back
     * @param replicas in each slot
     * @param shares by slot, then by bucket: the part of the bucket's requests that goes to this way, on both kinds of machine together
     */
    public record Serving(int way, boolean spot, List<Integer> replicas, List<List<Double>> shares) {
        public Serving {
            replicas = List.copyOf(replicas);
            shares = shares.stream().map(List::copyOf).toList();
        }
    }

    /** On which machines a run is done. */
    public enum Machines {
        /** On what is spare of machines that run anyway, all it needs at once. */
        KEPT("spare of those kept"),
        /** On machines paid while it runs. */
        HOURLY("by the hour"),
        /** On machines that may be taken back. */
        SPOT("spot");

        private final String words;

        Machines(String words) {
            this.words = words;
        }

        /** The words for print. */
        public String words() {
            return words;
        }
    }

    /** A run or a thing kept, in this way; for a run, its hours in each slot. */
    public record Chosen(int way, Machines on, List<Double> hours) {
        public Chosen {
            hours = List.copyOf(hours);
        }
    }

    public JointPlan {
        fleet = List.copyOf(fleet);
        serving = List.copyOf(serving);
        chosen = List.copyOf(chosen);
        undone = List.copyOf(undone);
    }

    /** What the plan comes to in its first month, changes included: what the bound is a bound of. */
    public Money total() {
        return monthly.plus(changing);
    }

    /** How much cheaper than this plan the best could be, as a share of this plan's cost. */
    public double gap() {
        return optimal ? 0 : gap(total(), bound);
    }

    /** The share of {@code total} that lies above {@code bound}; 0 where nothing is paid. */
    public static double gap(Money total, Money bound) {
        double cost = total.toDouble();
        return cost <= 0 ? 0 : Math.max(0, (cost - bound.toDouble()) / cost);
    }
}
