package dev.lepton.formats.manifests;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lepton.core.plan.joint.Lever;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** A service as SkyServe of SkyPilot takes it: all its replicas together, on any of the plan's places. */
final class SkyServices {
    private static final int PORT = 8080;

    private record Resource(String infra, String key, String machine) {}

    private SkyServices() {}

    /** The service that {@code backends} are replicas of. */
    static ObjectNode of(List<Backend> backends) {
        Backend first = Collections.max(backends, Comparator.comparingDouble(b -> b.planned() * b.most()));
        ObjectNode file = Documents.node();
        file.put("name", first.service());
        ObjectNode service = file.putObject("service");
        service.put("readiness_probe", InferenceServices.hugging(first) ? "/v1/models" : "/health");
        replicas(service, backends);
        ObjectNode resources = file.putObject("resources");
        resources.put("ports", PORT);
        resources.put("use_spot", backends.stream().anyMatch(Backend::spot));
        Set<Resource> seen = new LinkedHashSet<>();
        backends.forEach(b -> seen.add(resource(b)));
        ArrayNode any = resources.putArray("any_of");
        seen.forEach(r -> any.addObject().put("infra", r.infra()).put(r.key(), r.machine()));
        file.put("run", run(first));
        return file;
    }

    private static void replicas(ObjectNode service, List<Backend> backends) {
        List<Integer> all = total(backends);
        ObjectNode policy = service.putObject("replica_policy");
        policy.put("min_replicas", all.stream().mapToInt(i -> i).min().orElse(0));
        policy.put("max_replicas", all.stream().mapToInt(i -> i).max().orElse(0));
        if (!backends.get(0).need().tokens()) {
            policy.put("target_qps_per_replica", new BigDecimal(ScaledObjects.figure(perReplica(backends))));
        }
        if (backends.stream().anyMatch(Backend::spot)) {
            List<Integer> firm = total(backends.stream().filter(b -> !b.spot()).toList());
            policy.put(
                    "base_ondemand_fallback_replicas",
                    firm.stream().mapToInt(i -> i).min().orElse(0));
            policy.put("dynamic_ondemand_fallback", true);
        }
    }

    /** Replicas of all {@code backends} together in each slot; none of no backends. */
    private static List<Integer> total(List<Backend> backends) {
        return backends.isEmpty()
                ? List.of()
                : IntStream.range(0, backends.get(0).replicas().size())
                        .mapToObj(t -> backends.stream()
                                .mapToInt(b -> b.replicas().get(t))
                                .sum())
                        .toList();
    }

    /** What a replica answers in the mean of the slot with most replicas: SkyServe knows one figure for all. */
    private static double perReplica(List<Backend> backends) {
        List<Integer> all = total(backends);
        int busiest = IntStream.range(0, all.size())
                .reduce((a, b) -> all.get(b) > all.get(a) ? b : a)
                .orElse(0);
        return backends.stream()
                        .mapToDouble(b -> b.planned() * b.replicas().get(busiest))
                        .sum()
                / all.get(busiest);
    }

    private static Resource resource(Backend b) {
        String infra = Cloud.of(b.place())
                .map(c -> c.word() + "/" + b.place().region())
                .orElse("ssh/" + b.pool());
        String device = b.way().settings().getOrDefault(Lever.DEVICE, "");
        return b.place().device().isPresent()
                ? new Resource(
                        infra, "accelerators", device + ":" + (int) b.way().devices())
                : new Resource(infra, "instance_type", b.place().machine());
    }

    private static String run(Backend first) {
        return InferenceServices.hugging(first)
                ? ("vllm serve " + first.model() + " --port " + PORT + " --served-model-name " + first.service() + " "
                                + String.join(" ", InferenceServices.arguments(first)))
                        .strip()
                : "echo 'Here goes what serves this model on port " + PORT + ".' && exit 1";
    }
}
