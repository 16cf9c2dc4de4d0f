package dev.lepton.compress.measure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.graph.Tensor;
import dev.lepton.compress.run.Ort;
import dev.lepton.compress.run.Session;
import dev.lepton.compress.run.SessionSettings;
import dev.lepton.core.evidence.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What each node of a model takes, by the runtime's own profile: the median over runs, in seconds, of nodes by their name. */
public final class NodeTimes {
    private static final String SUFFIX = "_kernel_time";
    private static final int WARM_UP = 2;

    private NodeTimes() {}

    /**
     * Profiles {@code model} as written, on one thread. A node that runs more than once in a run (in a loop) counts with the sum; what
     * runs inside a body of control flow counts for the node that holds it.
     *
     * @param model whose nodes all have names of their own
     */
    public static Map<String, Double> of(OnnxModel model, Map<String, Tensor> inputs, int runs) {
        try {
            Path folder = Files.createTempDirectory("lepton-profile");
            try {
                SessionSettings settings = SessionSettings.threads(1)
                        .at(SessionSettings.Optimisation.NONE)
                        .profiling(folder.resolve("profile"));
                String file;
                try (Session session = Ort.open(model, settings);
                        Session.Bound bound = session.bind(inputs)) {
                    for (int i = 0; i < runs + WARM_UP; i++) {
                        bound.run();
                    }
                    file = session.endProfiling();
                }
                return medians(Path.of(file));
            } finally {
                try (Stream<Path> files = Files.list(folder)) {
                    for (Path file : files.toList()) {
                        Files.delete(file);
                    }
                }
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw Problem.outside(
                    "the profile cannot be written or read: " + e.getMessage() + ".", "Maybe check the disk.", e);
        }
    }

    private static Map<String, Double> medians(Path file) throws IOException {
        Map<String, List<Double>> perRun = new HashMap<>();
        Map<String, Double> current = new HashMap<>();
        int run = 0;
        for (JsonNode event : new ObjectMapper().readTree(file.toFile())) {
            String name = event.path("name").asText();
            if (event.path("cat").asText().equals("Node") && name.endsWith(SUFFIX)) {
                current.merge(
                        name.substring(0, name.length() - SUFFIX.length()),
                        event.path("dur").asDouble() / 1e6,
                        Double::sum);
            } else if (name.equals("model_run")) {
                if (run++ >= WARM_UP) {
                    current.forEach((node, seconds) ->
                            perRun.computeIfAbsent(node, n -> new ArrayList<>()).add(seconds));
                }
                current.clear();
            }
        }
        Map<String, Double> medians = new HashMap<>();
        perRun.forEach((node, seconds) -> medians.put(
                node, new Runs(seconds.stream().mapToDouble(Double::doubleValue).toArray()).median()));
        return medians;
    }
}
