package dev.lepton.core.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.core.predict.learn.Learner;
import dev.lepton.core.predict.learn.LeastSquares;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What past projects teach: cleaned line by line, learnt without looking, with bands that hold. */
final class PredictTest {
    private static final long SEED = 7;

    @Test
    void cleaningTellsEveryLine() {
        List<String> columns = List.of("gb", "gpus", "size", "cost", "note");
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            rows.add(List.of("" + (100 + i), "" + (1 + i % 8), i % 2 == 0 ? "s" : "l", "" + (1000 + 10 * i), "n" + i));
        }
        rows.set(3, List.of("103000", "4", "s", "$1,030.00", "n3"));
        rows.set(4, List.of("104,5", "NA", "s", "1040", "n4"));
        rows.set(5, List.of("105", "6", "l", "", "n5"));
        rows.set(6, List.of("106", "7", "l", "-3", "n6"));
        rows.set(7, List.of("107", "many", "l", "1070", "n7"));
        rows.set(8, rows.get(9));
        Cleaned cleaned = Cleaning.of(table(columns, rows), "COST", Set.of());
        assertEquals(
                List.of(
                        new Cleaned.Dropped(7, "COST is missing"),
                        new Cleaned.Dropped(8, "COST is -3, which is not above 0"),
                        new Cleaned.Dropped(11, "the same as line 10")),
                cleaned.dropped());
        assertEquals(37, cleaned.train().rows().size());
        assertEquals(
                List.of("gb", "gpus", "size"),
                cleaned.train().columns().stream().map(Projects.Column::name).toList());
        assertEquals(
                List.of("5 cost 1030", "5 gb 103", "6 gb 104.5", "9 gpus missing"),
                cleaned.changes().stream()
                        .map(c -> c.line() + " " + c.column() + " " + c.to())
                        .toList());
        assertEquals(103, ((Cell.Figure) cleaned.train().rows().get(3).cells().get(0)).value(), 1e-9);
    }

    @Test
    void trainAndTestAreHonoured() {
        List<List<String>> rows = IntStream.range(0, 20)
                .mapToObj(i -> List.of("" + i, "" + (10 + i), i < 15 ? "train" : "test"))
                .toList();
        Cleaned cleaned = Cleaning.of(table(List.of("a", "cost", "dataset"), rows), "cost", Set.of());
        assertEquals(15, cleaned.train().rows().size());
        assertEquals(5, cleaned.test().rows().size());
    }

    @Test
    void leastSquaresSolvesAllFactorsJointly() {
        double[][] x = {{1, 2}, {2, 1}, {3, 5}, {4, 3}, {5, 8}, {6, 1}};
        double[] y =
                Arrays.stream(x).mapToDouble(r -> 3 + 2 * r[0] - 0.5 * r[1]).toArray();
        Learner.Predictor fitted = new LeastSquares().fit(x, y, SEED);
        assertEquals(3 + 2 * 10 - 0.5 * 4, fitted.predict(new double[] {10, 4}), 1e-9);
    }

    @Test
    void featuresThatOthersGiveAreBorne() {
        double[][] x = IntStream.range(0, 10)
                .mapToObj(i -> new double[] {i, 2 * i, 5, i % 3})
                .toArray(double[][]::new);
        double[] y = Arrays.stream(x).mapToDouble(r -> 1 + r[0] + r[3]).toArray();
        for (Learner learner : Learner.all()) {
            assertTrue(Double.isFinite(learner.fit(x, y, SEED).predict(x[4])), learner.name());
        }
        assertEquals(y[4], new LeastSquares().fit(x, y, SEED).predict(x[4]), 1e-9);
    }

    @Test
    void aStraightLineIsFoundWithItsSlopes() {
        Projects projects = linear(60, 0);
        CrossValidation.Tried chosen = CrossValidation.choose(new CrossValidation(projects, SEED).of(Candidate.all()));
        assertEquals("ols", chosen.candidate().name());
        assertEquals(1, chosen.scores().r2(), 1e-9);
        PastModel model = PastModel.of(projects, chosen.candidate(), SEED);
        Driver first = model.drivers().get(0);
        assertEquals("gb", first.feature());
        assertEquals(0.5, first.perUnit().orElseThrow(), 1e-6);
        assertTrue(PastModel.warnings(projects).stream().noneMatch(w -> w.startsWith("leakage")));
    }

    @Test
    void nothingToLearnIsTheMedian() {
        Random random = new Random(5);
        List<Projects.Row> rows = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            rows.add(new Projects.Row(i, List.of(new Cell.Figure(random.nextDouble())), 100 + random.nextInt(100)));
        }
        Projects projects = new Projects("cost", List.of(new Projects.Column("noise", true)), rows);
        assertEquals(
                "median",
                CrossValidation.choose(new CrossValidation(projects, SEED).of(Candidate.all()))
                        .candidate()
                        .name());
    }

    @Test
    void bandsHoldWhatTheySay() {
        Candidate ridge = Candidate.named("ridge, log target").orElseThrow();
        int inside = 0;
        int all = 0;
        for (int world = 0; world < 5; world++) {
            Projects projects = linear(160, 0.2, world);
            PastModel model = PastModel.of(projects.of(projects.rows().subList(0, 80)), ridge, SEED);
            for (Projects.Row row : projects.rows().subList(80, 160)) {
                PastModel.Prediction said = model.predict(row.cells(), 0.8);
                inside += said.low().orElseThrow() <= row.target()
                                && row.target() <= said.high().orElseThrow()
                        ? 1
                        : 0;
                all++;
            }
        }
        assertEquals(0.8, (double) inside / all, 0.07);
        assertTrue(PastModel.of(linear(6, 0.2), ridge, SEED)
                .predict(linear(6, 0.2).rows().get(0).cells(), 0.95)
                .low()
                .isEmpty());
    }

    @Test
    void theAnswerInOtherWordsIsSuspected() {
        Random random = new Random(3);
        List<Projects.Row> rows = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            double gpus = Math.exp(random.nextGaussian());
            double time = Math.exp(random.nextGaussian());
            double size = Math.exp(random.nextGaussian());
            double target = 3 * gpus * time;
            rows.add(new Projects.Row(
                    i,
                    List.of(
                            new Cell.Figure(gpus),
                            new Cell.Figure(time),
                            new Cell.Figure(size),
                            new Cell.Figure(target * 1.1)),
                    target));
        }
        Projects projects = new Projects(
                "cost",
                List.of(
                        new Projects.Column("machines", true),
                        new Projects.Column("days", true),
                        new Projects.Column("size", true),
                        new Projects.Column("paid", true)),
                rows);
        List<String> suspects = PastModel.suspects(projects);
        assertTrue(suspects.contains("paid") && !suspects.contains("size"), suspects.toString());
        assertEquals(2, suspects.size(), "One of the two that tell the answer together is left out: " + suspects);
        List<String> warnings = PastModel.warnings(projects);
        for (String name : List.of("machines", "days", "paid")) {
            assertTrue(warnings.stream().anyMatch(w -> w.startsWith("leakage: " + name)), warnings.toString());
        }
    }

    @Test
    void beyondWhatWasSeenIsSaid() {
        Projects projects = linear(40, 0.1);
        PastModel model = PastModel.of(projects, Candidate.named("ridge").orElseThrow(), SEED);
        NewProjects fresh = NewProjects.of(
                table(List.of("GB", "size"), List.of(List.of("1e6", "huge"), List.of("200000", "s"))), projects);
        assertEquals(2, model.predict(fresh.rows().get(0).cells(), 0.8).beyond().size());
        assertTrue(model.predict(fresh.rows().get(1).cells(), 0.8).beyond().isEmpty());
        assertEquals(1, fresh.notes().size());
        assertFalse(model.predict(fresh.rows().get(0).cells(), 0.8).value() > 1e6);
    }

    @Test
    void scoresByHand() {
        Scores scores = Scores.of(new double[] {100, 200, 400}, new double[] {110, 150, 400});
        assertEquals(20, scores.meanAbsoluteError(), 1e-12);
        // Distances of two different targets: 100, 200 and 300; their mean is 200.
        assertEquals(0.9, scores.standardisedAccuracy(), 1e-12);
        assertEquals(0.1, scores.medianRelativeError(), 1e-12);
        assertEquals(1, scores.within25(), 1e-12);
        assertEquals((0.1 + 0.25) / 3, scores.meanRelativeError(), 1e-12);
    }

    @Test
    void theSameSeedGivesTheSame() {
        Projects projects = linear(50, 0.3);
        for (Candidate candidate : Candidate.all()) {
            List<Cell> cells = projects.rows().get(7).cells();
            assertEquals(
                    PastModel.of(projects, candidate, SEED).predict(cells, 0.8),
                    PastModel.of(projects, candidate, SEED).predict(cells, 0.8));
        }
    }

    private static Projects linear(int count, double noise) {
        return linear(count, noise, 1);
    }

    /** Half a unit for each GB, 30,000 for each GPU, and a tenth up or down. */
    private static Projects linear(int count, double noise, int seed) {
        Random random = new Random(seed);
        List<Projects.Row> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double gb = 1000 + random.nextInt(500_000);
            double gpus = 1 + random.nextInt(4);
            double cost = (0.5 * gb + 30_000 * gpus) * Math.exp(noise * random.nextGaussian());
            rows.add(new Projects.Row(
                    i,
                    List.of(new Cell.Figure(gb), new Cell.Figure(gpus), new Cell.Word(i % 2 == 0 ? "s" : "l")),
                    cost));
        }
        return new Projects(
                "cost",
                List.of(
                        new Projects.Column("gb", true),
                        new Projects.Column("gpus", true),
                        new Projects.Column("size", false)),
                rows);
    }

    private static RawTable table(List<String> columns, List<List<String>> rows) {
        List<RawTable.RawRow> raw = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            raw.add(new RawTable.RawRow(i + 2, rows.get(i)));
        }
        return new RawTable(columns, raw);
    }
}
