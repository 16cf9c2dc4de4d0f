package dev.lepton.core.forecast.anomaly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.core.forecast.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** What detectors say of a value rests on what came before it; one alert an incident; what is ordinary is not told. */
final class DetectorsTest {
    private static final Instant START = Instant.parse("2025-01-06T00:00:00Z");
    private static final SpendDetector.Rule USUAL = SpendDetector.Rule.USUAL;
    private static final SpendDetector.Rule FALLS = new SpendDetector.Rule(USUAL.line(), true, 0.1, 0);

    @RepeatedTest(20)
    void whatFollowsChangesNothing(RepetitionInfo info) {
        Random random = new Random(info.getCurrentRepetition());
        double[] y = spend(random, 400);
        for (int i = 0; i < 6; i++) {
            y[random.nextInt(y.length)] *= random.nextDouble() * 4;
        }
        for (Detector detector :
                List.of(new SpendDetector(7, USUAL), new SpendDetector(1, FALLS), new UtilisationDetector())) {
            List<Detector.Reading> whole = detector.watch(y);
            int cut = 1 + random.nextInt(y.length - 1);
            assertEquals(whole.subList(0, cut), detector.watch(Arrays.copyOf(y, cut)));
        }
    }

    @RepeatedTest(5)
    void whatFollowsChangesNothingTogether(RepetitionInfo info) {
        Random random = new Random(info.getCurrentRepetition());
        List<double[]> all =
                IntStream.range(0, 9).mapToObj(i -> spend(random, 200)).toList();
        all.get(3)[150] *= 3;
        SpendDetector detector = new SpendDetector(7, USUAL);
        List<List<Detector.Reading>> whole =
                detector.watchTogether(all.stream().map(DetectorsTest::series).toList());
        int cut = 40 + random.nextInt(150);
        List<List<Detector.Reading>> part = detector.watchTogether(
                all.stream().map(y -> series(Arrays.copyOf(y, cut))).toList());
        for (int i = 0; i < all.size(); i++) {
            assertEquals(whole.get(i).subList(0, cut), part.get(i));
        }
    }

    @Test
    void tenDearDaysAreOneIncident() {
        double[] y = spend(new Random(1), 300);
        for (int t = 200; t < 210; t++) {
            y[t] *= 1.6;
        }
        List<Incident> found = Incident.of(y, new SpendDetector(7, USUAL).watch(y));
        assertEquals(1, found.size(), found.toString());
        Incident one = found.get(0);
        assertTrue(one.begin() >= 200 && one.begin() <= 201, one.toString());
        assertTrue(one.end() >= 209 && one.end() <= 212 && !one.ongoing(), one.toString());
        double rise =
                IntStream.range(200, 210).mapToDouble(t -> y[t] * 0.6 / 1.6).sum();
        assertEquals(rise, one.impact(), 0.2 * rise);
        assertEquals(one.actual() - one.expected(), one.impact(), 1e-9);
    }

    @RepeatedTest(5)
    void aNewLevelIsToldOnceAndThenUsual(RepetitionInfo info) {
        double[] y = spend(new Random(info.getCurrentRepetition()), 300);
        for (int t = 200; t < y.length; t++) {
            y[t] *= 3;
        }
        SpendDetector detector = new SpendDetector(7, USUAL);
        List<Detector.Reading> said = detector.watch(y);
        assertTrue(said.subList(200, 203).stream().anyMatch(Detector.Reading::alert));
        long open =
                said.subList(200, 240).stream().filter(Detector.Reading::open).count();
        assertTrue(open >= 10 && open <= 20, "days open: " + open);
        double expected = said.get(230).expected();
        assertEquals(1, expected / y[230], 0.35, "the new level is expected");
        assertEquals(said.subList(0, 216), detector.watch(Arrays.copyOf(y, 216)), "later days change nothing");
    }

    @Test
    void whatIsOrdinaryIsNotTold() {
        double[] constant = new double[400];
        Arrays.fill(constant, 5);
        double[] zero = new double[400];
        for (double[] y : List.of(constant, zero, new double[] {3}, new double[0])) {
            for (Detector detector : List.of(new SpendDetector(7, FALLS), new UtilisationDetector())) {
                assertEquals(List.of(), Incident.of(y, detector.watch(y)));
            }
        }
        double[] noise = spend(new Random(2), 400);
        assertEquals(List.of(), Incident.of(noise, new SpendDetector(7, FALLS).watch(noise)));
    }

    @Test
    void somethingAfterNothingIsTold() {
        double[] y = new double[100];
        y[80] = 50;
        List<Incident> found = Incident.of(y, new SpendDetector(7, USUAL).watch(y));
        assertEquals(1, found.size());
        assertEquals(80, found.get(0).begin());
        assertTrue(found.get(0).impactShare().isEmpty());
    }

    @Test
    void fallsAreToldWhenAskedFor() {
        double[] y = spend(new Random(3), 200);
        y[150] = 0;
        assertTrue(Incident.of(y, new SpendDetector(7, USUAL).watch(y)).isEmpty());
        List<Incident> found = Incident.of(y, new SpendDetector(7, FALLS).watch(y));
        assertEquals(150, found.get(0).begin());
        assertTrue(found.get(0).impact() < 0);
    }

    @Test
    void whatAllDoIsTakenOffEach() {
        List<double[]> all = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            double[] y = spend(new Random(10 + i), 200);
            y[120] *= 2;
            all.add(y);
        }
        all.get(4)[160] *= 2;
        SpendDetector detector = new SpendDetector(7, USUAL);
        List<List<Detector.Reading>> together =
                detector.watchTogether(all.stream().map(DetectorsTest::series).toList());
        assertTrue(detector.watch(all.get(0)).get(120).alert());
        assertFalse(together.get(0).get(120).alert());
        assertTrue(together.get(4).get(160).alert());
    }

    @Test
    void smallChangeIsBelowTheFloor() {
        double[] y = new double[120];
        Arrays.fill(y, 100);
        y[100] = 108;
        assertTrue(Incident.of(y, new SpendDetector(7, USUAL).watch(y)).isEmpty());
        y[110] = 115;
        assertEquals(
                110, Incident.of(y, new SpendDetector(7, USUAL).watch(y)).get(0).begin());
        SpendDetector.Rule least = new SpendDetector.Rule(USUAL.line(), false, 0.1, 20);
        assertTrue(Incident.of(y, new SpendDetector(7, least).watch(y)).isEmpty());
    }

    @Test
    void aServerThatGoesMadIsToldOnce() {
        Random random = new Random(4);
        double[] y = new double[3000];
        for (int t = 0; t < y.length; t++) {
            y[t] = 40 + 10 * Math.sin(t / 45.0) + random.nextGaussian();
        }
        for (int t = 2500; t < 2560; t++) {
            y[t] = 95 + random.nextGaussian();
        }
        List<Detector.Reading> said = new UtilisationDetector().watch(y);
        List<Integer> alerts = IntStream.range(2000, y.length)
                .filter(t -> said.get(t).alert())
                .boxed()
                .toList();
        assertTrue(alerts.contains(2500), alerts.toString());
        assertEquals(1, alerts.stream().filter(t -> t >= 2500 && t < 2620).count(), alerts.toString());
        assertTrue(said.get(2500).score() > 0.5 && said.get(2400).score() < 0.5);
        assertTrue(Math.abs(said.get(2400).expected() - y[2400]) < 5);
    }

    @Test
    void thePartThatRoseComesFirst() {
        double[] steady = new double[60];
        Arrays.fill(steady, 10);
        double[] risen = steady.clone();
        risen[50] = 40;
        double[] fallen = steady.clone();
        fallen[50] = 5;
        Incident incident = new Incident(50, 50, false, 0.9, 25, 30, 55);
        List<Contributor> ranked = Contributor.ranked(
                "team", new TreeMap<>(java.util.Map.of("a", steady, "b", risen, "c", fallen)), incident, 7);
        assertEquals(List.of(new Contributor("team", "b", 30, 1)), ranked);
    }

    private static double[] spend(Random random, int days) {
        double[] y = new double[days];
        for (int t = 0; t < days; t++) {
            y[t] = (t % 7 > 4 ? 60 : 100) * (1 + 0.02 * Math.max(-2, Math.min(2, random.nextGaussian())));
        }
        return y;
    }

    private static Series series(double[] y) {
        TreeMap<Instant, Double> observed = new TreeMap<>();
        for (int t = 0; t < y.length; t++) {
            observed.put(START.plus(Duration.ofDays(t)), y[t]);
        }
        return Series.of("s", observed);
    }
}
