package dev.lepton.core.roadmap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Odds of a finish against distributions known in closed form, merge bias, criticality, and that seeds repeat. */
final class ScheduleRiskTest {
    private static final LocalDate START = LocalDate.of(2026, 2, 2);
    private static final int DRAWS = 20_000;

    private static Network network(Task... tasks) {
        return Network.of(new Roadmap(
                "x",
                START,
                Step.DAY,
                WorkCalendar.always(),
                dev.lepton.core.money.Money.USD,
                List.of(),
                List.of(tasks)));
    }

    private static ScheduleRisk run(Network network, double correlation, long seed) {
        return ScheduleRisk.run(network, CriticalPath.of(network).early(), DRAWS, correlation, seed);
    }

    @Test
    void oneTaskHasItsOwnQuantiles() {
        ScheduleRisk risk = run(network(Task.of("a", new Estimate.Triangular(100, 100, 1100))), 0, 1);
        // P(X <= x) = 1 - ((1100 - x) / 1000)^2
        assertEquals(1100 - 1000 * Math.sqrt(0.5), risk.finish(0.5), 8);
        assertEquals(1100 - 1000 * Math.sqrt(0.2), risk.finish(0.8), 8);
        assertEquals(1100 - 1000 * Math.sqrt(0.05), risk.finish(0.95), 12);
        assertEquals(1.0, risk.criticality(0));
    }

    @Test
    void pertIsABetaDistribution() {
        Estimate.Pert even = new Estimate.Pert(0, 300, 600);
        // Beta(3, 3): the distribution function is 10x^3 - 15x^4 + 6x^5.
        double x = even.quantile(0.8) / 600;
        assertEquals(0.8, 10 * Math.pow(x, 3) - 15 * Math.pow(x, 4) + 6 * Math.pow(x, 5), 1e-6);
        assertEquals(300, even.planned());
        assertEquals(7, new Estimate.Pert(7, 7, 7).quantile(0.9));
    }

    @Test
    void referenceClassKeepsItsQuantiles() {
        Estimate estimate = new Estimate.Reference(10, ReferenceClass.SIP);
        assertEquals(10, estimate.planned(), 1e-9);
        assertEquals(15.6, estimate.quantile(0.75), 1e-9);
        assertEquals(53.3, estimate.quantile(0.99), 1e-9);
        assertEquals(2.1, estimate.quantile(0.01), 1e-9);
        assertEquals(10 * Math.sqrt(0.75 * 1.0), estimate.quantile(0.375), 1e-9);
    }

    @Test
    void whereTwoPathsMeetTheFinishIsLaterThanThatOfTheMeans() {
        Estimate even = new Estimate.Triangular(50, 100, 150);
        Network two = network(Task.of("a", even), Task.of("b", even), CriticalPathTest.task("end", 0, "a", "b"));
        ScheduleRisk risk = run(two, 0, 3);
        // The median of the later of two: P = 1/sqrt(2) of one.
        assertEquals(even.quantile(Math.sqrt(0.5)), risk.finish(0.5), 1.5);
        assertTrue(risk.doneBy(100) < 0.27, "planned with 100 each, it holds in a quarter of the draws");
        assertEquals(0.5, risk.criticality(0), 0.03);
        assertEquals(1.0, risk.criticality(2));
        assertEquals(even.quantile(0.5), run(two, 0.99999, 3).finish(0.5), 1.5, "no merge bias if they go together");
    }

    @Test
    void aSeedRepeatsAndAnotherDoesNot() {
        Network network =
                network(Task.of("a", new Estimate.Pert(50, 100, 400)), Task.of("b", new Estimate.Pert(50, 100, 400)));
        assertEquals(run(network, 0.3, 5).doneBy(170), run(network, 0.3, 5).doneBy(170));
        assertTrue(run(network, 0.3, 5).doneBy(170) != run(network, 0.3, 6).doneBy(170));
    }
}
