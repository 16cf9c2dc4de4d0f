package dev.lepton.formats.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.plan.joint.JointPlan;
import dev.lepton.core.plan.joint.JointProblem;
import dev.lepton.core.plan.source.PlanRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A plan as files for the tools that carry it out: routing weights, replicas, machines, and a text that says which is what. */
public final class PlanFiles {
    /** What names of labels on machines and replicas begin with. */
    static final String LABEL = "lepton.dev/";

    static final String GATEWAY = "gateway";
    static final String DOMAIN = "example.com";
    static final String PROMETHEUS = "http://prometheus.monitoring.svc:9090";
    static final String REGISTRY = "registry.example.com/";
    static final String NODE_CLASS = "default";

    private final JointProblem problem;
    private final JointPlan plan;
    private final Backends backends;
    private final SlotClock clock;
    private final Map<String, String> files = new LinkedHashMap<>();
    private final PlanReadme readme;

    private PlanFiles(PlanRequest request, JointProblem problem, JointPlan plan) {
        this.problem = problem;
        this.plan = plan;
        backends = Backends.of(request, problem, plan);
        clock = new SlotClock(request.slotOfHour());
        readme = new PlanReadme(problem, plan, backends);
    }

    /**
     * Texts of files by their path below one folder.
     *
     * @param problem as {@code request} was assembled to
     * @param plan one of {@code problem}
     */
    public static Map<String, String> of(PlanRequest request, JointProblem problem, JointPlan plan) {
        PlanFiles all = new PlanFiles(request, problem, plan);
        all.routes();
        all.clusters();
        all.backends
                .byService()
                .forEach((service, of) -> all.add("skyserve/" + service + ".yaml", List.of(SkyServices.of(of))));
        all.own();
        Map<String, String> files = new LinkedHashMap<>();
        files.put("README.txt", all.readme.text(all.files.keySet()));
        files.putAll(all.files);
        return files;
    }

    /**
     * Writes {@code files} below {@code folder}, which is made if it is not there; files of the same names are replaced, others left alone.
     *
     * @throws Problem if that cannot be done
     */
    public static void write(Path folder, Map<String, String> files) {
        try {
            for (Map.Entry<String, String> file : files.entrySet()) {
                Path path = folder.resolve(file.getKey());
                if (path.getParent() != null) {
                    Files.createDirectories(path.getParent());
                }
                Files.writeString(path, file.getValue());
            }
        } catch (IOException e) {
            throw Problem.outside(
                    "The plan's files cannot be written to " + folder + ": " + e.getMessage() + ".",
                    "Maybe another folder.",
                    e);
        }
    }

    private void add(String file, List<? extends JsonNode> documents) {
        if (!documents.isEmpty()) {
            files.put(file, Documents.text(documents));
        }
    }

    /** One file for all slots if the weights are the same in all, else one for each. */
    private void routes() {
        List<List<Routes>> bySlot = new ArrayList<>();
        for (int t = 0; t < backends.slots().size(); t++) {
            int slot = t;
            bySlot.add(backends.byService().values().stream()
                    .map(b -> Routes.of(b, slot))
                    .flatMap(Optional::stream)
                    .toList());
        }
        boolean same = bySlot.stream().distinct().count() == 1;
        for (int t = 0; t < (same ? 1 : bySlot.size()); t++) {
            String ending = same ? ".yaml" : "-" + backends.slots().get(t) + ".yaml";
            List<Routes> routes = bySlot.get(t);
            add(
                    "routes/httproute" + ending,
                    routes.stream()
                            .flatMap(r -> HttpRoutes.of(r, backends.apart()).stream())
                            .toList());
            add("routes/envoy" + ending, routes.isEmpty() ? List.of() : List.of(EnvoyRoutes.of(routes)));
        }
    }

    /** What goes to the cluster of each region. */
    private void clusters() {
        Names regions = new Names(40);
        Map<String, List<ObjectNode>> serving = new LinkedHashMap<>();
        Map<String, List<ObjectNode>> scaling = new LinkedHashMap<>();
        for (Backend b : backends.all()) {
            String folder = "cluster-" + regions.of(b.place().region());
            serving.computeIfAbsent(folder, k -> new ArrayList<>()).add(InferenceServices.of(b));
            scaling.computeIfAbsent(folder, k -> new ArrayList<>()).add(ScaledObjects.of(b, clock));
        }
        Map<String, List<ObjectNode>> pools = new LinkedHashMap<>();
        for (JointPlan.Fleet f : plan.fleet()) {
            var place = problem.places().get(f.place());
            Optional<Cloud> cloud = Playbook.owned(problem, f) ? Optional.empty() : Cloud.of(place);
            cloud.ifPresent(c -> pools.computeIfAbsent("cluster-" + regions.of(place.region()), k -> new ArrayList<>())
                    .add(NodePools.of(problem, plan, f, backends.places().of(place.name()), c)));
        }
        serving.forEach((folder, objects) -> add(folder + "/inferenceservice.yaml", objects));
        scaling.forEach((folder, objects) -> add(folder + "/scaledobject.yaml", objects));
        pools.forEach((folder, objects) -> add(folder + "/nodepool.yaml", objects));
    }

    private void own() {
        if (plan.fleet().stream().anyMatch(f -> f.peak() > 0 && Playbook.owned(problem, f))) {
            add("ansible/inventory.yaml", List.of(Playbook.inventory(problem, plan, backends.places())));
            add("ansible/playbook.yaml", List.of(Playbook.playbook()));
        }
    }
}
