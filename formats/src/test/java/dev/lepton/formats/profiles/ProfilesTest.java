package dev.lepton.formats.profiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.evidence.Ingested;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.evidence.Reason;
import dev.lepton.core.plan.Frontier;
import dev.lepton.core.plan.Hardware;
import dev.lepton.core.plan.Latency;
import dev.lepton.core.plan.OperatingPoint;
import dev.lepton.core.plan.RequestSize;
import dev.lepton.core.plan.Throughput;
import dev.lepton.formats.Reads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each form of profile: the public file whole, and what is refused. */
final class ProfilesTest {
    private static final Latency ITL_P90 = Latency.named("itl_p90_ms").orElseThrow();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path dir;

    /** Price of a B200 in H100s at which the cheaper one changes, ITL p90 ≤ 50 ms, as research computed it from the same file. */
    @Test
    void breakEvenRatiosOfMlEnergy() {
        Map<String, Double> published = Map.ofEntries(
                Map.entry("meta-llama/Llama-3.1-8B-Instruct", 0.83),
                Map.entry("Qwen/Qwen3-8B", 1.49),
                Map.entry("nvidia/NVIDIA-Nemotron-Nano-9B-v2", 1.40),
                Map.entry("Qwen/Qwen3-14B", 1.86),
                Map.entry("google/gemma-3-12b-it", 2.35),
                Map.entry("google/gemma-3-27b-it", 2.12),
                Map.entry("Qwen/Qwen3-32B", 2.80),
                Map.entry("meta-llama/Llama-3.1-70B-Instruct", 2.05),
                Map.entry("meta-llama/Llama-3.3-70B-Instruct", 1.74),
                Map.entry("Qwen/Qwen3-30B-A3B-Instruct-2507", 2.12),
                Map.entry("Qwen/Qwen3-235B-A22B-Instruct-2507", 2.06),
                Map.entry("meta-llama/Llama-3.1-405B-Instruct-FP8", 2.12));
        published.forEach((model, ratio) -> assertEquals(ratio, breakEven(model, 50), 0.01 * ratio, model));
        assertEquals(0.48, breakEven("Qwen/Qwen3-8B", 20), 0.005);
        assertEquals(0.61, breakEven("meta-llama/Llama-3.1-8B-Instruct", 20), 0.0061);
        assertEquals(List.of(0.48, 2.11), span(20));
        assertEquals(List.of(0.98, 2.75), span(100));
    }

    private static double breakEven(String model, double limit) {
        return ratio(model, limit).orElseThrow();
    }

    private static OptionalDouble ratio(String model, double limit) {
        Optional<OperatingPoint> h100 = Frontier.measured(chat(model, "H100"), Map.of(ITL_P90, limit));
        Optional<OperatingPoint> b200 = Frontier.measured(chat(model, "B200"), Map.of(ITL_P90, limit));
        return h100.isPresent() && b200.isPresent()
                ? OptionalDouble.of(b200.get().perDevice() / h100.get().perDevice())
                : OptionalDouble.empty();
    }

    /** Least and greatest of all models, to two decimals. */
    private static List<Double> span(double limit) {
        double[] ratios = flat().rows().stream()
                .map(m -> m.variant().model())
                .distinct()
                .map(model -> ratio(model, limit))
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .sorted()
                .toArray();
        return List.of(Math.round(ratios[0] * 100) / 100.0, Math.round(ratios[ratios.length - 1] * 100) / 100.0);
    }

    private static List<OperatingPoint> chat(String model, String device) {
        return flat().rows().stream()
                .filter(p -> p.workload().equals(Optional.of("lm-arena-chat")))
                .filter(p -> p.variant().model().equals(model)
                        && p.hardware().device().equals(device))
                .toList();
    }

    private static Ingested<OperatingPoint> flat() {
        return MlEnergy.read(Reads.shared("serving/mlenergy_llm_flat.csv"));
    }

    @Test
    void mlEnergyIsTheSameAsCsvAndAsJson() {
        Ingested<OperatingPoint> flat = flat();
        assertEquals(838, flat.linesRead());
        Ingested<OperatingPoint> task = MlEnergy.read(Reads.shared("energy/mlenergy/mlenergy_tasks_gpqa.json"));
        assertEquals(187, task.rows().size());
        assertEquals(
                flat.rows().stream()
                        .filter(m -> m.workload().equals(Optional.of("gpqa")))
                        .toList()
                        .size(),
                task.rows().size());
        assertTrue(flat.rows().containsAll(task.rows()));
        OperatingPoint first = flat.rows().get(0);
        assertEquals(0.699, first.joulesPerUnit().orElseThrow(), 0.001);
        assertEquals(Throughput.Work.OUTPUT_TOKENS, first.throughput().work());
    }

    @Test
    void aibrixTablesAndRuns() {
        Path folder = Reads.shared("serving/aibrix-profiles");
        List<OperatingPoint> table = AibrixProfile.read(folder.resolve("aibrix-simulator-llama2-7b-a100.json"))
                .rows();
        assertEquals(40, table.size());
        assertEquals(Optional.of(new RequestSize(128, 4)), table.get(0).size());
        assertEquals(Optional.of(new RequestSize(256, 4)), table.get(1).size());
        assertEquals(0, table.get(39).throughput().perSecond());
        assertEquals(Confidence.ESTIMATE, table.get(0).provenance().confidence());
        Ingested<OperatingPoint> runs = AibrixProfile.read(folder.resolve("aibrix-simulator-llama2-7b-a40.jsonl"));
        assertEquals(280, runs.rows().size());
        assertEquals(List.of(), runs.failures());
        OperatingPoint run = AibrixProfile.read(folder.resolve("aibrix-simulator-llama2-7b-a100.jsonl"))
                .rows()
                .get(0);
        assertEquals(
                3881.174, run.latencyMillis().get(Latency.named("e2e_p99_ms").orElseThrow()), 0.001);
    }

    @Test
    void mlPerfKeepsIdsScoresAndPrecision() {
        Ingested<MlPerfJson.Result> all = MlPerfJson.read(Reads.shared("mlperf/inference_v5.1.json"));
        assertEquals(571, all.linesRead());
        assertTrue(
                all.failures().stream()
                        .allMatch(f -> f.detail().contains("Latency (ms)")
                                || f.detail().startsWith("a# is")),
                all.failures().toString());
        MlPerfJson.Result first = all.rows().get(0);
        assertEquals("5.1-0001", first.id());
        assertEquals(Optional.of("fp8"), first.point().variant().precision());
        assertEquals("44.4542", first.point().accuracy().get("ROUGE1").toPlainString());
        assertEquals(3, first.point().accuracy().size());
        assertEquals(8, first.point().hardware().count());
        assertEquals(8840.42, first.point().throughput().perSecond());
    }

    @Test
    void zeusTables() {
        Ingested<OperatingPoint> v100 = ZeusCsv.read(Reads.shared("energy/zeus/zeus_summary_power_v100.csv"), "V100");
        assertEquals(476, v100.linesRead());
        OperatingPoint first = v100.rows().get(0);
        assertEquals(100, first.powerCapWatts().orElseThrow());
        assertEquals(1024, first.concurrency().orElseThrow());
        assertEquals(11.2767, 1 / first.throughput().perSecond(), 1e-4);
    }

    @Test
    void vllmRuns() throws IOException {
        Path file = write("v.json", """
                {"model_id": "example-8b", "max_concurrency": 64, "request_throughput": 12.5,
                 "median_ttft_ms": 80.5, "p99_itl_ms": 31, "input_lens": [1, 2]}
                """);
        OperatingPoint point = VllmBench.read(file, new Hardware("L4", 1, Optional.empty()))
                .rows()
                .get(0);
        assertEquals(12.5, point.throughput().perSecond());
        assertEquals(
                80.5, point.latencyMillis().get(Latency.named("ttft_p50_ms").orElseThrow()));
        assertEquals(31.0, point.latencyMillis().get(Latency.named("itl_p99_ms").orElseThrow()));
    }

    @Test
    void oneBadRowNeverStopsTheRest() throws IOException {
        Path file = write("tasks_x.json", """
                {"configurations": [
                  {"model_id": "m", "gpu_model": "H100", "num_gpus": 1, "output_throughput_tokens_per_sec": 5},
                  {"model_id": "m", "gpu_model": "H100", "num_gpus": 0, "output_throughput_tokens_per_sec": 5},
                  {"model_id": null, "gpu_model": "H100", "num_gpus": 1, "output_throughput_tokens_per_sec": 5},
                  7,
                  {"model_id": "m", "gpu_model": "H100", "num_gpus": 1, "output_throughput_tokens_per_sec": -5}
                ], "last_updated": "x"}
                """);
        Ingested<OperatingPoint> read = MlEnergy.read(file);
        assertEquals(1, read.rows().size());
        assertEquals(5, read.linesRead());
        assertEquals(
                List.of("3 num_gpus is '0'", "4 model_id is empty", "6 output_throughput_tokens_per_sec is '-5'"),
                read.failures().stream()
                        .filter(f -> f.reason() != Reason.MALFORMED)
                        .map(f -> f.line() + " " + f.detail())
                        .toList());
    }

    @Test
    void aTableThatDoesNotFitIsSaid() throws IOException {
        Path short1 = write("a.json", "{\"gpu\": \"g\", \"tputs\": [[1]], \"indexes\": [[4, 8], [128]]}");
        assertThrows(Problem.class, () -> AibrixProfile.read(short1));
        Path odd = write(
                "b.json", "{\"gpu\": \"g\", \"tputs\": [[1, -2], [\"x\", 3]], \"indexes\": [[4, 8], [128, 256]]}");
        Ingested<OperatingPoint> read = AibrixProfile.read(odd);
        assertEquals(2, read.rows().size());
        assertEquals(
                List.of(Reason.NEGATIVE, Reason.NOT_A_NUMBER),
                read.failures().stream().map(f -> f.reason()).toList());
        Path cut = write("c.json", "{\"gpu\": \"g\", ");
        assertTrue(String.valueOf(assertThrows(Problem.class, () -> AibrixProfile.read(cut))
                        .getMessage())
                .contains("c.json:1"));
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(dir.resolve(name), text);
    }
}
