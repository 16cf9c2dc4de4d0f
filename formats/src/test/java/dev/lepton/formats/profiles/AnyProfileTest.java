package dev.lepton.formats.profiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.evidence.Provenance;
import dev.lepton.core.plan.Convergence;
import dev.lepton.core.plan.Hardware;
import dev.lepton.core.plan.Latency;
import dev.lepton.core.plan.OperatingPoint;
import dev.lepton.core.plan.RequestSize;
import dev.lepton.core.plan.Throughput;
import dev.lepton.core.plan.Variant;
import dev.lepton.formats.Reads;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Any profile is known by what is in it, and a profile of Lepton's own comes back as it was written. */
final class AnyProfileTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path dir;

    @Test
    void eachFormIsToldByWhatIsInIt() throws IOException {
        assertForm(ProfileForm.ML_ENERGY, "model_id,gpu_model,num_gpus,output_throughput_tokens_per_sec\nm,H100,1,5\n");
        assertForm(
                ProfileForm.MLPERF,
                "[{\"ID\": \"1\", \"Submitter\": \"s\", \"Model\": \"m\", \"Scenario\": \"Offline\", \"Accelerator\": \"a\","
                        + " \"a#\": 8, \"Performance_Result\": 1, \"Performance_Units\": \"Tokens/s\"}]");
        assertForm(ProfileForm.AIBRIX_TABLE, "{\"gpu\": \"g\", \"tputs\": [[1]], \"indexes\": [[4], [8]]}");
        assertForm(
                ProfileForm.AIBRIX_RUNS,
                "{\"input_tokens\": 1, \"output_tokens\": 1, \"request_rate\": 1, \"metric\": \"TPUT\", \"mean\": 2}\n");
        assertForm(ProfileForm.MELANGE, "{\"gpus\": {\"g\": {\"max_requests_per_second\": [[1]]}}}");
        assertForm(ProfileForm.VLLM, "[{\"model_id\": \"m\", \"request_throughput\": 2}]");
        assertForm(ProfileForm.GAVEL, "{\"v100\": {\"('R', 1)\": {\"null\": 3, \"('S', 1)\": [1, 2]}}}");
        assertForm(
                ProfileForm.ZEUS_POWER,
                "dataset,network,batch_size,optimizer,power_limit,time_per_epoch,average_power\nc,s,8,a,100,11.5,86\n");
        assertForm(ProfileForm.LEPTON, """
                # a comment first
                lepton_profile: 1
                points:
                  - {model: m, device: d, throughput: 1, unit: requests_per_second}
                """);
        assertForm(
                ProfileForm.LEPTON,
                "{\"lepton_profile\": 1, \"points\": [{\"model\": \"m\", \"device\": \"d\", \"throughput\": 1,"
                        + " \"unit\": \"requests_per_second\"}]}");
    }

    private void assertForm(ProfileForm form, String text) throws IOException {
        Path file = Files.writeString(dir.resolve("any"), text);
        ReadProfiles read = Profiles.read(file, "any", new Given(Optional.empty(), Optional.of("L4"), 1));
        assertEquals(form, read.form());
        assertEquals(1, read.points().size(), () -> form + " " + read.failures());
        assertEquals(1, read.rows());
    }

    /** A throughput that falls as more are served at once says that something else than the device is the limit. */
    @Test
    void whatIsOddInAProfileIsNoted() throws IOException {
        Path file = Files.writeString(
                dir.resolve("odd.csv"),
                "model_id,gpu_model,num_gpus,output_throughput_tokens_per_sec,max_num_seqs\n"
                        + "m,H100,1,100,8\nm,H100,1,80,16\nm,H100,1,200,32\nn,H100,1,5,8\nn,H100,1,6,16\n");
        assertEquals(
                List.of(
                        "in 1 of 2 series more at once gives over 5 % less, first m on 1 × H100 from 8 to 16: there the host or the"
                                + " benchmark may be the limit, not the device"),
                Profiles.read(file).notes());
        Path zero = Files.writeString(
                dir.resolve("zero.json"), "{\"gpus\": {\"g\": {\"max_requests_per_second\": [[1, 0]]}}}");
        assertTrue(Profiles.read(zero).notes().contains("1 throughputs are 0: these cannot be served there"));
    }

    @Test
    void everyPublicFileIsKnown() {
        assertRead(ProfileForm.ML_ENERGY, "energy/mlenergy/mlenergy_tasks_lm-arena-chat.json", 328, 328, 0);
        assertRead(ProfileForm.ML_ENERGY, "serving/mlenergy_llm_flat.csv", 838, 838, 0);
        ReadProfiles mlPerf = assertRead(ProfileForm.MLPERF, "mlperf/inference_v5.1.json", 571, 571, -1);
        assertEquals(Optional.of("Interactive closed"), mlPerf.points().get(0).workload());
        assertRead(ProfileForm.AIBRIX_TABLE, "serving/aibrix-profiles/aibrix-simulator-llama2-7b-a40.json", 40, 40, 0);
        assertRead(
                ProfileForm.AIBRIX_RUNS, "serving/aibrix-profiles/aibrix-simulator-llama2-7b-a40.jsonl", 1400, 280, 0);
        ReadProfiles melange = assertRead(ProfileForm.MELANGE, "serving/melange_example.json", 8, 8, 0);
        assertEquals("melange_example", melange.points().get(0).variant().model());
        assertRead(ProfileForm.GAVEL, "gavel/simulation_throughputs.json", -1, -1, 0);
        ReadProfiles power = assertRead(ProfileForm.ZEUS_POWER, "energy/zeus/zeus_summary_power_v100.csv", 476, 476, 0);
        assertEquals("V100", power.points().get(0).hardware().device());
    }

    private static ReadProfiles assertRead(ProfileForm form, String name, long read, long points, long failures) {
        ReadProfiles profiles = Profiles.read(Reads.shared(name));
        assertEquals(form, profiles.form());
        if (read >= 0) {
            assertEquals(read, profiles.rows() + profiles.failures().size(), name);
        }
        if (failures >= 0) {
            assertEquals(failures, profiles.failures().size(), () -> name + profiles.failures());
            assertEquals(
                    points < 0 ? profiles.rows() : points, profiles.points().size(), name);
        }
        assertTrue(profiles.rows() > 0, name);
        return profiles;
    }

    /** Batch 1024 of ShuffleNetV2 with AdaDelta reached 0.1 after 3 epochs in its first run: 3 epochs of 11.2767 s at 100 W. */
    @Test
    void trainingRunsAreEpochsTimesTheirTime() {
        ReadProfiles training = Profiles.read(Reads.shared("energy/zeus/zeus_summary_train.csv"));
        assertEquals(3759, training.rows() + training.failures().size());
        assertEquals(List.of(), training.failures());
        assertTrue(training.convergences().stream().anyMatch(c -> c.epochs().isEmpty()));
        ReadProfiles power = Profiles.read(Reads.shared("energy/zeus/zeus_summary_power_v100.csv"));
        Convergence second = training.convergences().get(1);
        assertEquals(OptionalInt.of(3), second.epochs());
        OperatingPoint run = second.runs(power.points()).get(0);
        assertEquals(33.83, 1 / run.throughput().perSecond(), 1e-9);
        assertEquals(Throughput.Work.RUNS, run.throughput().work());
        assertEquals(Map.of("target", new BigDecimal("0.1")), run.accuracy());
        assertEquals(OptionalInt.of(100), run.powerCapWatts());
        assertEquals(Confidence.ESTIMATE, run.provenance().confidence());
        Convergence never = training.convergences().stream()
                .filter(c -> c.epochs().isEmpty())
                .findFirst()
                .orElseThrow();
        assertEquals(List.of(), never.runs(power.points()));
    }

    @Test
    void whatTravelsWithLeptonIsThePublicFile() {
        List<OperatingPoint> bundled = Profiles.bundled();
        assertEquals(328, bundled.size());
        assertEquals(
                18, bundled.stream().map(p -> p.variant().model()).distinct().count());
        assertTrue(bundled.stream()
                .allMatch(
                        p -> p.watts().isPresent() && p.hardware().parallelism().isPresent()));
    }

    @Test
    void whatTravelsIsUnchanged() {
        ReadProfiles task = Profiles.read(Reads.shared("energy/mlenergy/mlenergy_tasks_lm-arena-chat.json"));
        assertEquals(new HashSet<>(task.points()), new HashSet<>(Profiles.bundled()));
    }

    @RepeatedTest(30)
    void whatIsWrittenIsReadBack(RepetitionInfo info) throws IOException {
        Random random = new Random(info.getCurrentRepetition());
        List<OperatingPoint> points = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            points.add(drawn(random));
        }
        Path file = Files.writeString(dir.resolve("p.yaml"), LeptonProfile.write(points));
        ReadProfiles read = Profiles.read(file);
        assertEquals(ProfileForm.LEPTON, read.form());
        assertEquals(List.of(), read.failures());
        assertEquals(points, read.points());
        assertEquals(LeptonProfile.write(points), LeptonProfile.write(read.points()));
    }

    private static OperatingPoint drawn(Random random) {
        Map<Latency, Double> latencies = new TreeMap<>();
        if (random.nextBoolean()) {
            latencies.put(Latency.named("itl_p90_ms").orElseThrow(), 1e4 * random.nextDouble());
            latencies.put(Latency.named("ttft_mean_ms").orElseThrow(), 1e-4 * random.nextDouble());
        }
        String odd = List.of("m: 1", "true", "123", "a # b", "#x", "- y", "ß'\"", "null", "0x1F", "1e5")
                .get(random.nextInt(10));
        return new OperatingPoint(
                new Variant(odd, random.nextBoolean() ? Optional.of("fp8") : Optional.empty()),
                new Hardware(
                        "H100",
                        1 + random.nextInt(8),
                        random.nextBoolean()
                                ? Optional.of(new Hardware.Parallelism(1 + random.nextInt(8), 2, 1, 4))
                                : Optional.empty()),
                random.nextBoolean() ? OptionalInt.of(1 + random.nextInt(4096)) : OptionalInt.empty(),
                random.nextBoolean() ? OptionalInt.of(300) : OptionalInt.empty(),
                random.nextBoolean() ? Optional.of(new RequestSize(0, 512)) : Optional.empty(),
                random.nextBoolean() ? Optional.of(odd) : Optional.empty(),
                new Throughput(
                        random.nextInt(4) == 0 ? 0 : 1e5 * random.nextDouble(),
                        List.of(Throughput.Work.values()).get(random.nextInt(6))),
                latencies,
                random.nextBoolean() ? OptionalDouble.of(700 * random.nextDouble()) : OptionalDouble.empty(),
                random.nextBoolean()
                        ? Map.of("ROUGE1", new BigDecimal("44.4542"), odd, new BigDecimal("-1"))
                        : Map.of(),
                new Provenance("some bench: 1", random.nextBoolean() ? Confidence.GUESS : Confidence.MEASURED));
    }

    @Test
    void onePointThatIsWrongNeverStopsTheRest() throws IOException {
        Path file = Files.writeString(dir.resolve("p.yaml"), """
                lepton_profile: 1
                points:
                  - {model: m, device: L4, throughput: 5, unit: requests_per_second}
                  - {model: m, device: L4, throughput: -5, unit: requests_per_second}
                  - {model: m, device: L4, throughput: .nan, unit: requests_per_second}
                  - {model: m, device: L4, throughput: 5, unit: tokens}
                  - {model: m, device: L4, througput: 5, unit: requests_per_second}
                  - {model: m, device: L4, throughput: 5, unit: requests_per_second, confidence: sure}
                  - {model: m, devices: 0, device: L4, throughput: 5, unit: requests_per_second}
                  - just text
                """);
        ReadProfiles read = Profiles.read(file);
        assertEquals(1, read.points().size());
        assertEquals(
                List.of(
                        "4 NEGATIVE throughput is '-5'",
                        "5 NOT_A_NUMBER throughput is '.nan'",
                        "6 UNKNOWN_VALUE unit is 'tokens'",
                        "7 UNKNOWN_VALUE 'througput' is not a key of a point",
                        "8 UNKNOWN_VALUE confidence is 'sure'",
                        "9 OUT_OF_RANGE devices is '0'",
                        "10 MALFORMED an object was expected, and not VALUE_STRING"),
                read.failures().stream()
                        .map(f -> f.line() + " " + f.reason() + " " + f.detail())
                        .toList());
    }

    @Test
    void theListMayStandAnywhereAndNumbersMayBeNone() throws IOException {
        Path file = Files.writeString(dir.resolve("tasks_x.json"), """
                {"last_updated": "x",
                 "configurations": [
                  {"model_id": "m", "gpu_model": "H100", "num_gpus": 1, "output_throughput_tokens_per_sec": 5},
                  {"model_id": "m", "gpu_model": "H100", "num_gpus": 1, "output_throughput_tokens_per_sec": NaN},
                  {"model_id": "m", "gpu_model": "H100", "num_gpus": 1, "output_throughput_tokens_per_sec": 0},
                  {"model_id": "m", "gpu_model": "H100", "num_gpus": 1, "output_throughput_tokens_per_sec": 1e999}
                 ]}
                """);
        ReadProfiles read = Profiles.read(file);
        assertEquals(1, read.points().size());
        assertEquals(Optional.of("x"), read.points().get(0).workload());
        assertEquals(Optional.empty(), read.points().get(0).hardware().parallelism());
        assertEquals(
                List.of("4 NOT_A_NUMBER", "5 OUT_OF_RANGE", "6 OUT_OF_RANGE"),
                read.failures().stream().map(f -> f.line() + " " + f.reason()).toList());
        Path gavel = Files.writeString(
                dir.resolve("g.json"),
                "{\"v100\": {\"('R', 1)\": {\"null\": NaN}, \"('R', 2)\": {\"null\": 3}, \"('R', 4)\": {\"null\": -Infinity}}}");
        ReadProfiles throughputs = Profiles.read(gavel);
        assertEquals(1, throughputs.points().size());
        assertEquals(2, throughputs.failures().size());
    }

    @Test
    void devicesBeyondNumbersAreRefused() throws IOException {
        Path file = Files.writeString(
                dir.resolve("m.json"),
                "[{\"ID\": \"1\", \"Submitter\": \"s\", \"Model\": \"m\", \"Scenario\": \"Offline\", \"Accelerator\": \"a\","
                        + " \"a#\": 2000000000, \"Nodes\": 2000000000, \"Performance_Result\": 1,"
                        + " \"Performance_Units\": \"Tokens/s\"}]");
        ReadProfiles read = Profiles.read(file);
        assertEquals(
                "a# times Nodes is '4000000000000000000'",
                read.failures().get(0).detail());
    }

    @Test
    void whatIsMissingIsAskedFor() throws IOException {
        Path vllm = Files.writeString(dir.resolve("v.json"), "{\"model_id\": \"m\", \"request_throughput\": 2}");
        assertTrue(String.valueOf(
                        assertThrows(Problem.class, () -> Profiles.read(vllm)).getMessage())
                .contains("does not say on what"));
        Given given = new Given(Optional.empty(), Optional.of("L4"), 2);
        assertEquals(
                2,
                Profiles.read(vllm, "v.json", given).points().get(0).hardware().count());
        Path other = Files.writeString(dir.resolve("o.json"), "{\"name\": \"m\"}");
        assertTrue(String.valueOf(
                        assertThrows(Problem.class, () -> Profiles.read(other)).getMessage())
                .contains("it has the names name"));
    }
}
