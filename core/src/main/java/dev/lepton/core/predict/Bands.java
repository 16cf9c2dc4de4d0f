package dev.lepton.core.predict;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Bands by CV+ (Barber, Candès, Ramdas and Tibshirani, 2021): each project held back says how far off a model without it was, and
 * that model's prediction of the new project is moved by as much to either side.
 */
final class Bands {
    private final Candidate candidate;
    private final List<Candidate.Fitted> fitted;
    private final int[] fold;
    private final double[] misses;

    Bands(Candidate candidate, List<Candidate.Fitted> fitted, int[] fold, double[] misses) {
        this.candidate = candidate;
        this.fitted = fitted;
        this.fold = fold;
        this.misses = misses;
    }

    /** From and to, which hold {@code share} of projects like those learnt from; empty where there are too few of them for it. */
    Optional<Band> of(List<Cell> cells, double share) {
        int n = misses.length;
        int rank = (int) Math.ceil(share * (n + 1));
        if (rank > n) {
            return Optional.empty();
        }
        double[] said = fitted.stream().mapToDouble(f -> f.scaled(cells)).toArray();
        double[] low = new double[n];
        double[] high = new double[n];
        for (int i = 0; i < n; i++) {
            low[i] = said[fold[i]] - misses[i];
            high[i] = said[fold[i]] + misses[i];
        }
        Arrays.sort(low);
        Arrays.sort(high);
        return Optional.of(new Band(candidate.target(low[n - rank]), candidate.target(high[rank - 1])));
    }

    /** From and to. */
    record Band(double low, double high) {}
}
