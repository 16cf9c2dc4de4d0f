package dev.lepton.core.predict;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** What past projects say of new ones: one candidate, learnt from all of them, with bands from its folds. */
public final class PastModel {
    private static final double FEW_PER_COLUMN = 10;
    private static final int FEW = 30;

    /**
     * What a new project is expected to come to.
     *
     * @param value the middle
     * @param low the band's lower end; empty where there are too few projects for a band
     * @param high the band's upper end
     * @param beyond where the project is beyond what was learnt from; a prediction there is a guess
     */
    public record Prediction(double value, OptionalDouble low, OptionalDouble high, List<String> beyond) {
        public Prediction {
            beyond = List.copyOf(beyond);
        }
    }

    private final Projects projects;
    private final Candidate candidate;
    private final Candidate.Fitted fitted;
    private final Bands bands;
    private final Hull hull;

    private PastModel(Projects projects, Candidate candidate, Candidate.Fitted fitted, Bands bands) {
        this.projects = projects;
        this.candidate = candidate;
        this.fitted = fitted;
        this.bands = bands;
        this.hull = new Hull(projects);
    }

    /** What {@code projects}, at least two, teach {@code candidate}; the same projects and seed give the same. */
    public static PastModel of(Projects projects, Candidate candidate, long seed) {
        return new PastModel(
                projects,
                candidate,
                candidate.fit(projects, seed),
                new CrossValidation(projects, seed).bands(candidate));
    }

    public Projects projects() {
        return projects;
    }

    public Candidate candidate() {
        return candidate;
    }

    /** The value to expect with {@code cells}, and a band that holds {@code share} of such projects. */
    public Prediction predict(List<Cell> cells, double share) {
        var band = bands.of(cells, share);
        return new Prediction(
                value(cells),
                band.map(b -> OptionalDouble.of(b.low())).orElse(OptionalDouble.empty()),
                band.map(b -> OptionalDouble.of(b.high())).orElse(OptionalDouble.empty()),
                hull.beyond(cells));
    }

    double value(List<Cell> cells) {
        return candidate.target(fitted.scaled(cells));
    }

    /** What drives the target, the strongest first. */
    public List<Driver> drivers() {
        return Driver.of(this);
    }

    /** Names of the columns to leave out so that none tells the answer, by what they do or by their name. */
    public static List<String> suspects(Projects projects) {
        return Leakage.in(projects).stream()
                .filter(Leakage.Suspect::tells)
                .map(Leakage.Suspect::column)
                .toList();
    }

    /** What a reader must know before trusting what these projects teach. */
    public static List<String> warnings(Projects projects) {
        List<String> warnings = new ArrayList<>();
        int rows = projects.rows().size();
        int columns = projects.columns().size();
        if (rows < FEW || rows < FEW_PER_COLUMN * columns) {
            warnings.add("too few projects: " + rows + " for " + columns + " columns; " + (int) FEW_PER_COLUMN
                    + " for each column, and " + FEW + " at least, are wanted. The bands are wide for it.");
        }
        for (Leakage.Suspect suspect : Leakage.in(projects)) {
            warnings.add("leakage: " + suspect.column() + ": " + suspect.why()
                    + ". Where it is not known beforehand, leave it out.");
        }
        return warnings;
    }
}
