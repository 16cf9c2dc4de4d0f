package dev.lepton.formats.placement;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lepton.core.evidence.Reason;
import dev.lepton.core.money.Price;
import dev.lepton.core.placement.Node;
import dev.lepton.core.workload.Labels;
import dev.lepton.core.workload.Locality;
import dev.lepton.core.workload.Requirement;
import dev.lepton.formats.csv.Refused;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** One item of {@code kubectl get nodes -o json} or {@code kubectl get pods -o json}. */
final class KubernetesItems {
    private static final String PRODUCT = "nvidia.com/gpu.product";
    private static final String HOURLY = "lepton.dev/price-per-hour";

    private KubernetesItems() {}

    /** What a node can give, its allocatable resources; the price from the label {@code lepton.dev/price-per-hour}. */
    static Node node(JsonNode item) {
        String name = name(item, false);
        if (item.path("spec").path("unschedulable").asBoolean(false)) {
            throw Refused.value(Reason.CLOSED, "spec.unschedulable of " + name, "true");
        }
        JsonNode has = item.path("status").path("allocatable");
        if (has.isMissingNode()) {
            throw Refused.empty("status.allocatable of " + name);
        }
        Map<String, String> labels = new TreeMap<>();
        item.path("metadata")
                .path("labels")
                .properties()
                .forEach(l -> labels.put(l.getKey(), l.getValue().asText()));
        Optional<MigCut> cut = MigCut.of(has);
        int whole = gpus(has);
        if (cut.isPresent() && whole > 0) {
            throw Refused.value(
                    Reason.UNKNOWN_VALUE, "whole GPUs beside MIG instances of " + name, Integer.toString(whole));
        }
        String product = labels.getOrDefault(PRODUCT, "");
        int gpus = cut.map(c -> c.gpus(labels, product)).orElse(whole);
        if (gpus > Node.MOST_GPUS) {
            throw Refused.value(Reason.OUT_OF_RANGE, "GPUs of " + name, Integer.toString(gpus));
        }
        return new Node(
                name,
                cut.map(MigCut::model).or(() -> Optional.ofNullable(labels.get(PRODUCT))),
                Quantity.milli(has, "cpu", RoundingMode.FLOOR),
                Quantity.mebibytes(has, "memory", RoundingMode.FLOOR),
                gpus,
                Optional.ofNullable(labels.get(HOURLY)).map(KubernetesItems::price),
                Optional.empty(),
                Optional.empty(),
                new Labels(labels));
    }

    private static Price price(String text) {
        try {
            return Price.usd(text);
        } catch (IllegalArgumentException e) {
            throw Refused.value(Reason.NOT_A_NUMBER, HOURLY, text);
        }
    }

    /** A pod as it is read, and what says of which groups it is. */
    record Labelled(Pod pod, String namespace, Labels labels) {
        Pod in(Set<String> groups) {
            Requirement needs = pod.needs();
            return groups.isEmpty()
                    ? pod
                    : new Pod(pod.name(), needs.at(needs.locality().in(groups)), pod.seconds(), pod.gang(), pod.line());
        }
    }

    /** A pod, and into {@code groups} those that its rules are about, by name. */
    static Labelled labelled(JsonNode item, long line, Map<String, PodGroup> groups) {
        Map<String, String> labels = new TreeMap<>();
        item.path("metadata")
                .path("labels")
                .properties()
                .forEach(l -> labels.put(l.getKey(), l.getValue().asText()));
        Pod pod = pod(item, line);
        boolean named = !pod.needs().gpuModels().isEmpty()
                && pod.needs().gpuModels().stream().noneMatch(m -> m.startsWith(Requirement.CUT_GPU));
        Locality locality =
                new KubernetesLocality(item, pod.name(), groups).read(named ? Optional.of(PRODUCT) : Optional.empty());
        return new Labelled(
                new Pod(pod.name(), pod.needs().at(locality), pod.seconds(), gang(item), line),
                item.path("metadata").path("namespace").asText(""),
                new Labels(labels));
    }

    /** The gang that Volcano's annotation, or a label of the coscheduling plugin's or Kueue's names, by namespace. */
    private static Optional<String> gang(JsonNode item) {
        JsonNode metadata = item.path("metadata");
        String name = metadata.path("annotations")
                .path("scheduling.k8s.io/group-name")
                .asText("");
        for (String label : List.of("scheduling.x-k8s.io/pod-group", "kueue.x-k8s.io/pod-group-name")) {
            name = name.isEmpty() ? metadata.path("labels").path(label).asText("") : name;
        }
        return name.isEmpty()
                ? Optional.empty()
                : Optional.of(metadata.path("namespace").asText("") + "/" + name);
    }

    /**
     * What a pod asks for: the sum of its containers, or the largest of its init containers where that is more. Not where it
     * may run, its GPU models apart.
     */
    static Pod pod(JsonNode item, long line) {
        JsonNode spec = item.path("spec");
        String name = name(item, true);
        int[] sum = new int[3];
        for (JsonNode container : spec.path("containers")) {
            int[] each = requests(container);
            for (int i = 0; i < sum.length; i++) {
                sum[i] = Math.addExact(sum[i], each[i]);
            }
        }
        for (JsonNode container : spec.path("initContainers")) {
            int[] each = requests(container);
            for (int i = 0; i < sum.length; i++) {
                sum[i] = Math.max(sum[i], each[i]);
            }
        }
        if (sum[2] > Requirement.MOST_GPUS) {
            throw Refused.value(Reason.OUT_OF_RANGE, "GPUs of " + name, Integer.toString(sum[2]));
        }
        Optional<MigCut> cut = cut(spec, name, sum[2]);
        if (cut.isPresent()) {
            Set<String> model = Set.of(cut.get().model());
            return new Pod(name, new Requirement(sum[0], sum[1], 1, cut.get().milli(), model), Optional.empty(), line);
        }
        int milli = sum[2] == 0 ? 0 : Requirement.WHOLE_GPU;
        return new Pod(name, new Requirement(sum[0], sum[1], sum[2], milli, models(spec)), Optional.empty(), line);
    }

    /** The MIG instance that one of the containers asks for. */
    private static Optional<MigCut> cut(JsonNode spec, String name, int wholeGpus) {
        Optional<MigCut> found = Optional.empty();
        int instances = 0;
        for (String containers : new String[] {"containers", "initContainers"}) {
            for (JsonNode container : spec.path(containers)) {
                JsonNode resources = container.path("resources");
                Optional<MigCut> one =
                        MigCut.of(resources.path("limits")).or(() -> MigCut.of(resources.path("requests")));
                instances += one.map(MigCut::instances).orElse(0);
                found = found.or(() -> one);
            }
        }
        if (found.isPresent() && (instances > 1 || wholeGpus > 0)) {
            throw Refused.value(
                    Reason.OUT_OF_RANGE, "MIG instances and GPUs of " + name, instances + "' and '" + wholeGpus);
        }
        return found;
    }

    /** Thousandths of a core, MiB, GPUs; a limit stands for a request that is not there, as in Kubernetes. */
    private static int[] requests(JsonNode container) {
        JsonNode requests = container.path("resources").path("requests");
        JsonNode limits = container.path("resources").path("limits");
        JsonNode cpu = requests.has("cpu") ? requests : limits;
        JsonNode memory = requests.has("memory") ? requests : limits;
        return new int[] {
            Quantity.milli(cpu, "cpu", RoundingMode.CEILING),
            Quantity.mebibytes(memory, "memory", RoundingMode.CEILING),
            Math.max(gpus(requests), gpus(limits))
        };
    }

    private static int gpus(JsonNode resources) {
        int count = 0;
        for (Map.Entry<String, JsonNode> e : resources.properties()) {
            count += e.getKey().endsWith("/gpu") ? Quantity.count(resources, e.getKey()) : 0;
        }
        return count;
    }

    /** The models that a selector, or each term of a required affinity, allows; none for any, or when other terms allow others. */
    private static Set<String> models(JsonNode spec) {
        String selected = spec.path("nodeSelector").path(PRODUCT).asText("");
        if (!selected.isEmpty()) {
            return Set.of(selected);
        }
        Set<String> models = new TreeSet<>();
        JsonNode terms = spec.path("affinity")
                .path("nodeAffinity")
                .path("requiredDuringSchedulingIgnoredDuringExecution")
                .path("nodeSelectorTerms");
        for (JsonNode term : terms) {
            Set<String> ofTerm = new TreeSet<>();
            for (JsonNode expression : term.path("matchExpressions")) {
                if (expression.path("key").asText().equals(PRODUCT)
                        && expression.path("operator").asText().equals("In")) {
                    expression.path("values").forEach(v -> ofTerm.add(v.asText()));
                }
            }
            if (ofTerm.isEmpty()) {
                return Set.of();
            }
            models.addAll(ofTerm);
        }
        return models;
    }

    private static String name(JsonNode item, boolean withNamespace) {
        String name = item.path("metadata").path("name").asText("");
        if (name.isEmpty()) {
            throw Refused.empty("metadata.name");
        }
        String namespace = item.path("metadata").path("namespace").asText("");
        return withNamespace && !namespace.isEmpty() ? namespace + "/" + name : name;
    }
}
