package dev.lepton.core.simulate.packing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.core.evidence.Reason;
import dev.lepton.core.money.Money;
import dev.lepton.core.money.Price;
import dev.lepton.core.placement.Choice;
import dev.lepton.core.placement.Cluster;
import dev.lepton.core.placement.ClusterState;
import dev.lepton.core.placement.Decision;
import dev.lepton.core.placement.Node;
import dev.lepton.core.placement.Policies;
import dev.lepton.core.placement.StrandedCost;
import dev.lepton.core.placement.TargetMix;
import dev.lepton.core.workload.Requirement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

final class PackingTest {
    private static final Requirement WHOLE = task(1000, 1, 1000);
    private static final Requirement HALF = task(1000, 1, 500);
    private static final Requirement MOST = task(1000, 1, 800);

    private static Requirement task(int cpu, int gpus, int milli) {
        return new Requirement(cpu, 0, gpus, milli, Set.of());
    }

    private static Cluster cluster() {
        return new Cluster(List.of(Node.of("a", "T4", 8000, 0, 2), Node.of("b", "T4", 8000, 0, 2)));
    }

    @RepeatedTest(50)
    void eachTaskComesOnceBeforeAnyComesAgainAndTheLimitHolds(RepetitionInfo seed) {
        Random random = new Random(seed.getCurrentRepetition());
        List<Requirement> tasks = new ArrayList<>(List.of(WHOLE));
        for (int i = 0; i < 20; i++) {
            tasks.add(random.nextBoolean() ? HALF : task(500, 0, 0));
        }
        long all = tasks.stream().mapToLong(Requirement::totalGpuMilli).sum();
        int[] arrivals = Arrivals.of(tasks, 3, all, seed.getCurrentRepetition());
        int[] first = Arrays.copyOf(arrivals, tasks.size());
        Arrays.sort(first);
        for (int i = 0; i < first.length; i++) {
            assertEquals(i, first[i], "The first round is a permutation.");
        }
        long asked = Arrays.stream(arrivals)
                .mapToLong(i -> tasks.get(i).totalGpuMilli())
                .sum();
        assertTrue(asked <= 3 * all && asked > 3 * all - 1000, asked + " of " + 3 * all);
        assertArrayEquals(arrivals, Arrivals.of(tasks, 3, all, seed.getCurrentRepetition()));
        int[] cut = Arrivals.of(tasks, 0.5, all, seed.getCurrentRepetition());
        assertArrayEquals(cut, Arrays.copyOf(arrivals, cut.length), "A smaller limit cuts the same order.");
    }

    @Test
    void seedsGiveOrders() {
        List<Requirement> tasks = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            tasks.add(WHOLE);
        }
        assertNotEquals(
                Arrays.toString(Arrivals.of(tasks, 1, 30_000, 1)), Arrays.toString(Arrivals.of(tasks, 1, 30_000, 2)));
        assertThrows(IllegalArgumentException.class, () -> Arrivals.of(List.of(task(1, 0, 0)), 1, 1000, 1));
        assertThrows(IllegalArgumentException.class, () -> Arrivals.of(tasks, 0, 1000, 1));
    }

    /** Four GPUs: 800, 800, 800, 800, then a whole one that fits nowhere, then 500 that does not either. */
    @Test
    void theCurveCountsWhatIsRefusedAsArrived() {
        List<Requirement> tasks = List.of(MOST, WHOLE, HALF, task(1000, 0, 0));
        Cluster cluster = cluster();
        PackingOutcome outcome = Packing.run(
                cluster,
                tasks,
                new int[] {0, 0, 0, 0, 1, 2, 3},
                Policies.named("first-fit", cluster, TargetMix.of(tasks), 1).orElseThrow(),
                n -> {});
        assertEquals(4700, outcome.arrivedGpuMilli());
        assertEquals(3200, outcome.allocatedGpuMilli());
        assertEquals(20, outcome.unallocatedPercent());
        assertEquals(Map.of(Reason.NO_GPU_WITH_ENOUGH_LEFT, 2), outcome.refused());
        assertEquals(7, outcome.decisions());
        assertEquals(
                List.of(
                        new PackingOutcome.Point(20, 80),
                        new PackingOutcome.Point(40, 60),
                        new PackingOutcome.Point(60, 40),
                        new PackingOutcome.Point(80, 20),
                        new PackingOutcome.Point(105, 20),
                        new PackingOutcome.Point(118, 20)),
                outcome.curve());
    }

    /**
     * Four GPUs: a gang of three wholes takes three; one of two finds one and leaves it free, for the half that comes last.
     * Every policy does so, and none takes the gang that was undone for tasks that left.
     */
    @Test
    void aGangIsPlacedWholeOrNotAtAll() {
        List<List<Requirement>> gangs = List.of(List.of(WHOLE, WHOLE, WHOLE), List.of(WHOLE, WHOLE), List.of(HALF));
        List<Requirement> all = gangs.stream().flatMap(List::stream).toList();
        for (String name : Policies.names()) {
            Cluster cluster = cluster();
            PackingOutcome outcome = Packing.runGangs(
                    cluster,
                    gangs,
                    new int[] {0, 1, 2},
                    Policies.named(name, cluster, TargetMix.of(all), 1).orElseThrow(),
                    n -> {});
            assertEquals(3500, outcome.allocatedGpuMilli(), name);
            assertEquals(5500, outcome.arrivedGpuMilli(), name);
            assertEquals(6, outcome.decisions(), name);
            assertEquals(Map.of(Reason.NO_GPU_WITH_ENOUGH_LEFT, 1, Reason.GANG_NOT_WHOLE, 1), outcome.refused(), name);
        }
    }

    @Test
    void gangsArriveWhole() {
        List<List<Requirement>> gangs = List.of(List.of(WHOLE, WHOLE), List.of(HALF));
        int[] arrivals = Arrivals.ofGangs(gangs, 1, 2500, 7);
        Arrays.sort(arrivals);
        assertArrayEquals(new int[] {0, 1}, arrivals);
    }

    @Test
    void aChoiceSaysWhereWhyAndAtWhatPrice() {
        Cluster cluster = new Cluster(List.of(
                Node.of("dear", "A100", 8000, 0, 2).priced(Price.usd("4")),
                Node.of("cheap", "T4", 8000, 0, 2).priced(Price.usd("1")),
                Node.of("full", "T4", 500, 0, 2).priced(Price.usd("1")),
                Node.of("none", "", 8000, 0, 0)));
        ClusterState state = new ClusterState(cluster);
        state.place(HALF, new Decision.Placed(0, 0b1));
        List<Requirement> tasks = List.of(HALF);
        Choice choice = Choice.of(
                state,
                Policies.named("best-fit", cluster, TargetMix.of(tasks), 1).orElseThrow(),
                HALF);
        assertEquals("dear", choice.chosen().orElseThrow().node().name());
        assertEquals(Money.usd("1"), choice.chosen().orElseThrow().perHour().orElseThrow());
        assertEquals("cheap", choice.nextBest().orElseThrow().node().name());
        assertEquals(
                Money.usd("0.25"), choice.nextBest().orElseThrow().perHour().orElseThrow());
        assertEquals("cheap", choice.cheapest().orElseThrow().node().name());
        assertEquals(2, choice.withRoom());
        assertEquals(
                Set.of(Reason.NOT_ENOUGH_CPU, Reason.TOO_FEW_GPUS),
                choice.refusals().keySet());
        assertTrue(state.fits(HALF, 0), "The state is as it was.");
        // 1500 of 2000 at 4, 2000 of 2000 at 1, twice
        assertEquals(Map.of(Money.USD, Money.usd("5")), StrandedCost.of(state).perHour());
    }
}
