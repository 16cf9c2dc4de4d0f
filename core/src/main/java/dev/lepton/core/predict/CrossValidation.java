package dev.lepton.core.predict;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Candidates held against projects that they did not learn from: repeatedly cut into folds, the same for all candidates, the seed
 * saying how.
 */
public final class CrossValidation {
    private static final int ENOUGH = 2_000;
    private static final int MOST_FOLDS = 10;

    /**
     * A candidate and how it did.
     *
     * @param scores of its predictions, those of one project averaged over the repeats
     * @param errors each project's mean absolute error over the repeats
     */
    public record Tried(Candidate candidate, Scores scores, List<Double> errors) {
        public Tried {
            errors = List.copyOf(errors);
        }
    }

    private final Projects projects;
    private final int folds;
    private final int repeats;
    private final long seed;

    /**
     * A cross-validation of {@code projects}, of which there are at least two.
     *
     * @param seed says how they are cut
     */
    public CrossValidation(Projects projects, long seed) {
        int n = projects.rows().size();
        if (n < 2) {
            throw new IllegalArgumentException("Nothing can be held back of " + n + " projects.");
        }
        this.projects = projects;
        this.folds = Math.min(MOST_FOLDS, n);
        this.repeats = n > ENOUGH ? 1 : 3;
        this.seed = seed;
    }

    public int folds() {
        return folds;
    }

    public int repeats() {
        return repeats;
    }

    /** How each of {@code candidates} does, in their order; worked on in parallel. */
    public List<Tried> of(List<Candidate> candidates) {
        return candidates.parallelStream().map(this::tried).toList();
    }

    private Tried tried(Candidate candidate) {
        int n = projects.rows().size();
        double[] actual = projects.targets();
        double[] all = new double[n * repeats];
        double[] every = new double[n * repeats];
        double[] errors = new double[n];
        for (int repeat = 0; repeat < repeats; repeat++) {
            double[] predicted = predicted(candidate, repeat);
            for (int i = 0; i < n; i++) {
                all[repeat * n + i] = predicted[i];
                every[repeat * n + i] = actual[i];
                errors[i] += Math.abs(predicted[i] - actual[i]) / repeats;
            }
        }
        return new Tried(
                candidate, Scores.of(every, all), Arrays.stream(errors).boxed().toList());
    }

    private double[] predicted(Candidate candidate, int repeat) {
        int[] fold = cut(repeat);
        double[] predicted = new double[fold.length];
        IntStream.range(0, folds).parallel().forEach(f -> {
            Candidate.Fitted fitted = fitted(candidate, fold, f);
            for (int i = 0; i < fold.length; i++) {
                if (fold[i] == f) {
                    predicted[i] = candidate.target(
                            fitted.scaled(projects.rows().get(i).cells()));
                }
            }
        });
        return predicted;
    }

    private Candidate.Fitted fitted(Candidate candidate, int[] fold, int out) {
        List<Projects.Row> in = new ArrayList<>();
        for (int i = 0; i < fold.length; i++) {
            if (fold[i] != out) {
                in.add(projects.rows().get(i));
            }
        }
        return candidate.fit(projects.of(in), seed);
    }

    /** The fold that each project is in: as many in each, to one. */
    private int[] cut(int repeat) {
        int[] fold =
                IntStream.range(0, projects.rows().size()).map(i -> i % folds).toArray();
        SplittableRandom random = new SplittableRandom(seed + repeat);
        for (int i = fold.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int kept = fold[i];
            fold[i] = fold[other];
            fold[other] = kept;
        }
        return fold;
    }

    /**
     * The simplest candidate whose error is not more than one standard error above the least, that of the difference, project by
     * project.
     */
    public static Tried choose(List<Tried> tried) {
        Tried best = tried.get(0);
        for (Tried one : tried) {
            best = one.scores().meanAbsoluteError() < best.scores().meanAbsoluteError() ? one : best;
        }
        for (Tried one : tried) {
            int n = one.errors().size();
            double[] more = new double[n];
            for (int i = 0; i < n; i++) {
                more[i] = one.errors().get(i) - best.errors().get(i);
            }
            double mean = Arrays.stream(more).average().orElse(0);
            double squares =
                    Arrays.stream(more).map(d -> (d - mean) * (d - mean)).sum();
            if (mean <= Math.sqrt(squares / Math.max(1, n - 1) / n)) {
                return one;
            }
        }
        return best;
    }

    /** The same candidate's bands: what each fold's prediction misses when it is held back. */
    Bands bands(Candidate candidate) {
        int[] fold = cut(0);
        List<Candidate.Fitted> fitted = IntStream.range(0, folds)
                .parallel()
                .mapToObj(f -> fitted(candidate, fold, f))
                .toList();
        double[] misses = new double[fold.length];
        for (int i = 0; i < fold.length; i++) {
            Projects.Row row = projects.rows().get(i);
            misses[i] = Math.abs(
                    candidate.scaled(row.target()) - fitted.get(fold[i]).scaled(row.cells()));
        }
        return new Bands(candidate, fitted, fold, misses);
    }
}
