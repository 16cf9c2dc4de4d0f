package dev.lepton.formats.profiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.lepton.core.evidence.Ingested;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.plan.Hardware;
import dev.lepton.core.plan.OperatingPoint;
import dev.lepton.formats.RecordCount;
import dev.lepton.formats.csv.CsvFile;
import dev.lepton.formats.traces.ThroughputsJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.io.TempDir;

/**
 * Any bytes at all give points and failures, or a problem that is said, never another exception; of tables, rows and failures add up to
 * the lines, counted a second way. Run one for real with {@code JAZZER_FUZZ=1 ./build -pl core,formats -am test
 * -Dtest='ProfilesFuzzTest#mlPerf' -Dsurefire.failIfNoSpecifiedTests=false}.
 */
final class ProfilesFuzzTest {
    private static final String DURATION = "60s";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path dir;

    @FuzzTest(maxDuration = DURATION)
    void anyProfile(byte[] data) throws IOException {
        Given given = new Given(Optional.empty(), Optional.of("L4"), 1);
        Path file = file("", data, "");
        try {
            ReadProfiles read = Profiles.read(file, "fuzzed.json", given);
            assertTrue(read.rows() >= read.convergences().size());
        } catch (Problem problem) {
            assertEquals(Problem.Kind.INPUT, problem.kind(), problem.getMessage());
        }
    }

    @FuzzTest(maxDuration = DURATION)
    void mlEnergyJson(byte[] data) throws IOException {
        String row = "{\"model_id\":\"m\",\"gpu_model\":\"H100\",\"num_gpus\":1,\"output_throughput_tokens_per_sec\":";
        read("{\"configurations\":[" + row, data, "}]}", file -> MlEnergy.json(file, "tasks_x.json"));
    }

    @FuzzTest(maxDuration = DURATION)
    void mlEnergyCsv(byte[] data) throws IOException {
        table(
                "model_id,gpu_model,num_gpus,output_throughput_tokens_per_sec,tensor_parallel,p90_itl_ms\n",
                data,
                file -> MlEnergy.csv(CsvFile.of(file, CsvFile.Dialect.COMMAS)));
    }

    @FuzzTest(maxDuration = DURATION)
    void mlPerf(byte[] data) throws IOException {
        String row = "{\"ID\":\"1\",\"Submitter\":\"s\",\"Model\":\"m\",\"Scenario\":\"Offline\",\"Accelerator\":\"a\","
                + "\"Performance_Units\":\"Tokens/s\",\"Performance_Result\":1,\"a#\":";
        read("[" + row, data, "}]", file -> {
            Ingested<MlPerfJson.Result> results = MlPerfJson.read(file);
            return new Ingested<>(
                    results.rows().stream().map(MlPerfJson.Result::point).toList(), results.failures());
        });
    }

    @FuzzTest(maxDuration = DURATION)
    void aibrixTable(byte[] data) throws IOException {
        read("{\"gpu\":\"g\",\"indexes\":[[4,8],[128,256]],\"tputs\":[", data, "]}", AibrixProfile::table);
    }

    @FuzzTest(maxDuration = DURATION)
    void aibrixRuns(byte[] data) throws IOException {
        read(
                "{\"input_tokens\":1,\"output_tokens\":1,\"request_rate\":1,\"metric\":\"TPUT\",\"mean\":",
                data,
                "}",
                file -> AibrixProfile.runs(file, "g.jsonl").points());
    }

    @FuzzTest(maxDuration = DURATION)
    void melange(byte[] data) throws IOException {
        read("{\"gpus\":{\"g\":{\"max_requests_per_second\":[", data, "]}}}", file -> MelangeProfile.read(file, "m"));
    }

    @FuzzTest(maxDuration = DURATION)
    void vllm(byte[] data) throws IOException {
        read(
                "{\"model_id\":\"m\",\"request_throughput\":1,",
                data,
                "}",
                file -> VllmBench.read(file, new Hardware("L4", 1, Optional.empty())));
    }

    @FuzzTest(maxDuration = DURATION)
    void gavel(byte[] data) throws IOException {
        read("{\"v100\":{\"('R', 1)\":{\"null\":", data, "}}}", file -> {
            ThroughputsJson.ReadThroughputs read = ThroughputsJson.read(file);
            assertTrue(read.entries().stream().allMatch(e -> e.steps() >= 0 && e.steps() < Double.POSITIVE_INFINITY));
            return new Ingested<>(List.of(), read.failures());
        });
    }

    @FuzzTest(maxDuration = DURATION)
    void zeusPower(byte[] data) throws IOException {
        table(
                "dataset,network,batch_size,optimizer,power_limit,time_per_epoch,average_power\n",
                data,
                file -> ZeusCsv.read(file, "V100"));
    }

    @FuzzTest(maxDuration = DURATION)
    void zeusTraining(byte[] data) throws IOException {
        table(
                "dataset,network,batch_size,optimizer,learning_rate,run,target_metric,target_epoch\n",
                data,
                ZeusTraining::read);
    }

    @FuzzTest(maxDuration = DURATION)
    void lepton(byte[] data) throws IOException {
        read("lepton_profile: 1\npoints:\n  - ", data, "\n", LeptonProfile::read);
    }

    private static void table(String header, byte[] data, Function<Path, Ingested<?>> reader) throws IOException {
        Path file = file(header, data, "");
        try {
            Ingested<?> read = reader.apply(file);
            assertEquals(RecordCount.dataLines(Files.readAllBytes(file), ',', true), read.linesRead());
        } catch (Problem problem) {
            assertEquals(Problem.Kind.INPUT, problem.kind(), problem.getMessage());
        }
    }

    /** What is read as points can be written and is read to the same. */
    private static void read(String before, byte[] data, String after, Function<Path, Ingested<OperatingPoint>> reader)
            throws IOException {
        Path file = file(before, data, after);
        try {
            Ingested<OperatingPoint> read = reader.apply(file);
            read.failures().forEach(f -> assertTrue(f.line() > 0, f.toString()));
            Path written = Files.writeString(dir.resolve("written.yaml"), LeptonProfile.write(read.rows()));
            assertEquals(read.rows().size(), LeptonProfile.read(written).linesRead());
        } catch (Problem problem) {
            assertEquals(Problem.Kind.INPUT, problem.kind(), problem.getMessage());
        }
    }

    private static Path file(String before, byte[] data, String after) throws IOException {
        byte[] head = before.getBytes(StandardCharsets.UTF_8);
        byte[] tail = after.getBytes(StandardCharsets.UTF_8);
        byte[] all = new byte[head.length + data.length + tail.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(data, 0, all, head.length, data.length);
        System.arraycopy(tail, 0, all, head.length + data.length, tail.length);
        return Files.write(dir.resolve("fuzzed"), all);
    }
}
