package dev.lepton.core.simulate.rounds;

import dev.lepton.core.placement.share.MarginalGain;
import dev.lepton.core.placement.share.SizeRule;

/**
 * How rounds go.
 *
 * @param roundHours how long one is; a GPU is held for whole rounds
 * @param startHours lost when a job starts for the first time
 * @param restartHours lost when it starts again or on another type
 * @param estimates whether the lengths of jobs with epochs are estimated, rather than known
 * @param sizes how large elastic jobs are
 * @param firstMeasured the first job that counts in the outcome
 * @param lastMeasured the last job that does; the simulation ends when these are done
 */
public record RoundSettings(
        double roundHours,
        double startHours,
        double restartHours,
        boolean estimates,
        SizeRule sizes,
        int firstMeasured,
        int lastMeasured) {
    public RoundSettings {
        if (!(roundHours > 0) || !(startHours >= 0) || !(restartHours >= 0) || firstMeasured > lastMeasured) {
            throw new IllegalArgumentException("Rounds of " + roundHours + " h, starts of " + startHours
                    + " h, restarts of " + restartHours + " h, jobs " + firstMeasured + " to " + lastMeasured + ".");
        }
    }

    /** Rounds of {@code seconds}; starting and moving take nothing, and every job counts. */
    public static RoundSettings seconds(double seconds) {
        return new RoundSettings(seconds / 3600, 0, 0, false, MarginalGain.USUAL, 0, Integer.MAX_VALUE);
    }

    /** These with time lost at first starts and at restarts. */
    public RoundSettings losing(double startSeconds, double restartSeconds) {
        return new RoundSettings(
                roundHours, startSeconds / 3600, restartSeconds / 3600, estimates, sizes, firstMeasured, lastMeasured);
    }

    /** These with lengths estimated, or known. */
    public RoundSettings estimating(boolean estimated) {
        return new RoundSettings(roundHours, startHours, restartHours, estimated, sizes, firstMeasured, lastMeasured);
    }

    /** These with another rule for elastic jobs. */
    public RoundSettings sizing(SizeRule rule) {
        return new RoundSettings(roundHours, startHours, restartHours, estimates, rule, firstMeasured, lastMeasured);
    }

    /** These, but only jobs {@code first} to {@code last} count. */
    public RoundSettings measuring(int first, int last) {
        return new RoundSettings(roundHours, startHours, restartHours, estimates, sizes, first, last);
    }
}
