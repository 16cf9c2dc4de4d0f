package dev.lepton.core.simulate.rounds;

import dev.lepton.core.evidence.Problem;
import dev.lepton.core.placement.share.TimePolicy;
import java.util.List;

/** Sees when jobs run and none gets on, since each is stopped before its checkpoint, and ends the run then. */
final class Progress {
    /** Steps without a job that has less left than ever. */
    private static final int MOST_IN_VAIN = 5000;

    private int inVain;

    /**
     * Looks at the jobs after a step.
     *
     * @throws Problem if nothing got on for {@value #MOST_IN_VAIN} steps
     */
    void check(TimePolicy policy, List<LiveJob> live, double nowHours) {
        boolean ran = false;
        boolean forward = false;
        for (LiveJob job : live) {
            ran |= job.type >= 0;
            forward |= job.gotOn();
        }
        forward |= !ran;
        inVain = forward ? 0 : inVain + 1;
        if (inVain > MOST_IN_VAIN) {
            throw Problem.input(
                    "policy " + policy.name() + " stops jobs before their checkpoints, so that none gets on: job '"
                            + live.get(0).job.name() + "' still waits after " + Math.round(nowHours) + " h.",
                    "Maybe a shorter checkpoint_s, a longer --round, or another policy.");
        }
    }
}
