package dev.lepton.formats.manifests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.plan.PlainSolver;
import dev.lepton.core.plan.joint.JointAnswer;
import dev.lepton.core.plan.joint.JointPlan;
import dev.lepton.core.plan.joint.JointPlanner;
import dev.lepton.core.plan.source.PlanRequest;
import dev.lepton.formats.documents.PlanDocument;
import dev.lepton.formats.profiles.LeptonProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a plan's files say is read back and compared with the plan. */
final class PlanFilesTest {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    /** A label of RFC 1035, as long as Kubernetes takes. */
    private static final String LABEL = "[a-z]([-a-z0-9]{0,61}[a-z0-9])?";

    private static final String PROFILE = """
            lepton_profile: 1
            points:
              - {model: org/talk, precision: bfloat16, device: H100, devices: 2, tensor_parallel: 2, concurrency: 64,
                 throughput: 10, unit: requests_per_second, watts: 1200}
              - {model: org/talk, device: L4, throughput: 2, unit: requests_per_second, watts: 70, power_cap_watts: 60}
              - {model: sizes, device: L4, throughput: 4, unit: requests_per_second, input_tokens: 10, output_tokens: 10}
              - {model: sizes, device: L4, throughput: 1, unit: requests_per_second, input_tokens: 900, output_tokens: 90}
            """;

    private static final String PLAN = """
            slots:
              - {name: "Day: 9–17", hours: 240}
              - {name: night, hours: 490}
            offers:
              - {name: "own room", machine: box, device: L4, devices: 2, region: home,
                 terms: [{on: owned, price_per_hour: 0.1, held: 2}]}
              - {name: "aws p5.48xlarge us-east-1", machine: p5.48xlarge, device: H100, devices: 8, region: us-east-1,
                 terms: [{on: on-demand, price_per_hour: 20}, {on: spot, price_per_hour: 9, overhead_percent: 10}]}
              - {name: "gcp g2 us-central1", machine: g2-standard-4, device: L4, devices: 1, region: us-central1,
                 price_per_hour: 4}
              - {name: elsewhere, machine: odd, device: L4, devices: 1, region: mars, price_per_hour: 9}
            services:
              - {name: "Talk: größe/№ 1", model: org/talk, requests_per_second: [60, 5], output_tokens: 90, spot: true,
                 core_percent: 40}
              - {name: "talk-grosse-no-1", model: org/talk, requests_per_second: 1, regions: [mars]}
              - name: "☃"
                model: sizes
                regions: [us-central1]
                buckets:
                  - {name: "short: ones", input_tokens: 10, output_tokens: 10, requests_per_second: [6, 1]}
                  - {name: long, input_tokens: 900, output_tokens: 90, requests_per_second: [1, 0]}
            runs:
              - name: "tune #1"
                deadline_hours: 100
                spot: true
                ways: [{device: H100, devices: 8, hours: 50}]
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path dir;

    private static PlanRequest request = PlanDocument.parse("p.yaml", PLAN).request();
    private static PlanRequest.Assembled assembled = request.assemble(List.of(), List.of());
    private static JointPlan plan = plan();
    private static Map<String, String> files = Map.of();

    private static JointPlan plan() {
        try {
            Path profile = Files.createTempFile("profile", ".yaml");
            Files.writeString(profile, PROFILE);
            assembled = request.assemble(List.of(), LeptonProfile.read(profile).rows());
            Files.delete(profile);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        JointAnswer answer = new JointPlanner(new PlainSolver(20_000)).solve(assembled.problem());
        return assertInstanceOf(JointAnswer.Planned.class, answer).plan();
    }

    @BeforeAll
    static void write() {
        files = PlanFiles.of(request, assembled.problem(), plan);
    }

    @Test
    void everyFileIsYamlOfWhatItSays() throws IOException {
        Set<String> kinds = new HashSet<>();
        for (String file : files.keySet()) {
            if (file.endsWith(".yaml")) {
                for (JsonNode document : read(file)) {
                    kinds.add(document.path("apiVersion").asText() + " "
                            + document.path("kind").asText());
                }
            }
        }
        assertEquals(
                Set.of(
                        "gateway.networking.k8s.io/v1 HTTPRoute",
                        "serving.kserve.io/v1beta1 InferenceService",
                        "keda.sh/v1alpha1 ScaledObject",
                        "karpenter.sh/v1 NodePool",
                        " "),
                kinds);
        for (String file : files.keySet()) {
            assertTrue(file.equals("README.txt") || text("README.txt").contains("  " + file + ": "), file);
        }
    }

    @Test
    void namesAreNamesAndNoneTwice() {
        for (String kind : List.of("InferenceService", "ScaledObject", "NodePool")) {
            List<String> names =
                    objects(kind).map(o -> o.at("/metadata/name").asText()).toList();
            names.forEach(n -> assertTrue(n.matches(LABEL), n));
            assertEquals(names.size(), new HashSet<>(names).size(), names.toString());
            assertFalse(names.isEmpty());
        }
        objects("InferenceService")
                .forEach(o -> assertTrue((o.at("/metadata/name").asText() + "-predictor").matches(LABEL)));
        long services = objects("HTTPRoute")
                .map(o -> o.at("/metadata/name").asText())
                .distinct()
                .count();
        assertEquals(3, services);
    }

    @Test
    void weightsOfEveryRuleAddUpAndFollowThePlan() throws IOException {
        int rules = 0;
        for (String slot : List.of("day-9-17", "night")) {
            for (JsonNode route : read("routes/httproute-" + slot + ".yaml")) {
                for (JsonNode rule : route.at("/spec/rules")) {
                    int sum = 0;
                    for (JsonNode ref : rule.get("backendRefs")) {
                        sum += ref.get("weight").asInt();
                        assertEquals("ServiceImport", ref.get("kind").asText());
                    }
                    assertEquals(1000, sum);
                    rules++;
                }
            }
            JsonNode envoy = read("routes/envoy-" + slot + ".yaml").get(0);
            for (JsonNode configuration : envoy.get("resources")) {
                for (JsonNode rule : configuration.at("/virtual_hosts/0/routes")) {
                    int sum = 0;
                    for (JsonNode cluster : rule.at("/route/weighted_clusters/clusters")) {
                        sum += cluster.get("weight").asInt();
                    }
                    assertEquals(1000, sum);
                }
            }
        }
        assertEquals(3 + 2 + 3 + 1, rules);
        assertTrue(files.get("routes/httproute-day-9-17.yaml").contains("value: 'short: ones'")
                || files.get("routes/httproute-day-9-17.yaml").contains("value: \"short: ones\""));
    }

    @Test
    void replicasAreThoseOfThePlan() {
        List<List<Integer>> planned = plan.serving().stream()
                .map(s -> List.of(
                        s.replicas().stream().mapToInt(i -> i).min().orElse(-1),
                        s.replicas().stream().mapToInt(i -> i).max().orElse(-1)))
                .sorted(java.util.Comparator.comparing(Object::toString))
                .toList();
        assertEquals(planned, pairs("ScaledObject", "/spec/minReplicaCount", "/spec/maxReplicaCount"));
        assertEquals(planned, pairs("InferenceService", "/spec/predictor/minReplicas", "/spec/predictor/maxReplicas"));
    }

    @Test
    void inEverySlotEachBackendCanDoItsShareOfTheLoad() {
        List<Backend> backends = Backends.of(request, assembled.problem(), plan).all();
        for (Backend b : backends) {
            var work = b.need().work();
            for (int t = 0; t < 2 && work.buckets().size() == 1; t++) {
                assertTrue(
                        b.share(t) * work.rate(t, 0)
                                <= b.planned() * b.replicas().get(t) * 1.0001,
                        b.toString());
            }
            String threshold = ScaledObjects.figure(b.planned());
            assertTrue(
                    objects("ScaledObject")
                            .anyMatch(o -> o.at("/metadata/name").asText().equals(b.name())
                                    && o.at("/spec/triggers/0/metadata/threshold")
                                            .asText()
                                            .equals(threshold)),
                    b.toString());
        }
        for (int t = 0; t < 2; t++) {
            int slot = t;
            double all = backends.stream()
                    .filter(b -> b.need().equals(request.services().get(0)))
                    .mapToDouble(b -> b.share(slot))
                    .sum();
            assertEquals(1, all, 1e-9);
        }
    }

    @Test
    void machinesHaveTheTermsAndTheLimitOfThePlan() {
        List<JsonNode> pools = objects("NodePool").toList();
        long cloudy = plan.fleet().stream()
                .filter(f ->
                        Cloud.of(assembled.problem().places().get(f.place())).isPresent())
                .count();
        assertEquals(cloudy, pools.size());
        for (JsonNode pool : pools) {
            boolean spot = pool.at("/metadata/name").asText().endsWith("-spot");
            JsonNode wanted = pool.at("/spec/template/spec/requirements");
            assertEquals(spot ? "spot" : "on-demand", wanted.at("/0/values/0").asText());
            assertEquals("In", wanted.at("/1/operator").asText());
            assertTrue(pool.at("/spec/limits/nodes").asInt() >= 1, pool.toString());
        }
        assertTrue(pools.stream()
                .anyMatch(p ->
                        p.at("/spec/template/spec/nodeClassRef/kind").asText().equals("EC2NodeClass")));
        assertTrue(text("README.txt").contains("machines at elsewhere on on-demand"));
        assertTrue(text("README.txt").contains("tune #1"));
    }

    @Test
    void replicasFindTheMachinesOfTheirPlace() throws IOException {
        Set<List<String>> labels = new HashSet<>();
        objects("NodePool").forEach(p -> labels.add(place(p.at("/spec/template/metadata/labels"))));
        JsonNode own = read("ansible/inventory.yaml").get(0).at("/all/children/own_room");
        assertEquals(2, own.get("hosts").size());
        assertEquals(60, own.at("/vars/lepton_power_limit_watts").asInt());
        labels.add(List.of(own.at("/vars/lepton_place").asText(), "false"));
        labels.add(List.of("elsewhere", "false"));
        objects("InferenceService")
                .forEach(s -> assertTrue(labels.contains(place(s.at("/spec/predictor/nodeSelector"))), s.toString()));
    }

    private static List<String> place(JsonNode labels) {
        return List.of(
                labels.get("lepton.dev/place").asText(),
                labels.get("lepton.dev/interruptible").asText());
    }

    @Test
    void settingsOfTheOperatingPointBecomeArguments() {
        List<String> all = objects("InferenceService").map(JsonNode::toString).toList();
        assertTrue(
                all.stream()
                        .anyMatch(s -> s.contains("--tensor-parallel-size=2")
                                && s.contains("--max-num-seqs=64")
                                && s.contains("--dtype=bfloat16")
                                && s.contains("\"nvidia.com/gpu\":\"2\"")),
                all.toString());
        // A model that makes no tokens needs a server of its own.
        assertTrue(all.stream().anyMatch(s -> s.contains("kserve-container") && s.contains("registry.example.com")));
    }

    @Test
    void skyServeHasAllReplicasOfAService() throws IOException {
        JsonNode talk = read("skyserve/talk-gro-e-no-1.yaml").get(0);
        JsonNode policy = talk.at("/service/replica_policy");
        int most = IntStream.range(0, 2)
                .map(t -> plan.serving().stream()
                        .filter(s -> assembled.problem().ways().get(s.way()).work() == 0)
                        .mapToInt(s -> s.replicas().get(t))
                        .sum())
                .max()
                .orElse(0);
        assertEquals(most, policy.get("max_replicas").asInt());
        assertTrue(policy.get("min_replicas").asInt() <= most);
        boolean spot = plan.serving().stream().anyMatch(JointPlan.Serving::spot);
        assertEquals(spot, policy.has("dynamic_ondemand_fallback"));
        assertEquals(spot, talk.at("/resources/use_spot").asBoolean());
    }

    @Test
    void filesAreWrittenAndAFolderThatCannotBeIsSaid() throws IOException {
        PlanFiles.write(dir.resolve("out"), files);
        assertEquals(text("README.txt"), Files.readString(dir.resolve("out/README.txt")));
        Path file = Files.writeString(dir.resolve("file"), "");
        Problem problem = assertThrows(Problem.class, () -> PlanFiles.write(file, files));
        assertEquals(Problem.Kind.OUTSIDE, problem.kind());
    }

    @RepeatedTest(200)
    void weightsAddUpAndAreWithinOneOfTheirShares(RepetitionInfo seed) {
        SplittableRandom random = new SplittableRandom(seed.getCurrentRepetition());
        int count = random.nextInt(1, 30);
        List<Double> shares = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            shares.add(random.nextInt(4) == 0 ? 0 : random.nextDouble() * Math.pow(10, random.nextInt(-6, 6)));
        }
        double sum = shares.stream().mapToDouble(s -> s).sum();
        if (sum == 0) {
            assertThrows(IllegalArgumentException.class, () -> Weights.of(shares, 1000));
            return;
        }
        List<Integer> weights = Weights.of(shares, 1000);
        assertEquals(1000, weights.stream().mapToInt(w -> w).sum());
        for (int i = 0; i < count; i++) {
            assertEquals(shares.get(i) / sum * 1000, weights.get(i), 1.000001);
            assertTrue(shares.get(i) > 0 || weights.get(i) == 0);
        }
    }

    @RepeatedTest(50)
    void anyWordsGetANameOfTheirOwn(RepetitionInfo seed) {
        SplittableRandom random = new SplittableRandom(seed.getCurrentRepetition());
        Names names = new Names(12);
        Set<String> words = new HashSet<>();
        Set<String> given = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            StringBuilder word = new StringBuilder();
            for (int c = random.nextInt(0, 20); c > 0; c--) {
                word.appendCodePoint("aZ09 -:/é☃😀\n\"'".codePointAt(random.nextInt(12)));
            }
            words.add(word.toString());
            String name = names.of(word.toString());
            assertEquals(name, names.of(word.toString()));
            assertTrue(name.matches(LABEL) && name.length() <= 12, name);
            given.add(name);
        }
        assertEquals(words.size(), given.size());
    }

    private static List<List<Integer>> pairs(String kind, String least, String most) {
        return objects(kind)
                .map(o -> List.of(o.at(least).asInt(), o.at(most).asInt()))
                .sorted(java.util.Comparator.comparing(Object::toString))
                .toList();
    }

    private static Stream<JsonNode> objects(String kind) {
        return files.keySet().stream()
                .filter(f -> f.endsWith(".yaml"))
                .flatMap(f -> read(f).stream())
                .filter(o -> o.path("kind").asText().equals(kind));
    }

    private static String text(String file) {
        return files.getOrDefault(file, "");
    }

    private static List<JsonNode> read(String file) {
        try (YAMLParser parser = new YAMLFactory().createParser(text(file))) {
            return YAML.readValues(parser, JsonNode.class).readAll();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
