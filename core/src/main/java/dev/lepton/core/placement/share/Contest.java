package dev.lepton.core.placement.share;

import java.util.List;

/**
 * What a policy decides on: the jobs present as a round starts.
 *
 * @param jobs those that have arrived and are not done, by their number
 * @param pools the GPUs
 * @param nowHours when the round starts
 * @param roundHours how long it is
 * @param seen how many jobs have arrived so far, the finished ones too
 */
public record Contest(List<Contender> jobs, Pools pools, double nowHours, double roundHours, int seen) {
    public Contest {
        jobs = List.copyOf(jobs);
    }

    /** {@link Contender#hoursLeft} of every job and type, a fresh array. */
    double[][] hoursLeft() {
        double[][] hours = new double[jobs.size()][pools.types()];
        for (int j = 0; j < hours.length; j++) {
            for (int t = 0; t < hours[j].length; t++) {
                hours[j][t] = jobs.get(j).hoursLeft(t);
            }
        }
        return hours;
    }

    /** The gang of every job, a fresh array. */
    int[] gangs() {
        return jobs.stream().mapToInt(Contender::gpus).toArray();
    }
}
