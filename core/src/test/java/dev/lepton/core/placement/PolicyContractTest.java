package dev.lepton.core.placement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.core.money.Price;
import dev.lepton.core.workload.Requirement;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** What every policy keeps to, and one case worked out by hand for each. */
final class PolicyContractTest {
    private static final Requirement SHARE = ClusterStateTest.task(4000, 0, 1, 400);
    private static final Requirement WHOLE = ClusterStateTest.task(4000, 0, 1, 1000);

    /**
     * Where a share of 400 with 4 cores goes: "a" is empty, "b" has one GPU of two taken, "c" has 500 of one taken; each
     * of the two that are used has 12 of 16 cores left. The arithmetic of each answer is beside it.
     */
    private static final Map<String, String> EXPECTED = Map.ofEntries(
            Map.entry("first-fit", "a"),
            Map.entry("round-robin", "a"),
            // left: a ½·12/16 + ½·1.6/2 = 0.775; b ½·8/16 + ½·0.6/2 = 0.40; c ½·8/16 + ½·1.1/2 = 0.525
            Map.entry("best-fit", "b"),
            Map.entry("worst-fit", "a"),
            // a 1·¼ + 1·⅕ = 0.45; b ¾·¼ + ½·⅕ = 0.2875; c ¾·¼ + ¾·⅕ = 0.3375
            Map.entry("dot-product", "b"),
            // c has a GPU that is shared already
            Map.entry("gpu-packing", "c"),
            Map.entry("gpu-clustering", "c"),
            // growth of the fragment: a 300, b 300, c −150; see fragmentsByHand
            Map.entry("fgd", "c"),
            Map.entry("fgd-exact", "c"),
            // fill value lost: a 1800 − 1100, b 900 − 200, c 1100 − 900; see fillValueByHand; scarcity is alike
            Map.entry("lepton", "c"),
            // the task takes a quarter: a $1.00, b $1.50, c $2.00 an hour
            Map.entry("cheapest", "a"),
            // a ¼·400 + 100 W to wake it = 200; b ¼·400 = 100; c ¼·700 = 175
            Map.entry("energy", "b"),
            // a 1.00/1; b 1.50/3 = 0.50; c 2.00/1
            Map.entry("performance-per-cost", "b"));

    private static Cluster three() {
        return new Cluster(List.of(
                Node.of("a", "T4", 16000, 0, 2)
                        .priced(Price.usd("4"))
                        .drawing(new Node.Watts(100, 500))
                        .ofSpeed(BigDecimal.ONE),
                Node.of("b", "T4", 16000, 0, 2)
                        .priced(Price.usd("6"))
                        .drawing(new Node.Watts(100, 500))
                        .ofSpeed(BigDecimal.valueOf(3)),
                Node.of("c", "T4", 16000, 0, 2)
                        .priced(Price.usd("8"))
                        .drawing(new Node.Watts(200, 900))
                        .ofSpeed(BigDecimal.ONE)));
    }

    private static ClusterState used(Cluster cluster) {
        ClusterState state = new ClusterState(cluster);
        state.place(WHOLE, new Decision.Placed(1, 0b1));
        state.place(ClusterStateTest.task(4000, 0, 1, 500), new Decision.Placed(2, 0b1));
        return state;
    }

    private static TargetMix mix() {
        return TargetMix.of(List.of(SHARE, WHOLE));
    }

    @Test
    void everyPolicyPutsTheShareWhereTheArithmeticSays() {
        for (String name : Policies.names()) {
            Cluster cluster = three();
            ClusterState state = used(cluster);
            PlacementPolicy policy = Policies.named(name, cluster, mix(), 1).orElseThrow();
            Decision decision = policy.decide(state, SHARE);
            assertTrue(decision instanceof Decision.Placed, name);
            Decision.Placed placed = (Decision.Placed) decision;
            if (!name.equals("random")) {
                assertEquals(EXPECTED.get(name), cluster.node(placed.node()).name(), name);
            }
            assertEquals(name, policy.name());
            state.place(SHARE, placed);
        }
        TreeSet<String> worked = new TreeSet<>(EXPECTED.keySet());
        worked.add("random");
        assertEquals(new TreeSet<>(Policies.names()), worked, "Each policy has a case of its own.");
    }

    @Test
    void fragmentsByHand() {
        Cluster cluster = three();
        UsableGpu usable = new UsableGpu(new MixTable(cluster, mix()));
        // ½ of the mix uses GPUs with 400 left, ½ whole GPUs; 4 cores either way
        assertEquals(2000, usable.usable(0, 16000, new int[] {1000, 1000}, 0, 2));
        assertEquals(1300, usable.usable(0, 12000, new int[] {600, 1000}, 0, 2));
        assertEquals(300, usable.usable(0, 8000, new int[] {0, 600}, 0, 2));
        assertEquals(1250, usable.usable(0, 12000, new int[] {500, 1000}, 0, 2));
        assertEquals(1000, usable.usable(0, 8000, new int[] {100, 1000}, 0, 2));
        assertEquals(0, usable.usable(0, 3999, new int[] {1000, 1000}, 0, 2));
        Scoring fgd = new FragmentationDescent(cluster, mix(), true);
        ClusterState state = used(cluster);
        Shape share = state.shape(SHARE);
        // ⌊100 · sigmoid(−0.3)⌋ = 42, ⌊100 · sigmoid(0.15)⌋ = 53
        assertEquals(-42, fgd.score(state, share, 0));
        assertEquals(-42, fgd.score(state, share, 1));
        assertEquals(-53, fgd.score(state, share, 2));
        assertEquals(0b1, fgd.gpus(state, share, 2));
    }

    @Test
    void fillValueByHand() {
        FillValue fill = new FillValue(new MixTable(three(), mix()));
        // half the mix takes 400 and 4 cores, half a whole GPU and 4 cores: ½ · 4 · 400 + ½ · 2 · 1000
        assertEquals(1800, fill.of(0, 16000, new int[] {1000, 1000}, 0, 2));
        assertEquals(1100, fill.of(0, 12000, new int[] {600, 1000}, 0, 2));
        assertEquals(900, fill.of(0, 12000, new int[] {0, 1000}, 0, 2));
        assertEquals(200, fill.of(0, 8000, new int[] {0, 600}, 0, 2));
        assertEquals(1100, fill.of(0, 12000, new int[] {500, 1000}, 0, 2));
        assertEquals(900, fill.of(0, 8000, new int[] {100, 1000}, 0, 2));
        // CPU for one copy only
        assertEquals(700, fill.of(0, 7999, new int[] {1000, 1000}, 0, 2));
        assertEquals(0, fill.of(0, 3999, new int[] {1000, 1000}, 0, 2));
    }

    @Test
    void theMixIsThePopularShapesWithoutMemory() {
        List<Requirement> tasks = new ArrayList<>();
        for (int i = 0; i < 96; i++) {
            tasks.add(ClusterStateTest.task(4000, i, 1, 1000));
        }
        for (int i = 1; i <= 4; i++) {
            tasks.add(ClusterStateTest.task(i, 0, 0, 0));
        }
        TargetMix mix = TargetMix.of(tasks);
        assertEquals(List.of(new TargetMix.Entry(WHOLE, 1.0)), mix.popular());
        assertEquals(5, mix.all().size());
    }

    @RepeatedTest(60)
    void nothingIsRefusedThatFitsAndEqualSeedsDecideAlike(RepetitionInfo seed) {
        for (String name : Policies.names()) {
            Random random = new Random(seed.getCurrentRepetition());
            Cluster cluster = ClusterStateTest.cluster(random);
            List<Requirement> tasks = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                tasks.add(ClusterStateTest.task(random));
            }
            TargetMix mix = TargetMix.of(tasks);
            ClusterState state = new ClusterState(cluster);
            ClusterState twin = new ClusterState(cluster);
            PlacementPolicy one = Policies.named(name, cluster, mix, 7).orElseThrow();
            PlacementPolicy other = Policies.named(name, cluster, mix, 7).orElseThrow();
            List<Running> running = new ArrayList<>();
            for (int i = 0; i < 150; i++) {
                if (!running.isEmpty() && random.nextInt(4) == 0) {
                    Running ended = running.remove(random.nextInt(running.size()));
                    state.release(ended.task(), ended.where());
                    twin.release(ended.task(), ended.where());
                }
                Requirement task = tasks.get(random.nextInt(tasks.size()));
                Decision decision = one.decide(state, task);
                assertEquals(decision, other.decide(twin, task), name);
                if (decision instanceof Decision.Placed placed) {
                    state.place(task, placed);
                    twin.place(task, placed);
                    running.add(new Running(task, placed));
                } else {
                    for (int n = 0; n < cluster.size(); n++) {
                        assertFalse(state.fits(task, n), name);
                    }
                    assertEquals(state.refused(task), decision, name);
                }
            }
        }
    }

    private record Running(Requirement task, Decision.Placed where) {}

    /** Remembered scores must be those that a policy without a memory would work out. */
    @RepeatedTest(20)
    void memoryChangesNothing(RepetitionInfo seed) {
        Random random = new Random(seed.getCurrentRepetition());
        Cluster cluster = ClusterStateTest.cluster(random);
        List<Requirement> tasks = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            tasks.add(ClusterStateTest.task(random));
        }
        TargetMix mix = TargetMix.of(tasks);
        ClusterState state = new ClusterState(cluster);
        PlacementPolicy remembering = Policies.named("fgd", cluster, mix, 1).orElseThrow();
        for (int i = 0; i < 100; i++) {
            Requirement task = tasks.get(random.nextInt(tasks.size()));
            Decision fresh =
                    Policies.named("fgd", cluster, mix, 1).orElseThrow().decide(state, task);
            assertEquals(fresh, remembering.decide(state, task));
            if (fresh instanceof Decision.Placed placed) {
                state.place(task, placed);
            }
        }
    }
}
