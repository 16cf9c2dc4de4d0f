package dev.lepton.ledger.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.core.billing.CostLine;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.money.FxRates;
import dev.lepton.core.money.Money;
import dev.lepton.ledger.focus.FocusColumn;
import dev.lepton.ledger.query.CostAnswer;
import dev.lepton.ledger.query.CostQuestion;
import dev.lepton.ledger.query.Costs;
import dev.lepton.ledger.query.Facts;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A workspace out as FOCUS: nothing lost, nothing twice, and the same figures as every other question gives. */
final class FocusExportTest {
    @TempDir
    private Path dir;

    private ExportFixture fixture;

    @BeforeEach
    void setUp() {
        fixture = new ExportFixture(dir);
    }

    @AfterEach
    void tearDown() {
        fixture.close();
    }

    @Test
    void countsWhatItWrites() {
        FocusExport.Written written = fixture.export(FocusVersion.V1_2, true, dir.resolve("out.csv"));
        assertEquals(1_005, written.bills());
        assertEquals(6, written.machines(), "two machines on three days each");
        assertEquals(6, written.tariffs(), "two tariffs on three days each, the last a few hours");
        assertEquals(15, written.splits(), "these, and three lines of the bill");
        assertEquals(written.rows(), count("SELECT count(*) FROM read_csv('" + dir.resolve("out.csv") + "')"));
        assertFalse(Files.exists(dir.resolve("out.csv.partial")));
    }

    @Test
    void theSplitFileAddsUpToTheWholeOne() {
        Path split = dir.resolve("split.parquet");
        Path whole = dir.resolve("whole.parquet");
        fixture.export(FocusVersion.V1_4, true, split);
        fixture.export(FocusVersion.V1_4, false, whole);
        Reconciliation.check(fixture.test.engine, split, whole);
    }

    @Test
    void whatTheSampleSaidCanBeReadBack() {
        Path file = dir.resolve("out.csv");
        fixture.export(FocusVersion.V1_2, true, file);
        List<String> now = new ArrayList<>();
        List<String> then = new ArrayList<>();
        for (FocusColumn column : FocusColumn.of("1.2")) {
            String name = column.name();
            String type = column.type().sql();
            now.add("CASE WHEN list_contains(string_split(x_LeptonFilledColumns, ', '), '" + name
                    + "') THEN NULL ELSE CAST(coalesce(json_extract_string(x_LeptonOriginalValues, '$." + name + "'), "
                    + name
                    + ") AS " + type + ") END");
            boolean text = type.equals("VARCHAR");
            then.add(text ? "nullif(" + name + ", '')" : name);
        }
        String exported = "SELECT " + String.join(", ", now) + " FROM read_csv('" + file
                + "', all_varchar = true, header = true) WHERE x_LeptonSource = 'focus_sample.csv'";
        String imported = "SELECT " + String.join(", ", then) + " FROM charges WHERE x_SourceColumns LIKE '%\"Id\"%'";
        new Facts(fixture.test.engine, fixture.test.workspace);
        assertEquals(1_000, count("SELECT count(*) FROM (" + exported + ")"));
        assertEquals(0, count("SELECT count(*) FROM (" + exported + " EXCEPT ALL " + imported + ")"));
        assertEquals(0, count("SELECT count(*) FROM (" + imported + " EXCEPT ALL " + exported + ")"));
        assertEquals(
                new BigDecimal("20.520226728990000000"),
                decimal("SELECT sum(BilledCost::DECIMAL(38,18)) FROM read_csv('" + file
                        + "', all_varchar = true) WHERE x_LeptonSource = 'focus_sample.csv'"));
    }

    /** To the eighteenth decimal where Lepton sells by the period, and per pod as well. */
    @Test
    void agreesWithTheAnswersOfCost() {
        Path file = dir.resolve("out.parquet");
        fixture.export(FocusVersion.V1_4, true, file);
        Costs costs = new Costs(
                new Facts(fixture.test.engine, fixture.test.workspace),
                fixture.assets,
                fixture.request(FocusVersion.V1_4, true).tariffs(),
                Map.of(),
                FxRates.none(),
                Money.USD);
        CostAnswer answer = costs.ask(CostQuestion.by(List.of("pod", "node")));
        Map<String, BigDecimal> asked = new TreeMap<>();
        for (CostLine line : answer.lines()) {
            if (line.key().get(1).equals("gpu1") && line.key().get(0).startsWith("llm")) {
                BigDecimal machine = line.shares().entrySet().stream()
                        .filter(e -> switch (e.getKey()) {
                            case CPU, RAM, GPU -> true;
                            case STORAGE, NETWORK, LOAD_BALANCER -> false;
                        })
                        .map(e -> e.getValue().allocated().amount())
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
                asked.put(line.key().get(0), machine);
            }
        }
        assertEquals(2, asked.size());
        asked.forEach((pod, cost) -> {
            BigDecimal exported = decimal("SELECT sum(EffectiveCost) FROM '" + file
                    + "' WHERE ResourceName = 'gpu1' AND AllocatedResourceName = '" + pod + "'");
            assertTrue(
                    exported.subtract(cost).abs().compareTo(new BigDecimal("1e-16")) < 0,
                    pod + ": " + exported + ", not " + cost);
        });
        assertEquals(
                new BigDecimal("8603.118000540000000000"),
                decimal("SELECT sum(EffectiveCost) FROM '" + file + "' WHERE x_LeptonRow = 'machine'"),
                "54 h at 98.317 and at 61.00000001");
    }

    @Test
    void columnsAreThoseOfTheVersionThenLeptons() {
        for (FocusVersion version : FocusVersion.values()) {
            Path file = dir.resolve(version + ".parquet");
            fixture.export(version, true, file);
            List<String> columns = new ArrayList<>();
            fixture.test.engine.query("DESCRIBE SELECT * FROM '" + file + "'", r -> columns.add(r.getString(1)));
            List<String> own = FocusColumn.of(version.number()).stream()
                    .map(FocusColumn::name)
                    .toList();
            assertEquals(own, columns.subList(0, own.size()));
            assertTrue(
                    columns.subList(own.size(), columns.size()).stream()
                            .allMatch(c -> c.matches("x_Lepton[A-Z][A-Za-z]+")),
                    columns.toString());
            assertEquals(version == FocusVersion.V1_2, columns.contains("x_LeptonAllocatedResourceId"));
            assertEquals(version == FocusVersion.V1_4, columns.contains("AllocatedMethodDetails"));
            assertEquals(
                    0,
                    count("SELECT count(*) FROM '" + file + "' WHERE "
                            + (version == FocusVersion.V1_4 ? "ServiceProviderName" : "ProviderName") + " IS NULL"));
        }
    }

    @Test
    void namesModelAndOwnerOfAPod() {
        Path file = dir.resolve("out.parquet");
        fixture.export(FocusVersion.V1_4, true, file);
        assertEquals(
                List.of("pod/c1/serving/llm-0 llama-3-70b chat vision", "pod/c1/serving/llm-1 null asr speech"),
                texts("SELECT DISTINCT concat_ws(' ', AllocatedResourceId, coalesce(x_LeptonModel, 'null'), "
                        + "AllocatedTags->>'app', AllocatedTags->>'team') AS t FROM '" + file
                        + "' WHERE ResourceName = 'gpu1' AND x_LeptonPart = 'allocated' ORDER BY t"));
        assertEquals(
                List.of("it's \"quoted\", yes"),
                texts("SELECT DISTINCT AllocatedResourceName FROM '" + file
                        + "' WHERE AllocatedResourceId = 'job/job-0'"));
    }

    @Test
    void aWindowTakesChargesThatBeginInIt() {
        FocusRequest all = fixture.request(FocusVersion.V1_2, true);
        FocusRequest oneDay = new FocusRequest(
                all.version(),
                java.util.Optional.of(new dev.lepton.core.time.Window(
                        ExportFixture.instant("2024-09-04T00:00:00Z"), ExportFixture.instant("2024-09-05T00:00:00Z"))),
                true,
                true,
                FocusRequest.Period.MONTH,
                all.assets(),
                all.tariffs(),
                all.currency(),
                all.account());
        Path file = dir.resolve("day.parquet");
        new FocusExport(new Facts(fixture.test.engine, fixture.test.workspace), oneDay).write(file);
        assertEquals(
                List.of("2024-09-04 00:00:00+00 2024-09-05 00:00:00+00"),
                texts("SELECT DISTINCT ChargePeriodStart || ' ' || ChargePeriodEnd FROM '" + file
                        + "' WHERE x_LeptonRow = 'machine'"));
        assertEquals(
                0,
                count("SELECT count(*) FROM '" + file
                        + "' WHERE ChargePeriodStart < '2024-09-04' OR ChargePeriodStart >= '2024-09-05'"));
    }

    @Test
    void anEmptyWorkspaceIsAFileWithoutRows() throws IOException {
        try (ExportFixture unused = fixture) {
            Path other = Files.createDirectories(dir.resolve("other"));
            try (dev.lepton.ledger.TestWorkspace empty = new dev.lepton.ledger.TestWorkspace(other)) {
                Path file = other.resolve("out.csv");
                FocusRequest request = unused.request(FocusVersion.V1_2, true);
                FocusRequest none = new FocusRequest(
                        request.version(),
                        request.window(),
                        true,
                        true,
                        request.period(),
                        List.of(),
                        request.tariffs(),
                        request.currency(),
                        request.account());
                assertEquals(
                        0,
                        new FocusExport(new Facts(empty.engine, empty.workspace), none)
                                .write(file)
                                .rows());
                assertEquals(1, Files.readAllLines(file).size());
            }
        }
    }

    @Test
    void refusesWhatItCannotWrite() {
        assertThrows(Problem.class, () -> fixture.export(FocusVersion.V1_2, true, dir.resolve("out.xlsx")));
        assertThrows(Problem.class, () -> FocusVersion.parse("1.3"));
    }

    private long count(String sql) {
        return decimal(sql).longValueExact();
    }

    private BigDecimal decimal(String sql) {
        BigDecimal[] value = {BigDecimal.ZERO};
        fixture.test.engine.query(sql, r -> value[0] = r.getBigDecimal(1));
        return value[0];
    }

    private List<String> texts(String sql) {
        List<String> texts = new ArrayList<>();
        fixture.test.engine.query(sql, r -> texts.add(r.getString(1)));
        return texts.stream().collect(Collectors.toList());
    }
}
