package dev.lepton.core.plan.source;

import java.util.Optional;

/**
 * Ends most trials of a search early: after each round one of {@code halving} goes on, with that many times more work (successive halving; Jamieson and
 * Talwalkar, AISTATS 2016). Whether the best trial survives is not known beforehand, so the saving is an estimate.
 */
final class TrialsSource {
    private TrialsSource() {}

    /** Work of the search as a share of all trials run to their ends; empty if trials may not be ended early, or there are too few. */
    static Optional<Double> share(RunNeed need) {
        if (need.halving().isEmpty() || need.trials() < need.halving().getAsInt()) {
            return Optional.empty();
        }
        int one = need.halving().getAsInt();
        int left = need.trials();
        double perTrial = 1.0;
        int rounds = 0;
        for (int n = need.trials(); n >= one; n /= one) {
            rounds++;
            perTrial /= one;
        }
        double work = 0;
        double done = 0;
        for (int round = 0; round <= rounds; round++) {
            work += left * (perTrial - done);
            done = perTrial;
            perTrial = Math.min(1, perTrial * one);
            left = Math.max(1, left / one);
        }
        return Optional.of(work / need.trials());
    }
}
