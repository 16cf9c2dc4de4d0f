package dev.lepton.formats.traces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.core.evidence.Problem;
import dev.lepton.core.evidence.Reason;
import dev.lepton.core.money.Money;
import dev.lepton.core.money.Price;
import dev.lepton.core.placement.share.GpuPool;
import dev.lepton.core.placement.share.Pools;
import dev.lepton.core.placement.share.Throughputs;
import dev.lepton.core.simulate.rounds.TraceJob;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readers of traces, throughputs and types of GPU: rows and failures, and what is odd. */
final class TracesTest {
    private static final Pools POOLS = new Pools(List.of(pool("v100"), pool("k80")));

    @TempDir
    private Path dir;

    private static GpuPool pool(String name) {
        return new GpuPool(name, 4, Price.usd("1"), Optional.empty());
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(dir.resolve(name), text);
    }

    private ThroughputsJson.ReadThroughputs throughputs() throws IOException {
        return ThroughputsJson.read(file("t.json", """
                {"v100": {
                  "('LM (batch size 10)', 1)": {"null": 10.0, "('A3C', 1)": [1.0, 2.0]},
                  "('LM (batch size 10)', 2)": {"null": 8.0},
                  "('LM (batch size 20)', 1)": {"null": 5.0},
                  "('LM (batch size 40)', 1)": {"null": 2.5},
                  "('LM (batch size 80)', 1)": {"null": 2.5},
                  "('A3C', 1)": {"null": -1},
                  "LM": {"null": 3}},
                 "k80": {
                  "('LM (batch size 10)', 1)": {"null": 2},
                  "('LM (batch size 20)', 1)": {"null": 0}}}
                """));
    }

    @Test
    void zeroAndSlowerThroughputsAreToldNotSwallowed() throws IOException {
        ThroughputsJson.ReadThroughputs read = throughputs();
        Throughputs table = read.table();
        assertEquals(10, table.stepsPerSecond("v100", "LM (batch size 10)", 1).orElseThrow());
        assertEquals(0, table.stepsPerSecond("k80", "LM (batch size 20)", 1).orElseThrow());
        assertTrue(table.stepsPerSecond("v100", "A3C", 1).isEmpty());
        assertEquals(2, read.failures().size());
        assertEquals(Reason.NEGATIVE, read.failures().get(0).reason());
        assertEquals(7, read.failures().get(0).line());
        assertEquals(Reason.MALFORMED, read.failures().get(1).reason());
        assertEquals(2, read.oddities().size(), read.oddities().toString());
        String odd = read.oddities().toString();
        assertTrue(odd.contains(":11: LM (batch size 20) × 1 has throughput 0 on k80"), odd);
        assertTrue(odd.contains(":3: LM (batch size 10) on v100 is slower with 2 GPUs (8.0 steps/s) than with 1"), odd);
        Problem cut = assertThrows(Problem.class, () -> ThroughputsJson.read(file("cut.json", "{\"v100\": {")));
        assertTrue(String.valueOf(cut.getMessage()).contains("cut.json:1"));
        assertThrows(Problem.class, () -> ThroughputsJson.read(file("list.json", "[1]")));
    }

    @Test
    void gavelTracesGiveJobsAndFailures() throws IOException {
        Path trace = file("g.trace", """
                LM (batch size 10)\tpython3\tx\t--steps\t1\t36000\t1\t1\t-1.000000\t7200
                LM (batch size 10)\tpython3\tx\t--steps\t1\t36000\t1\t1\t2.0\t0
                Nobody (batch size 1)\tpython3\tx\t--steps\t1\t36000\t1\t1\t-1\t0
                LM (batch size 10)\tpython3\tx\t--steps\t1\t-5\t1\t1\t-1\t0
                LM (batch size 10)\tpython3\tx\t--steps\t1\tmany\t1\t1\t-1\t0
                LM (batch size 10)\ttoo short

                LM (batch size 10)\tpython3\t-n\t1\t72000\t3600\t1
                """);
        ReadTrace read = TraceFile.read(trace, POOLS, Optional.of(throughputs().table()));
        assertEquals(3, read.jobs().size());
        TraceJob first = read.jobs().get(0);
        assertEquals(1, first.lengths().hours(0), 1e-12);
        assertEquals(5, first.lengths().hours(1), 1e-12);
        assertEquals(2, first.terms().deadlineHours(), 1e-12);
        assertEquals(2, read.jobs().get(1).lengths().fastest(), 1e-12);
        assertEquals(2, read.jobs().get(2).arrivalHours(), 1e-12);
        assertEquals(
                List.of(Reason.UNKNOWN_VALUE, Reason.NEGATIVE, Reason.NOT_A_NUMBER, Reason.WRONG_FIELD_COUNT),
                read.failures().stream().map(f -> f.reason()).toList());
        assertEquals(
                List.of(3L, 4L, 5L, 6L),
                read.failures().stream().map(f -> f.line()).toList());
        String unknown = read.failures().get(0).detail();
        assertTrue(unknown.contains("'Nobody (batch size 1)'") && unknown.contains("maybe"), unknown);
        Problem problem = assertThrows(Problem.class, () -> TraceFile.read(trace, POOLS, Optional.empty()));
        assertTrue(problem.advice().contains("--throughputs"));
    }

    /** 59,675 samples in batches of 10: 5,968 steps an epoch; 2 epochs of accordion, the second still calm, then the largest. */
    @Test
    void shockwaveJobsAreEpochs() throws IOException {
        Throughputs table = throughputs().table();
        String columns = "\tpython3\tx\t--steps\t1\t%d\t1\t%s\t1\t-1\t99\t%d%n";
        Path trace = file(
                "s.trace",
                "LM (batch size 10)" + String.format(columns, 11936, "static", 60)
                        + "LM (batch size 10)" + String.format(columns, 5968L * 20, "gns", 0)
                        + "LM (batch size 10)" + String.format(columns, 5968L * 20, "accordion", 0)
                        + "Vision (batch size 10)" + String.format(columns, 100, "static", 0)
                        + "LM (batch size 10)" + String.format(columns, 100, "luck", 0));
        ReadTrace read = TraceFile.read(trace, POOLS, Optional.of(table));
        assertEquals(3, read.jobs().size());
        assertEquals(2, read.failures().size());
        double small = 5967.5 / 10 / 3600;
        TraceJob gns = read.jobs().get(0);
        assertEquals(11 * small + 9 * 2983.75 / 5 / 3600, gns.lengths().fastest(), 1e-9);
        TraceJob accordion = read.jobs().get(1);
        // the first ten epochs are critical, the first seven calm
        assertEquals(
                10 * small + 10 * (59675 / 80.0) / 2.5 / 3600,
                accordion.lengths().fastest(),
                1e-9);
        TraceJob plain = read.jobs().get(2);
        assertEquals(2 * small, plain.lengths().fastest(), 1e-9);
        assertEquals(5 * 2 * small, plain.lengths().hours(1), 1e-9);
        List<ShockwaveTrace.Row> rows = ShockwaveTrace.rows(trace, new java.util.ArrayList<>());
        TraceJob slow = ShockwaveTrace.job(rows.get(0), table, POOLS, new ShockwaveTrace.Model(true, true, 1.06));
        assertEquals(1.06 * slow.fairHours(), slow.lengths().fastest(), 1e-12);
    }

    @Test
    void ownTracesSayTypesAndTerms() throws IOException {
        Path trace = file("jobs.csv", """
                job,arrival_seconds,gpus,work_gpu_hours,gpu_model,speed.k80,priority,tenant,deadline_hours,charge
                a,3600,2,8,V100,0.5,3,ads,12,
                b,,,2,,,,,,7.50
                c,,,2,h100,,,,,
                d,,,0,,,,,,
                e,-1,,2,,,,,,
                """);
        ReadTrace read = TraceFile.read(trace, POOLS, Optional.empty());
        assertEquals(List.of("b", "a"), read.jobs().stream().map(TraceJob::name).toList());
        TraceJob a = read.jobs().get(1);
        assertEquals(1, a.id());
        assertEquals(4, a.lengths().hours(0), 1e-12);
        assertEquals(8, a.lengths().hours(1), 1e-12);
        assertEquals(12, a.terms().deadlineHours());
        assertEquals("ads", a.terms().tenant());
        assertEquals(Optional.of(Money.usd("7.5")), read.jobs().get(0).terms().charge());
        assertEquals(
                List.of(Reason.UNKNOWN_VALUE, Reason.OUT_OF_RANGE, Reason.NEGATIVE),
                read.failures().stream().map(f -> f.reason()).toList());
    }

    @Test
    void typesOfGpuAreReadWholeOrNotAtAll() throws IOException {
        Pools pools =
                GpuTypesCsv.read(file("f.csv", "gpu,count,price_per_gpu_hour,watts\nv100,36,2.85,300\nk80,2,0.52,\n"));
        assertEquals(38, pools.gpus());
        assertEquals(Optional.of(new BigDecimal("300")), pools.all().get(0).watts());
        Problem bad = assertThrows(
                Problem.class, () -> GpuTypesCsv.read(file("b.csv", "gpu,count,price_per_gpu_hour\nv100,0,1\n")));
        assertTrue(String.valueOf(bad.getMessage()).contains("b.csv:2: count is '0'"), bad.getMessage());
        assertThrows(Problem.class, () -> GpuTypesCsv.read(file("e.csv", "gpu,count,price_per_gpu_hour\n")));
    }

    /** Damaged lines are failures, never exceptions, and none is lost. */
    @RepeatedTest(60)
    void damagedTracesLoseNoLine(RepetitionInfo info) throws IOException {
        Random random = new Random(info.getCurrentRepetition());
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            StringBuilder line =
                    new StringBuilder("LM (batch size 10)\tpython3\tx\t--steps\t1\t36000\t1\tgns\t1\t-1\t5\t0");
            for (int k = 0; i > 0 && k < 3; k++) {
                line.setCharAt(random.nextInt(line.length()), "0-9x.(e\t ".charAt(random.nextInt(9)));
            }
            text.append(line).append('\n');
        }
        ReadTrace read = TraceFile.read(
                file("d.trace", text.toString()),
                POOLS,
                Optional.of(throughputs().table()));
        assertEquals(8, read.jobs().size() + read.failures().size());
        assertFalse(read.jobs().isEmpty());
    }
}
