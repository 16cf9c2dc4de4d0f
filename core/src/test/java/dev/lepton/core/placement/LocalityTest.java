package dev.lepton.core.placement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.core.evidence.Reason;
import dev.lepton.core.workload.GroupRule;
import dev.lepton.core.workload.LabelCondition;
import dev.lepton.core.workload.LabelCondition.Operator;
import dev.lepton.core.workload.Labels;
import dev.lepton.core.workload.Locality;
import dev.lepton.core.workload.Requirement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Labels of nodes and groups of tasks, each case worked out by hand and the same for every policy. */
final class LocalityTest {
    private static final Requirement WHOLE = ClusterStateTest.task(1000, 0, 1, 1000);
    private static final Requirement SHARE = ClusterStateTest.task(1000, 0, 1, 300);

    /** Racks a (two nodes), b (one) and a node without the label; two GPUs each. */
    private static Cluster racks() {
        return new Cluster(List.of(node("a1", "rack=a"), node("a2", "rack=a"), node("b1", "rack=b"), node("c1", "")));
    }

    private static Node node(String name, String labels) {
        return new Node(
                name,
                Optional.of("T4"),
                16000,
                0,
                2,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Labels.parse(labels));
    }

    private static Requirement where(Requirement task, LabelCondition... all) {
        return task.at(new Locality(List.of(List.of(all)), List.of(), Set.of(), List.of()));
    }

    private static Requirement of(Requirement task, String group, GroupRule... rules) {
        return task.at(new Locality(List.of(), List.of(), Set.of(group), List.of(rules)));
    }

    private static GroupRule must(GroupRule.Kind kind, String group, String key) {
        return new GroupRule(kind, group, key, 0, 1);
    }

    private static GroupRule wish(GroupRule.Kind kind, String group, String key) {
        return new GroupRule(kind, group, key, 1, 1);
    }

    private static PlacementPolicy policy(String name, Cluster cluster) {
        return Policies.named(name, cluster, TargetMix.of(List.of(WHOLE, SHARE)), 1)
                .orElseThrow();
    }

    private static String placed(ClusterState state, PlacementPolicy policy, Requirement task) {
        Decision decision = policy.decide(state, task);
        assertTrue(decision instanceof Decision.Placed, policy.name() + ": " + decision);
        state.place(task, (Decision.Placed) decision);
        return state.cluster().node(((Decision.Placed) decision).node()).name();
    }

    private static Map<Reason, Integer> refused(ClusterState state, PlacementPolicy policy, Requirement task) {
        Decision decision = policy.decide(state, task);
        assertTrue(decision instanceof Decision.Refused, policy.name() + ": " + decision);
        assertEquals(decision, state.refused(task), policy.name());
        return ((Decision.Refused) decision).nodes();
    }

    @Test
    void conditionsMeanWhatKubernetesMeans() {
        Optional<String> none = Optional.empty();
        Optional<String> seven = Optional.of("7");
        assertTrue(new LabelCondition("k", Operator.IN, Set.of("7", "8")).holds(seven));
        assertFalse(new LabelCondition("k", Operator.IN, Set.of("8")).holds(none));
        assertTrue(new LabelCondition("k", Operator.NOT_IN, Set.of("8")).holds(none));
        assertFalse(new LabelCondition("k", Operator.NOT_IN, Set.of("7")).holds(seven));
        assertTrue(new LabelCondition("k", Operator.EXISTS, Set.of()).holds(seven));
        assertTrue(new LabelCondition("k", Operator.DOES_NOT_EXIST, Set.of()).holds(none));
        assertTrue(new LabelCondition("k", Operator.ABOVE, Set.of("6")).holds(seven));
        assertFalse(new LabelCondition("k", Operator.ABOVE, Set.of("7")).holds(seven));
        assertTrue(new LabelCondition("k", Operator.BELOW, Set.of("8")).holds(seven));
        assertFalse(new LabelCondition("k", Operator.BELOW, Set.of("8")).holds(Optional.of("many")));
        assertThrows(IllegalArgumentException.class, () -> new LabelCondition("k", Operator.IN, Set.of()));
        assertThrows(IllegalArgumentException.class, () -> new LabelCondition("k", Operator.ABOVE, Set.of("x")));
        assertThrows(IllegalArgumentException.class, () -> must(GroupRule.Kind.PACK, "g", GroupRule.GPU));
    }

    @Test
    void everyPolicyKeepsToTheLabels() {
        Requirement inB = where(WHOLE, new LabelCondition("rack", Operator.IN, Set.of("b")));
        for (String name : Policies.names()) {
            ClusterState state = new ClusterState(racks());
            PlacementPolicy policy = policy(name, state.cluster());
            assertEquals("b1", placed(state, policy, inB), name);
            assertEquals("b1", placed(state, policy, inB), name);
            assertEquals(
                    Map.of(Reason.LABEL_NOT_ALLOWED, 3, Reason.NO_GPU_WITH_ENOUGH_LEFT, 1),
                    refused(state, policy, inB),
                    name);
            Requirement notInA = where(WHOLE, new LabelCondition("rack", Operator.NOT_IN, Set.of("a")));
            assertEquals("c1", placed(state, policy, notInA), name);
        }
    }

    @Test
    void alternativesAndWishes() {
        LabelCondition a = new LabelCondition("rack", Operator.IN, Set.of("a"));
        LabelCondition b = new LabelCondition("rack", Operator.IN, Set.of("b"));
        Requirement task = WHOLE.at(new Locality(
                List.of(List.of(a), List.of(b)), List.of(new Locality.Preference(2, List.of(b))), Set.of(), List.of()));
        for (String name : Policies.names()) {
            ClusterState state = new ClusterState(racks());
            PlacementPolicy policy = policy(name, state.cluster());
            assertEquals("b1", placed(state, policy, task), name);
            assertEquals("b1", placed(state, policy, task), name);
            // rack b is full, and a wish refuses nobody
            assertTrue(placed(state, policy, task).startsWith("a"), name);
        }
    }

    @Test
    void packedTasksStayInOneRack() {
        Requirement task = of(WHOLE, "train", must(GroupRule.Kind.PACK, "train", "rack"));
        for (String name : Policies.names()) {
            ClusterState state = new ClusterState(racks());
            // c1 cannot begin a rack: it has no label; b1 is full, so rack a takes all four
            state.place(WHOLE, new Decision.Placed(2, 1));
            state.place(WHOLE, new Decision.Placed(2, 2));
            PlacementPolicy policy = policy(name, state.cluster());
            for (int i = 0; i < 4; i++) {
                assertTrue(placed(state, policy, task).startsWith("a"), name);
            }
            state.release(WHOLE, new Decision.Placed(2, 2));
            assertEquals(
                    Map.of(Reason.NO_GPU_WITH_ENOUGH_LEFT, 2, Reason.GROUP_ELSEWHERE, 1, Reason.NO_TOPOLOGY_LABEL, 1),
                    refused(state, policy, task),
                    name);
        }
    }

    @Test
    void tasksKeptApartTakeANodeEach() {
        Requirement task = of(WHOLE, "web", must(GroupRule.Kind.APART, "web", GroupRule.NODE));
        for (String name : Policies.names()) {
            ClusterState state = new ClusterState(racks());
            PlacementPolicy policy = policy(name, state.cluster());
            Set<String> nodes = new TreeSet<>();
            for (int i = 0; i < 4; i++) {
                nodes.add(placed(state, policy, task));
            }
            assertEquals(Set.of("a1", "a2", "b1", "c1"), nodes, name);
            assertEquals(Map.of(Reason.GROUP_TOO_NEAR, 4), refused(state, policy, task), name);
        }
    }

    /** As in Kubernetes, who wants to be away from a group also keeps the group away. */
    @Test
    void keepingApartHoldsBothWays() {
        Requirement shy = of(WHOLE, "shy", must(GroupRule.Kind.APART, "web", "rack"));
        Requirement web = of(WHOLE, "web");
        for (String name : Policies.names()) {
            ClusterState state = new ClusterState(racks());
            state.place(shy, new Decision.Placed(0, 1));
            PlacementPolicy policy = policy(name, state.cluster());
            for (int i = 0; i < 4; i++) {
                assertFalse(placed(state, policy, web).startsWith("a"), name);
            }
            assertEquals(
                    Map.of(Reason.GROUP_TOO_NEAR, 2, Reason.NO_GPU_WITH_ENOUGH_LEFT, 2),
                    refused(state, policy, web),
                    name);
            state.release(shy, new Decision.Placed(0, 1));
            assertTrue(placed(state, policy, web).startsWith("a"), name);
        }
    }

    /** Racks a and b in turn; the third in one rack waits until the other has two. The node without a rack takes none. */
    @Test
    void spreadTasksStayEven() {
        Requirement task = of(WHOLE, "web", must(GroupRule.Kind.SPREAD, "web", "rack"));
        for (String name : Policies.names()) {
            ClusterState state = new ClusterState(racks());
            PlacementPolicy policy = policy(name, state.cluster());
            int inA = 0;
            int inB = 0;
            for (int i = 0; i < 4; i++) {
                boolean a = placed(state, policy, task).startsWith("a");
                inA += a ? 1 : 0;
                inB += a ? 0 : 1;
                assertTrue(Math.abs(inA - inB) <= 1, name);
            }
            // two in each: rack b is full, a may have a third, then not a fourth
            assertTrue(placed(state, policy, task).startsWith("a"), name);
            assertEquals(
                    Map.of(
                            Reason.GROUP_TOO_NEAR,
                            state.tasksOn(0) == 2 || state.tasksOn(1) == 2 ? 1 : 2,
                            Reason.NO_GPU_WITH_ENOUGH_LEFT,
                            state.tasksOn(0) == 2 || state.tasksOn(1) == 2 ? 2 : 1,
                            Reason.NO_TOPOLOGY_LABEL,
                            1),
                    refused(state, policy, task),
                    name);
        }
    }

    @Test
    void wishesForAGroupChooseThePlace() {
        Requirement pack = of(WHOLE, "train", wish(GroupRule.Kind.PACK, "train", "rack"));
        Requirement spread = of(WHOLE, "web", wish(GroupRule.Kind.SPREAD, "web", "rack"));
        for (String name : Policies.names()) {
            ClusterState state = new ClusterState(racks());
            state.place(of(WHOLE, "train"), new Decision.Placed(2, 1));
            state.place(of(WHOLE, "web"), new Decision.Placed(0, 1));
            PlacementPolicy policy = policy(name, state.cluster());
            assertEquals("b1", placed(state, policy, pack), name);
            // rack b is full: elsewhere, not refused; nowhere else has the group, so all are alike
            assertFalse(placed(state, policy, pack).startsWith("b"), name);
        }
        for (String name : Policies.names()) {
            ClusterState state = new ClusterState(racks());
            state.place(of(WHOLE, "web"), new Decision.Placed(0, 1));
            // a has 1, b has 0, c has no rack, which counts as one more than the most
            assertEquals("b1", placed(state, policy(name, state.cluster()), spread), name);
        }
    }

    /** volcano-sh/volcano#5097: shares of one group went to one GPU and slowed each other down; here each gets its own. */
    @Test
    void sharesOfAGroupGetTheirOwnGpus() {
        Requirement apart = of(SHARE, "nccl", must(GroupRule.Kind.APART, "nccl", GroupRule.GPU));
        Requirement rather = of(SHARE, "nccl", wish(GroupRule.Kind.APART, "nccl", GroupRule.GPU));
        for (String name : Policies.names()) {
            ClusterState state = new ClusterState(new Cluster(List.of(node("n", ""))));
            PlacementPolicy policy = policy(name, state.cluster());
            placed(state, policy, apart);
            placed(state, policy, apart);
            assertEquals(700, state.gpuFreeMilli(0, 0), name);
            assertEquals(700, state.gpuFreeMilli(0, 1), name);
            assertEquals(Map.of(Reason.GROUP_TOO_NEAR, 1), refused(state, policy, apart), name);
            // a wish is not refused, and one that is no member of the group sits anywhere
            placed(state, policy, rather);
            placed(state, policy, SHARE);
            assertEquals(800, state.gpuFreeMilli(0), name);
        }
        ClusterState packed = new ClusterState(new Cluster(List.of(node("n", ""))));
        PlacementPolicy policy = policy("gpu-packing", packed.cluster());
        placed(packed, policy, SHARE);
        placed(packed, policy, SHARE);
        assertEquals(400, packed.gpuFreeMilli(0, 0), "The case cannot fail: nothing packs without the rule.");
    }

    /** The rule above costs nothing to others: what the GPUs had left is as before once the policy has looked. */
    @Test
    void lookingChangesNothing() {
        Requirement apart = of(SHARE, "nccl", must(GroupRule.Kind.APART, "nccl", GroupRule.GPU));
        for (String name : Policies.names()) {
            ClusterState state = new ClusterState(racks());
            state.place(apart, new Decision.Placed(0, 1));
            policy(name, state.cluster()).decide(state, apart);
            assertEquals(700, state.gpuFreeMilli(0, 0), name);
            assertTrue(state.fits(WHOLE, 3), name);
        }
    }

    @Test
    void aChoiceNamesTheLabelAndTheRule() {
        ClusterState state = new ClusterState(racks());
        state.place(of(WHOLE, "train"), new Decision.Placed(2, 1));
        Requirement task = WHOLE.at(new Locality(
                List.of(List.of(new LabelCondition("rack", Operator.EXISTS, Set.of()))),
                List.of(),
                Set.of("train"),
                List.of(must(GroupRule.Kind.PACK, "train", "rack"))));
        Choice choice = Choice.of(state, policy("lepton", state.cluster()), task);
        assertEquals("b1", choice.chosen().orElseThrow().node().name());
        assertEquals(1, choice.withRoom());
        assertEquals(
                "0 of group train in rack a: pack:rack of group train",
                choice.rules().get("a1"));
        assertEquals("rack is not there, needed: rack is there", choice.rules().get("c1"));
        assertEquals(
                List.of("must run where rack is there", "must keep pack:rack of group train"),
                task.locality().words());
    }
}
