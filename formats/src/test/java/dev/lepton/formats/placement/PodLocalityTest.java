package dev.lepton.formats.placement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.core.evidence.Failure;
import dev.lepton.core.evidence.Ingested;
import dev.lepton.core.evidence.Reason;
import dev.lepton.core.placement.Cluster;
import dev.lepton.core.workload.GroupRule;
import dev.lepton.core.workload.LabelCondition;
import dev.lepton.core.workload.LabelCondition.Operator;
import dev.lepton.core.workload.Locality;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where pods may run, as our CSV and as kubectl say it. */
final class PodLocalityTest {
    private static final String CSV = "name,cpu_milli,memory_mib,num_gpu,gpu_milli,selector,group,topology\n";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path dir;

    private Ingested<Pod> pods(String name, String text) throws IOException {
        return PlacementInput.pods(Files.writeString(dir.resolve(name), text));
    }

    @Test
    void columnsOfOurs() throws IOException {
        Ingested<Pod> read = pods("pods.csv", CSV + """
                free,1000,0,1,,,,
                all,1000,0,1,,zone = a|b; disk!=hdd ;ssd;!old,train,pack:rack; prefer-spread:zone;APART:gpu
                member,1000,0,1,,,train,
                none,1000,0,1,,zone=,,
                key,1000,0,1,,=a,,
                alone,1000,0,1,,,,pack:rack
                word,1000,0,1,,,g,near:rack
                gpus,1000,0,1,,,g,pack:gpu
                bare,1000,0,1,,,g,pack
                """);
        assertEquals(Locality.ANYWHERE, read.rows().get(0).needs().locality());
        Locality all = read.rows().get(1).needs().locality();
        assertEquals(
                List.of(List.of(
                        new LabelCondition("zone", Operator.IN, Set.of("a", "b")),
                        new LabelCondition("disk", Operator.NOT_IN, Set.of("hdd")),
                        new LabelCondition("ssd", Operator.EXISTS, Set.of()),
                        new LabelCondition("old", Operator.DOES_NOT_EXIST, Set.of()))),
                all.anyOf());
        assertEquals(
                List.of(
                        new GroupRule(GroupRule.Kind.PACK, "train", "rack", 0, 1),
                        new GroupRule(GroupRule.Kind.SPREAD, "train", "zone", 1, 1),
                        new GroupRule(GroupRule.Kind.APART, "train", "gpu", 0, 1)),
                all.rules());
        assertEquals(Set.of("train"), read.rows().get(2).needs().locality().groups());
        assertEquals(
                List.of(5L, 6L, 7L, 8L, 9L, 10L),
                read.failures().stream().map(Failure::line).toList());
        assertEquals(
                List.of(
                        Reason.MALFORMED,
                        Reason.MALFORMED,
                        Reason.MISSING_VALUE,
                        Reason.UNKNOWN_VALUE,
                        Reason.UNKNOWN_VALUE,
                        Reason.UNKNOWN_VALUE),
                read.failures().stream().map(Failure::reason).toList());
    }

    /** Volcano's annotation goes before labels; names are of their namespace. */
    @Test
    void gangsOfKubernetesAndOfOurList() throws IOException {
        Ingested<Pod> read = pods("gangs.json", """
                {"items": [
                 {"metadata": {"name": "a", "namespace": "x", "annotations": {"scheduling.k8s.io/group-name": "g"},
                  "labels": {"kueue.x-k8s.io/pod-group-name": "other"}}, "spec": {"containers": []}},
                 {"metadata": {"name": "b", "namespace": "x", "labels": {"scheduling.x-k8s.io/pod-group": "g"}},
                  "spec": {"containers": []}},
                 {"metadata": {"name": "c", "namespace": "y", "labels": {"kueue.x-k8s.io/pod-group-name": "g"}},
                  "spec": {"containers": []}},
                 {"metadata": {"name": "d", "namespace": "y"}, "spec": {"containers": []}}
                ]}
                """);
        assertEquals(
                List.of("x/g", "x/g", "y/g", ""),
                read.rows().stream().map(p -> p.gang().orElse("")).toList());
        assertEquals(
                List.of(2, 1, 1),
                Pod.gangs(read.rows()).stream().map(List::size).toList());
    }

    @Test
    void whatKubernetesSays() throws IOException {
        Ingested<Pod> read = pods("pods.json", """
                {"items": [
                 {"metadata": {"name": "web", "namespace": "x", "labels": {"app": "web"}}, "spec": {
                  "nodeSelector": {"pool": "gpu", "nvidia.com/gpu.product": "T4"},
                  "affinity": {
                   "nodeAffinity": {
                    "requiredDuringSchedulingIgnoredDuringExecution": {"nodeSelectorTerms": [
                     {"matchExpressions": [{"key": "zone", "operator": "In", "values": ["a", "b"]}]},
                     {"matchExpressions": [{"key": "slots", "operator": "Gt", "values": ["3"]}]}]},
                    "preferredDuringSchedulingIgnoredDuringExecution": [
                     {"weight": 7, "preference": {"matchExpressions": [{"key": "ssd", "operator": "Exists"}]}}]},
                   "podAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": [
                    {"topologyKey": "rack", "labelSelector": {"matchLabels": {"app": "cache"}}}]},
                   "podAntiAffinity": {"preferredDuringSchedulingIgnoredDuringExecution": [
                    {"weight": 50, "podAffinityTerm": {"topologyKey": "kubernetes.io/hostname",
                     "labelSelector": {"matchExpressions": [{"key": "app", "operator": "In", "values": ["web"]}]}}}]}},
                  "topologySpreadConstraints": [
                   {"maxSkew": 2, "topologyKey": "zone", "whenUnsatisfiable": "DoNotSchedule",
                    "labelSelector": {"matchLabels": {"app": "web"}}},
                   {"maxSkew": 1, "topologyKey": "rack", "whenUnsatisfiable": "ScheduleAnyway",
                    "labelSelector": {"matchLabels": {"app": "web"}}}],
                  "containers": [{"resources": {"limits": {"nvidia.com/gpu": 1}}}]}},
                 {"metadata": {"name": "cache", "namespace": "x", "labels": {"app": "cache"}}, "spec": {"containers": []}},
                 {"metadata": {"name": "other", "namespace": "y", "labels": {"app": "web"}}, "spec": {"containers": []}},
                 {"metadata": {"name": "strange", "namespace": "y"}, "spec": {
                  "affinity": {"podAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": [
                   {"topologyKey": "rack", "labelSelector": {}, "namespaceSelector": {"matchLabels": {"team": "a"}}}]}}}},
                 {"metadata": {"name": "typo", "namespace": "y"}, "spec": {"affinity": {"nodeAffinity": {
                   "requiredDuringSchedulingIgnoredDuringExecution": {"nodeSelectorTerms": [
                    {"matchExpressions": [{"key": "zone", "operator": "is", "values": ["a"]}]}]}}}}}
                ]}
                """);
        String web = "x/app is web";
        Locality locality = read.rows().get(0).needs().locality();
        LabelCondition pool = new LabelCondition("pool", Operator.IN, Set.of("gpu"));
        assertEquals(Set.of("T4"), read.rows().get(0).needs().gpuModels());
        assertEquals(
                List.of(
                        List.of(pool, new LabelCondition("zone", Operator.IN, Set.of("a", "b"))),
                        List.of(pool, new LabelCondition("slots", Operator.ABOVE, Set.of("3")))),
                locality.anyOf());
        assertEquals(
                List.of(new Locality.Preference(7, List.of(new LabelCondition("ssd", Operator.EXISTS, Set.of())))),
                locality.preferred());
        assertEquals(
                List.of(
                        new GroupRule(GroupRule.Kind.PACK, "x/app is cache", "rack", 0, 1),
                        new GroupRule(GroupRule.Kind.APART, web, "kubernetes.io/hostname", 50, 1),
                        new GroupRule(GroupRule.Kind.SPREAD, web, "zone", 0, 2),
                        new GroupRule(GroupRule.Kind.SPREAD, web, "rack", 1, 1)),
                locality.rules());
        assertEquals(Set.of(web), locality.groups());
        assertEquals(
                Set.of("x/app is cache"), read.rows().get(1).needs().locality().groups());
        assertTrue(read.rows().get(2).needs().locality().anywhere(), "Another namespace.");
        assertEquals(
                List.of(Reason.UNKNOWN_VALUE, Reason.UNKNOWN_VALUE),
                read.failures().stream().map(Failure::reason).toList());
        assertTrue(read.failures().get(0).toString().contains("namespaceSelector of y/strange"));
    }

    /** A rule about others is no reason to call a pod impossible; a label that no node has is told. */
    @Test
    void findings() throws IOException {
        Cluster cluster = new Cluster(PlacementInput.nodes(Files.writeString(dir.resolve("nodes.csv"), """
                        sn,cpu_milli,memory_mib,gpu,model,labels
                        n,4000,1024,1,T4,zone=a
                        """))
                .rows());
        Ingested<Pod> read = pods("some.csv", CSV + """
                fine,1000,0,1,,zone=a,g,pack:zone;apart:gpu;apart:node
                where,1000,0,1,,zone=b,,
                row,1000,0,1,,,g,spread:row
                """);
        List<Failure> findings = PlacementInput.findings(dir.resolve("some.csv"), read.rows(), cluster);
        assertEquals(
                List.of(Reason.LABEL_NOT_ALLOWED, Reason.NO_TOPOLOGY_LABEL),
                findings.stream().map(Failure::reason).toList());
        assertEquals(List.of(3L, 4L), findings.stream().map(Failure::line).toList());
    }
}
