package dev.lepton.formats.placement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.core.evidence.Failure;
import dev.lepton.core.evidence.Ingested;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.evidence.Reason;
import dev.lepton.core.money.Price;
import dev.lepton.core.placement.Cluster;
import dev.lepton.core.placement.ClusterState;
import dev.lepton.core.placement.Decision;
import dev.lepton.core.placement.Node;
import dev.lepton.core.workload.Requirement;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PlacementInputTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path dir;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(dir.resolve(name), text);
    }

    @Test
    void openBsColumnsAndOurs() throws IOException {
        Ingested<Node> nodes = PlacementInput.nodes(file("nodes.csv", """
                sn,cpu_milli,memory_mib,gpu,model,price_per_hour,idle_watts,watts,speed,labels
                openb-node-0000,64000,262144,2,P100,,,,,
                b,96000,1024,8,A100,32.77,900,6500,2.5,team=a
                b,96000,1024,8,A100,,,,,
                c,-1,1024,8,A100,,,,,
                d,1000,1024,33,A100,,,,,
                e,1000,1024,2,A100,,500,100,,
                """));
        assertEquals(
                List.of(Reason.DUPLICATE, Reason.NEGATIVE, Reason.OUT_OF_RANGE, Reason.OUT_OF_RANGE),
                nodes.failures().stream().map(Failure::reason).toList());
        assertEquals(
                List.of(4L, 5L, 6L, 7L),
                nodes.failures().stream().map(Failure::line).toList());
        assertEquals(
                Node.of("openb-node-0000", "P100", 64000, 262144, 2),
                nodes.rows().get(0));
        Node b = nodes.rows().get(1);
        assertEquals(Optional.of(Price.usd("32.77")), b.pricePerHour());
        assertEquals(Optional.of(new Node.Watts(900, 6500)), b.watts());
        assertEquals(Optional.of("a"), b.labels().get("team"));
    }

    @Test
    void podsAndWhatIsWrongWithThem() throws IOException {
        Path file = file("pods.csv", """
                name,cpu_milli,memory_mib,num_gpu,gpu_milli,gpu_spec,qos,pod_phase,creation_time,deletion_time,scheduled_time
                openb-pod-0000,12000,16384,1,1000,,LS,Running,0,12537496,0
                openb-pod-0001,6000,12288,1,460,V100M16|V100M32,LS,Running,427061,12902960,427061
                cpu,6000,12288,0,0,,LS,Running,,,
                negative,-6000,12288,0,0,,LS,Running,,,
                much,6000,12288,1,1001,,LS,Running,,,
                nothing,6000,12288,1,0,,LS,Running,,,
                strange,6000,12288,0,500,,LS,Running,,,
                """);
        Ingested<Pod> pods = PlacementInput.pods(file);
        assertEquals(
                List.of(Reason.NEGATIVE, Reason.OUT_OF_RANGE, Reason.OUT_OF_RANGE, Reason.OUT_OF_RANGE),
                pods.failures().stream().map(Failure::reason).toList());
        assertEquals(7, pods.linesRead());
        assertEquals(
                new Pod(
                        "openb-pod-0001",
                        new Requirement(6000, 12288, 1, 460, Set.of("V100M16", "V100M32")),
                        Optional.of(new BigDecimal("12475899")),
                        3),
                pods.rows().get(1));
        Cluster small = new Cluster(List.of(Node.of("n", "V100M16", 8000, 16384, 1)));
        List<Failure> findings = PlacementInput.findings(file, pods.rows(), small);
        assertEquals(2, findings.size());
        assertEquals(
                new Failure(
                        file.toString(),
                        2,
                        Reason.NOT_ENOUGH_CPU,
                        "openb-pod-0000: it fits on no node, even when all are empty"),
                findings.get(0));
        assertEquals(Reason.NO_SUCH_GPU_MODEL, findings.get(1).reason());
        assertEquals(3, findings.get(1).line());
    }

    @Test
    void whatKubectlPrints() throws IOException {
        Ingested<Node> nodes = PlacementInput.nodes(file("nodes.json", """
                {"apiVersion": "v1", "kind": "List", "metadata": {"items": {}}, "items": [
                 {"metadata": {"name": "gpu-1", "labels": {"nvidia.com/gpu.product": "NVIDIA-A100-SXM4-80GB",
                   "lepton.dev/price-per-hour": "32.77"}},
                  "status": {"allocatable": {"cpu": "95500m", "memory": "1048576Ki", "nvidia.com/gpu": "8"}}},
                 {"metadata": {"name": "cordoned"}, "spec": {"unschedulable": true}, "status": {"allocatable": {}}},
                 {"metadata": {"name": "bad"}, "status": {"allocatable": {"cpu": "many"}}}
                ]}
                """));
        Node node = nodes.rows().get(0);
        assertEquals(95500, node.cpuMilli());
        assertEquals(1024, node.memoryMib());
        assertEquals(8, node.gpus());
        assertEquals(Optional.of("NVIDIA-A100-SXM4-80GB"), node.gpuModel());
        assertEquals(Optional.of(Price.usd("32.77")), node.pricePerHour());
        assertEquals(
                List.of(Reason.CLOSED, Reason.NOT_A_NUMBER),
                nodes.failures().stream().map(Failure::reason).toList());
        assertEquals(
                List.of(5L, 6L), nodes.failures().stream().map(Failure::line).toList());
        Ingested<Pod> pods = PlacementInput.pods(file("pods.json", """
                {"items": [
                 {"metadata": {"name": "train", "namespace": "ml"}, "spec": {
                  "nodeSelector": {"nvidia.com/gpu.product": "NVIDIA-A100-SXM4-80GB"},
                  "initContainers": [{"resources": {"requests": {"cpu": "16"}}}],
                  "containers": [
                   {"resources": {"requests": {"cpu": "500m", "memory": "1.5Gi"}, "limits": {"nvidia.com/gpu": 2}}},
                   {"resources": {"limits": {"cpu": "0.25", "memory": "100M"}}}, {}]}},
                 {"metadata": {"name": "mig"}, "spec": {
                  "containers": [{"resources": {"limits": {"nvidia.com/mig-9g.99gb": "1"}}}]}}
                ]}
                """));
        assertEquals(
                List.of(new Pod(
                        "ml/train",
                        new Requirement(16000, 1536 + 96, 2, 1000, Set.of("NVIDIA-A100-SXM4-80GB")),
                        Optional.empty(),
                        2)),
                pods.rows());
        assertEquals(Reason.UNKNOWN_VALUE, pods.failures().get(0).reason());
        assertThrows(Problem.class, () -> PlacementInput.pods(file("cut.json", "{\"items\": [{\"a\":")));
        assertThrows(Problem.class, () -> PlacementInput.pods(file("other.json", "{\"pods\": []}")));
        assertTrue(
                PlacementInput.pods(file("none.json", "{\"items\": []}")).rows().isEmpty());
    }

    /** MIG instances are parts of a GPU: seven of 1g.10gb to one, two of 3g.40gb; and only pods that ask for them get one. */
    @Test
    void migInstances() throws IOException {
        Ingested<Node> nodes = PlacementInput.nodes(file("mig-nodes.json", """
                {"items": [
                 {"metadata": {"name": "ones"}, "status": {"allocatable": {
                  "cpu": "64", "memory": "256Gi", "nvidia.com/gpu": "0", "nvidia.com/mig-1g.10gb": "14"}}},
                 {"metadata": {"name": "threes"}, "status": {"allocatable": {
                  "cpu": "64", "memory": "256Gi", "nvidia.com/mig-3g.40gb": "2"}}},
                 {"metadata": {"name": "odd"}, "status": {"allocatable": {
                  "cpu": "64", "memory": "256Gi", "nvidia.com/mig-1g.10gb": "5"}}},
                 {"metadata": {"name": "mixed"}, "status": {"allocatable": {
                  "cpu": "64", "memory": "256Gi", "nvidia.com/mig-1g.10gb": "7", "nvidia.com/mig-3g.40gb": "2"}}},
                 {"metadata": {"name": "beside"}, "status": {"allocatable": {
                  "cpu": "64", "memory": "256Gi", "nvidia.com/gpu": 1, "nvidia.com/mig-1g.10gb": "7"}}},
                 {"metadata": {"name": "new"}, "status": {"allocatable": {
                  "cpu": "64", "memory": "256Gi", "nvidia.com/mig-5g.60gb": "1"}}}
                ]}
                """));
        assertEquals(
                List.of("ones", "threes"), nodes.rows().stream().map(Node::name).toList());
        assertEquals(2, nodes.rows().get(0).gpus());
        assertEquals(
                List.of(6L, 8L, 10L, 12L),
                nodes.failures().stream().map(Failure::line).toList());
        assertTrue(nodes.failures().get(3).toString().contains("nvidia.com/mig-5g.60gb"));

        Ingested<Pod> pods = PlacementInput.pods(file("mig-pods.json", """
                {"items": [
                 {"metadata": {"name": "small"}, "spec": {"containers": [
                  {"resources": {"requests": {"cpu": "1"}, "limits": {"nvidia.com/mig-1g.10gb": 1}}}]}},
                 {"metadata": {"name": "half"}, "spec": {"containers": [
                  {"resources": {"limits": {"nvidia.com/mig-3g.40gb": 1}}}]}},
                 {"metadata": {"name": "whole"}, "spec": {"containers": [
                  {"resources": {"limits": {"nvidia.com/gpu": 1}}}]}},
                 {"metadata": {"name": "two"}, "spec": {"containers": [
                  {"resources": {"limits": {"nvidia.com/mig-1g.10gb": 2}}}]}}
                ]}
                """));
        assertEquals(
                new Requirement(1000, 0, 1, 142, Set.of("mig-1g.10gb")),
                pods.rows().get(0).needs());
        assertEquals(500, pods.rows().get(1).needs().gpuMilli());
        assertEquals(Reason.OUT_OF_RANGE, pods.failures().get(0).reason());

        ClusterState state = new ClusterState(new Cluster(nodes.rows()));
        Requirement small = pods.rows().get(0).needs();
        for (int i = 0; i < 14; i++) {
            assertTrue(state.fits(small, 0));
            state.place(small, new Decision.Placed(0, 1 << (i / 7)));
        }
        assertEquals(Optional.of(Reason.NO_GPU_WITH_ENOUGH_LEFT), state.refusal(small, 0));
        assertEquals(Optional.of(Reason.NO_SUCH_GPU_MODEL), state.refusal(small, 1));
        assertTrue(state.fits(pods.rows().get(1).needs(), 1));
        assertEquals(
                Optional.of(Reason.NO_SUCH_GPU_MODEL),
                state.refusal(pods.rows().get(2).needs(), 1),
                "A pod that asks for a whole GPU gets none that is cut.");
    }

    /** Each of MIG's sizes by its own table: 1g.10gb is a seventh of 80 GB and a quarter of 40 GB, which is not modelled. */
    @Test
    void migInstancesByTheSizeOfTheGpu() throws IOException {
        Ingested<Node> nodes = PlacementInput.nodes(file("sizes.json", """
                {"items": [
                 {"metadata": {"name": "a", "labels": {"nvidia.com/gpu.product": "NVIDIA-A100-SXM4-40GB"}},
                  "status": {"allocatable": {"cpu": "64", "nvidia.com/mig-1g.10gb": "28"}}},
                 {"metadata": {"name": "b", "labels": {"nvidia.com/gpu.product": "NVIDIA-A100-SXM4-40GB"}},
                  "status": {"allocatable": {"cpu": "64", "nvidia.com/mig-2g.20gb": "3"}}},
                 {"metadata": {"name": "c", "labels": {"nvidia.com/gpu.product": "NVIDIA-A100-SXM4-40GB"}},
                  "status": {"allocatable": {"cpu": "64", "nvidia.com/mig-2g.10gb": "6"}}},
                 {"metadata": {"name": "d", "labels": {"nvidia.com/gpu.product": "NVIDIA-H200",
                   "nvidia.com/gpu.memory": "143771"}},
                  "status": {"allocatable": {"cpu": "64", "nvidia.com/mig-1g.35gb": "8"}}},
                 {"metadata": {"name": "e", "labels": {"nvidia.com/gpu.product": "NVIDIA-B200"}},
                  "status": {"allocatable": {"cpu": "64", "nvidia.com/mig-3g.90gb": "2"}}},
                 {"metadata": {"name": "f", "labels": {"nvidia.com/gpu.product": "NVIDIA-H100-80GB-HBM3"}},
                  "status": {"allocatable": {"cpu": "64", "nvidia.com/mig-1g.18gb": "7"}}},
                 {"metadata": {"name": "g", "labels": {"nvidia.com/gpu.product": "NVIDIA-A30"}},
                  "status": {"allocatable": {"cpu": "64", "nvidia.com/mig-1g.6gb": "4"}}}
                ]}
                """));
        assertEquals(
                List.of("c 2", "d 2", "e 1", "g 1"),
                nodes.rows().stream().map(n -> n.name() + " " + n.gpus()).toList());
        assertEquals(
                List.of(Reason.OUT_OF_RANGE, Reason.UNKNOWN_VALUE, Reason.UNKNOWN_VALUE),
                nodes.failures().stream().map(Failure::reason).toList());
        assertTrue(
                nodes.failures().get(0).toString().contains("of which there are 4 to a GPU; modelled are the 7"),
                nodes.failures().get(0).toString());
        assertEquals(
                List.of(
                        "of GPUs cut into 1g.35gb, 3 of 7 compute slices and 0 of 8 memory slices are in no instance;"
                                + " they count as allocated with the instances.",
                        "of GPUs cut into 2g.10gb, 1 of 7 compute slices and 2 of 8 memory slices are in no instance;"
                                + " they count as allocated with the instances.",
                        "of GPUs cut into 3g.90gb, 1 of 7 compute slices and 0 of 8 memory slices are in no instance;"
                                + " they count as allocated with the instances."),
                PlacementInput.remarks(new Cluster(nodes.rows())));
    }
}
