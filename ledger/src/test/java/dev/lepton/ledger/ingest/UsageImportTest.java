package dev.lepton.ledger.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.core.billing.CostLine;
import dev.lepton.core.billing.Resource;
import dev.lepton.core.billing.Units;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.money.Money;
import dev.lepton.core.time.Window;
import dev.lepton.ledger.TestWorkspace;
import dev.lepton.ledger.query.Asset;
import dev.lepton.ledger.query.CostAnswer;
import dev.lepton.ledger.query.CostQuestion;
import dev.lepton.ledger.query.Tariffs;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Usage samples in: what is refused and where, fractions of GPUs, long samples, and the sum that must always hold. */
final class UsageImportTest {
    private static final Window DAY =
            new Window(Instant.parse("2026-11-01T00:00:00Z"), Instant.parse("2026-11-02T00:00:00Z"));

    @TempDir
    private Path dir;

    private TestWorkspace test;

    @BeforeEach
    void setUp() {
        test = new TestWorkspace(dir);
    }

    @AfterEach
    void tearDown() {
        test.close();
    }

    @Test
    void whatIsRefusedIsListedWithItsLine() {
        ImportResult result = test.usage("u.csv", """
                ts,seconds,node,cpu_request,gpu_request,gpu_kind,gpu_of,gpu_utilisation,labels
                2026-11-01T00:00:00Z,300,n,1,1,whole,,0.5,"team=a
                ;x=y"
                never,300,n,1,,,,,
                2026-11-01T00:00:00Z,300,,1,,,,,

                2026-11-01T00:00:00Z,0,n,1,,,,,
                2026-11-01T00:00:00Z,300,n,-1,,,,,
                2026-11-01T00:00:00Z,300,n,lots,,,,,
                2026-11-01T00:00:00Z,300,n,1,1,whole,,50,
                2026-11-01T00:00:00Z,300,n,1,1,slices,,,
                2026-11-01T00:00:00Z,300,n,1,2,mig,,,
                10/1/25,300,n,1,,,,,
                2026-11-01T00:00:00Z,300,n,1e14,,,,,
                """);
        assertEquals(1, result.segment().rows());
        assertEquals(
                List.of(
                        "10 OUT_OF_RANGE",
                        "11 UNKNOWN_VALUE",
                        "12 MISSING_VALUE",
                        "13 OUT_OF_RANGE",
                        "14 OUT_OF_RANGE",
                        "4 NOT_A_TIME",
                        "5 MISSING_VALUE",
                        "7 OUT_OF_RANGE",
                        "8 NEGATIVE",
                        "9 NOT_A_NUMBER"),
                result.failures().stream()
                        .map(f -> f.line() + " " + f.reason())
                        .sorted()
                        .toList());
    }

    @Test
    void aFailureNamesItsValueShortenedAndOnOneLine() {
        ImportResult result = test.usage(
                "u.csv",
                "ts,seconds,node,cpu_request,gpu_request,gpu_kind\n" + "never,300,n,1,,\n"
                        + "2026-11-01,300,n,\"many\nof them\",,\n" + "2026-11-01,300,n," + "9".repeat(100) + ",,\n"
                        + "2026-11-01,300,n,,1,mig\n" + "2026-11-01,300,,,,\n");
        assertEquals(
                List.of(
                        "2: ts is 'never'",
                        "3: cpu_request is 'many of them'",
                        "5: cpu_request is '" + "9".repeat(60) + "…'",
                        "6: gpu_of is empty",
                        "7: node is empty"),
                result.failures().stream()
                        .map(f -> f.line() + ": " + f.detail())
                        .toList());
    }

    @Test
    void whatAnotherFileGotWrongIsNotHeldAgainstTheNext() {
        assertEquals(
                1,
                test.usage("a.csv", "ts,seconds,node\n2026-11-01,300,n\n1\n")
                        .segment()
                        .failures());
        assertEquals(
                0,
                test.usage("b.csv", "ts,seconds,node\n2026-11-02,300,n\n")
                        .segment()
                        .failures());
        assertEquals(
                1,
                test.usage("c.csv", "ts,seconds,node\n2026-11-03,300,n\nx,1,n\n")
                        .segment()
                        .failures());
    }

    @Test
    void aFileWithoutTheColumnsItNeedsSaysWhich() {
        assertTrue(String.valueOf(assertThrows(Problem.class, () -> test.usage("a.csv", "when,node\n1,2\n"))
                        .getMessage())
                .contains("'ts'"));
        assertTrue(String.valueOf(assertThrows(Problem.class, () -> test.usage("b.csv", "ts,node\n2026-11-01,n\n"))
                        .getMessage())
                .contains("'seconds'"));
    }

    /** 2 of 7 slices for 3.5 hours, half of a GPU in time slices for 2, 50 % by MPS for 2, 500 thousandths for 2: one GPU-hour each. */
    @Test
    void fractionsArePhysicalGpuHours() {
        test.usage("u.csv", """
                ts,seconds,node,namespace,gpu_request,gpu_kind,gpu_of
                2026-11-01T00:00:00Z,12600,n,mig,2,mig,7
                2026-11-01T00:00:00Z,7200,n,sliced,2,time-sliced,4
                2026-11-01T00:00:00Z,7200,n,mps,50,mps,
                2026-11-01T00:00:00Z,7200,n,milli,500,per-mille,
                2026-11-01T00:00:00Z,3600,n,whole,1,,
                """);
        for (CostLine line : ask(List.of(machine("n", "8", "4"))).lines()) {
            if (line.kind() == CostLine.Kind.WORKLOAD) {
                BigInteger held = line.share(Resource.GPU).quantities().allocated();
                assertEquals(
                        0,
                        Units.hours(Resource.GPU, held).compareTo(BigDecimal.ONE),
                        line.key().toString());
                assertEquals(new BigDecimal("0.5"), line.total().amount(), "a GPU-hour of 4 GPUs at 2 an hour");
            }
        }
    }

    @Test
    void aSampleOfADayIsCutAtHoursAndKeepsItsTotal() {
        ImportResult result = test.usage(
                "u.csv",
                "ts,seconds,node,namespace,cpu_request,network_internet_bytes\n"
                        + "2026-11-01T00:30:00Z,7200,n,a,2,1000\n");
        assertEquals(3, result.segment().rows());
        CostAnswer answer = ask(List.of(machine("n", "8", "4")));
        BigInteger held = answer.lines().stream()
                .map(l -> l.share(Resource.CPU).quantities().allocated())
                .reduce(BigInteger.ZERO, BigInteger::add);
        assertEquals(0, Units.hours(Resource.CPU, held).compareTo(new BigDecimal("4")));
        assertEquals(0, answer.quality().overfullNodeHours());
    }

    /** Used + unused + unmeasured + unallocated = the asset's cost, per resource, node and hour; nothing is negative. */
    @RepeatedTest(15)
    void everyNodeHourAddsUpExactly(RepetitionInfo seed) {
        Random random = new Random(seed.getCurrentRepetition());
        StringBuilder csv = new StringBuilder(
                "ts,seconds,node,namespace,cpu_request,cpu_usage,ram_request_bytes,ram_usage_bytes,gpu_request,gpu_utilisation\n");
        for (int i = 0; i < 120; i++) {
            csv.append("2026-11-01T%02d:%02d:00Z,%d,n%d,ns%d,%s,%s,%d,%s,%s,%s%n"
                    .formatted(
                            random.nextInt(3),
                            random.nextInt(60),
                            60 + random.nextInt(1_000),
                            random.nextInt(2),
                            random.nextInt(5),
                            maybe(random, "" + random.nextInt(9_000) / 1_000.0),
                            maybe(random, "" + random.nextInt(9_000) / 1_000.0),
                            random.nextLong(1L << 35),
                            maybe(random, "" + random.nextLong(1L << 35)),
                            random.nextInt(3),
                            maybe(random, "" + random.nextInt(1_001) / 1_000.0)));
        }
        test.usage("u.csv", csv.toString());
        List<Asset> fleet = List.of(machine("n0", "8", "7"), machine("n1", "16", "3"));
        CostAnswer answer = test.costs(fleet, Tariffs.UNKNOWN)
                .ask(CostQuestion.by(List.of("node", "hour")).in(java.util.Optional.of(DAY)));
        for (Asset asset : fleet) {
            for (int hour = 0; hour < 3; hour++) {
                String at = "2026-11-01T%02d:00Z".formatted(hour);
                for (Resource resource : List.of(Resource.CPU, Resource.RAM, Resource.GPU)) {
                    Money sum = Money.zero(Money.USD);
                    for (CostLine line : answer.lines()) {
                        if (line.key().equals(List.of(asset.name(), at))) {
                            assertTrue(
                                    !line.idle(resource).isNegative(),
                                    "idle below nothing, seed " + seed.getCurrentRepetition());
                            sum = sum.plus(line.share(resource).allocated()).plus(line.idle(resource));
                        }
                    }
                    assertEquals(
                            asset.rates().get(resource).assetCost(BigInteger.valueOf(3_600)),
                            sum,
                            asset.name() + " " + at + " " + resource);
                }
            }
        }
    }

    private static String maybe(Random random, String value) {
        return random.nextInt(4) == 0 ? "" : value;
    }

    private CostAnswer ask(List<Asset> fleet) {
        return test.costs(fleet, Tariffs.UNKNOWN).ask(CostQuestion.by(new ArrayList<>(List.of("namespace"))));
    }

    private static Asset machine(String name, String cores, String hourly) {
        return TestWorkspace.asset(name, "c", DAY, new String[] {cores, "64", "4"}, new String[] {hourly, "1", "2"});
    }
}
