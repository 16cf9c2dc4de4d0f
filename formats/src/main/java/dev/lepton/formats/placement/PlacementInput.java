package dev.lepton.formats.placement;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lepton.core.evidence.Failure;
import dev.lepton.core.evidence.Ingested;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.evidence.Reason;
import dev.lepton.core.placement.Cluster;
import dev.lepton.core.placement.ClusterState;
import dev.lepton.core.placement.Node;
import dev.lepton.core.simulate.packing.Packing;
import dev.lepton.core.workload.GroupRule;
import dev.lepton.core.workload.Locality;
import dev.lepton.core.workload.Requirement;
import dev.lepton.formats.csv.CsvFile;
import dev.lepton.formats.csv.Refused;
import dev.lepton.formats.csv.TextSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;

/** Reads the two lists that tasks are placed from. A file that begins with a brace is JSON, any other CSV. */
public final class PlacementInput {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Keys of places that need no label. */
    private static final Set<String> ALWAYS = Set.of(GroupRule.NODE, GroupRule.GPU, "kubernetes.io/hostname");

    private PlacementInput() {}

    /**
     * The nodes of {@code file}.
     *
     * @throws Problem if the file as a whole cannot be read
     */
    public static Ingested<Node> nodes(Path file) {
        if (!isJson(file)) {
            List<Node> rows = new ArrayList<>();
            List<Failure> failures = new ArrayList<>();
            CsvFile.of(file, CsvFile.Dialect.COMMAS)
                    .read(NodeRows.COLUMNS, new NodeRows()::node, rows::add, failures::add, n -> {});
            return new Ingested<>(rows, failures);
        }
        Set<String> names = new HashSet<>();
        return items(file, (item, line) -> {
            Node node = KubernetesItems.node(item);
            if (!names.add(node.name())) {
                throw Refused.value(Reason.DUPLICATE, "metadata.name", node.name());
            }
            return node;
        });
    }

    /**
     * The pods of {@code file}.
     *
     * @throws Problem if the file as a whole cannot be read
     */
    public static Ingested<Pod> pods(Path file) {
        if (isJson(file)) {
            Map<String, PodGroup> groups = new TreeMap<>();
            Ingested<KubernetesItems.Labelled> read =
                    items(file, (item, line) -> KubernetesItems.labelled(item, line, groups));
            return new Ingested<>(
                    read.rows().stream().map(p -> p.in(of(groups, p))).toList(), read.failures());
        }
        List<Pod> rows = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        CsvFile.of(file, CsvFile.Dialect.COMMAS).read(PodRows.COLUMNS, PodRows::pod, rows::add, failures::add, n -> {});
        return new Ingested<>(rows, failures);
    }

    private static Set<String> of(Map<String, PodGroup> groups, KubernetesItems.Labelled pod) {
        Set<String> names = new TreeSet<>();
        groups.forEach((name, group) -> {
            if (group.has(pod.namespace(), pod.labels())) {
                names.add(name);
            }
        });
        return names;
    }

    /** What is to be known of GPUs that are cut into instances, by profile. */
    public static List<String> remarks(Cluster cluster) {
        return cluster.gpuModels().stream()
                .map(MigCut::idle)
                .flatMap(Optional::stream)
                .sorted()
                .toList();
    }

    /** Pods that {@code cluster} can never run, empty as it may be, with the reason. They stay in the list. */
    public static List<Failure> findings(Path file, List<Pod> pods, Cluster cluster) {
        ClusterState empty = new ClusterState(cluster);
        Map<Object, List<Failure>> byNeeds = new HashMap<>();
        List<Failure> findings = new ArrayList<>();
        for (Pod pod : pods) {
            List<Failure> found = byNeeds.computeIfAbsent(pod.needs(), n -> findings(pod, cluster, empty));
            for (Failure f : found) {
                findings.add(new Failure(file.toString(), pod.line(), f.reason(), pod.name() + ": " + f.detail()));
            }
        }
        return findings;
    }

    private static List<Failure> findings(Pod pod, Cluster cluster, ClusterState empty) {
        List<Failure> found = new ArrayList<>();
        for (String model : new TreeSet<>(pod.needs().gpuModels())) {
            if (!cluster.gpuModels().contains(model)) {
                found.add(new Failure("", 0, Reason.NO_SUCH_GPU_MODEL, "no node has a GPU of model '" + model + "'"));
            }
        }
        Locality locality = pod.needs().locality();
        for (GroupRule rule : locality.rules()) {
            boolean known = ALWAYS.contains(rule.key())
                    || cluster.nodes().stream()
                            .anyMatch(n -> n.labels().get(rule.key()).isPresent());
            if (!known) {
                found.add(new Failure(
                        "",
                        0,
                        Reason.NO_TOPOLOGY_LABEL,
                        "no node has the label '" + rule.key() + "' of " + rule.words()));
            }
        }
        Requirement alone = pod.needs().at(locality.ofNodes());
        for (int n = 0; n < cluster.size(); n++) {
            if (empty.fits(alone, n)) {
                return found;
            }
        }
        found.add(new Failure(
                "", 0, Packing.closest(empty.refused(alone)), "it fits on no node, even when all are empty"));
        return found;
    }

    static boolean isJson(Path file) {
        try (InputStream in = TextSource.open(file, n -> {})) {
            for (int b = in.read(); b >= 0; b = in.read()) {
                if (!Character.isWhitespace(b)) {
                    return b == '{';
                }
            }
            return false;
        } catch (IOException e) {
            throw TextSource.problem(file, e);
        }
    }

    /** Every element of the array {@code items}, with the line it starts on. */
    static <T> Ingested<T> items(Path file, BiFunction<JsonNode, Long, T> reader) {
        List<T> rows = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        boolean found = false;
        try (InputStream in = TextSource.open(file, n -> {});
                JsonParser parser = JSON.getFactory().createParser(in)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean named = parser.currentName().equals("items");
                if (parser.nextToken() != JsonToken.START_ARRAY || !named) {
                    parser.skipChildren();
                    continue;
                }
                found = true;
                while (parser.nextToken() != JsonToken.END_ARRAY && parser.currentToken() != null) {
                    long line = parser.currentTokenLocation().getLineNr();
                    take(file, JSON.readTree(parser), line, reader, rows, failures);
                }
            }
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            throw Problem.input(
                    file + ":" + (at == null ? 0 : at.getLineNr()) + " is no JSON: " + e.getOriginalMessage() + ".",
                    "Maybe kubectl was stopped while it wrote; run it again.");
        } catch (IOException e) {
            throw TextSource.problem(file, e);
        }
        if (!found) {
            throw Problem.input(
                    file + " has no list 'items'.", "Maybe write it with kubectl get pods -o json (or get nodes).");
        }
        return new Ingested<>(rows, failures);
    }

    private static <T> void take(
            Path file,
            JsonNode item,
            long line,
            BiFunction<JsonNode, Long, T> reader,
            List<T> rows,
            List<Failure> failures) {
        try {
            rows.add(reader.apply(item, line));
        } catch (Refused e) {
            failures.add(new Failure(file.toString(), line, e.reason(), e.detail()));
        } catch (ArithmeticException e) {
            failures.add(new Failure(file.toString(), line, Reason.OUT_OF_RANGE, "its requests add up to too much"));
        }
    }
}
