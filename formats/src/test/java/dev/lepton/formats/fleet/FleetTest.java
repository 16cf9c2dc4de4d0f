package dev.lepton.formats.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.core.catalog.Terms;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.money.Price;
import dev.lepton.core.workload.Labels;
import dev.lepton.core.workload.MachineRates;
import dev.lepton.core.workload.Pool;
import dev.lepton.core.workload.Resources;
import dev.lepton.formats.Reads;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fleets in CSV and in YAML are the same fleets. */
final class FleetTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path dir;

    private Reads<Pool> csv(String content) throws IOException {
        Path file = Files.writeString(dir.resolve("fleet.csv"), content);
        return Reads.of((rows, failures, bytes) -> FleetCsv.read(file, ZoneOffset.UTC, rows, failures, bytes));
    }

    private Reads<Pool> yaml(String content) throws IOException {
        Path file = Files.writeString(dir.resolve("fleet.yaml"), content);
        return Reads.of((rows, failures, bytes) -> FleetYaml.read(file, ZoneOffset.UTC, rows, failures, bytes));
    }

    private static final String YAML = """
            # Two kinds of machine.
            site: north
            pools:
              - name: hgx
                count: 4
                cluster: train
                provider: aws
                instance_type: p5.48xlarge
                region: us-east-1
                terms: 3y
                gpu_model: H100
                gpus: 8
                vcpus: 192
                memory_gib: 2048
                price_per_hour: 43.16
                currency: USD
                from: 2026-01-01
                labels:
                  team: vision
                  env: prod
              - name: old
                gpus: 0.5
                power_watts: 900
                idle_power_watts: 210.5
                gpu_price_per_gpu_hour: 1.90
                currency: EUR
                provider_id: rack-7
                labels: team=nlp
                colour: grey
            """;

    private static final String CSV = """
            name,count,cluster,provider,instance_type,region,terms,gpu_model,gpus,vcpus,memory_gib,price_per_hour,gpu_price_per_gpu_hour,currency,from,provider_id,power_watts,idle_power_watts,labels,label.env,colour
            hgx,4,train,aws,p5.48xlarge,us-east-1,3y,H100,8,192,2048,43.16,,USD,2026-01-01,,,,team=vision,prod,
            old,,,,,,,,0.5,,,,1.90,EUR,,rack-7,900,210.5,team=nlp,,grey
            """;

    @Test
    void theSameFleetTwice() throws IOException {
        Reads<Pool> yaml = yaml(YAML);
        Reads<Pool> csv = csv(CSV);
        assertEquals(List.of(), yaml.failureLines());
        assertEquals(csv.rows, yaml.rows);
        assertEquals(List.of("colour"), yaml.reading.ignoredColumns());
        assertEquals(List.of("colour"), csv.reading.ignoredColumns());
        Pool hgx = csv.rows.get(0);
        assertEquals(4, hgx.count());
        assertEquals(Optional.of(new Terms.Commitment(3)), hgx.place().terms());
        assertEquals(Optional.of(Price.usd("43.16")), hgx.rates().machine());
        assertEquals(Optional.of(Instant.parse("2026-01-01T00:00:00Z")), hgx.from());
        assertEquals(Map.of("team", "vision", "env", "prod"), hgx.labels().pairs());
        Pool old = csv.rows.get(1);
        assertEquals(1, old.count());
        assertEquals("1.90 EUR", old.rates().gpu().orElseThrow().toString());
        assertEquals(Optional.of(new BigDecimal("900")), old.power().watts());
        assertEquals(Optional.empty(), old.each().vcpus());
    }

    @Test
    void badPoolsAreFailuresWithTheirLine() throws IOException {
        Reads<Pool> yaml = yaml("""
                - name: a
                  gpus: eight
                - name: b

                  terms: forever
                - just text
                - gpus: 1
                - name: c
                  gpus: [1, 2]
                - name: d
                  count: 0
                - name: e
                  from: 2026-02-01
                  to: 2026-01-01
                - {name: f, count: 2, provider_id: x}
                - {name: g, power_watts: 1, idle_power_watts: 2}
                - {name: h}
                """);
        assertEquals(List.of("h"), yaml.rows.stream().map(Pool::name).toList());
        assertEquals(
                List.of(
                        "1 NOT_A_NUMBER gpus is 'eight'",
                        "3 UNKNOWN_VALUE terms is 'forever'",
                        "6 MALFORMED a pool is a map of keys, not 'just text'",
                        "7 MISSING_VALUE name is empty",
                        "8 MALFORMED gpus is a list or a map, not one value",
                        "10 OUT_OF_RANGE count is '0'",
                        "12 ENDS_BEFORE_START from is 2026-02-01T00:00:00Z, to is 2026-01-01T00:00:00Z",
                        "15 OUT_OF_RANGE provider_id names one machine, but count is '2'",
                        "16 OUT_OF_RANGE power_watts is '1', less than idle_power_watts, which is '2'"),
                yaml.failureLines());
        assertEquals(10, yaml.reading.dataLines());
    }

    @Test
    void yamlThatIsNoFleetIsAProblem() {
        for (String text : List.of(
                "",
                "name: a\n",
                "pools: 3\n",
                "42\n",
                "pools:\n  - name: [\n",
                "- name: a\n  name: b\n",
                "\t- x",
                "- name: \"a\n")) {
            Problem problem = assertThrows(Problem.class, () -> {
                Reads<Pool> read = yaml(text);
                assertTrue(read.failures.isEmpty(), "taken as " + read.rows + read.failureLines());
                throw Problem.input("only failures", "");
            });
            assertEquals(Problem.Kind.INPUT, problem.kind(), text);
        }
    }

    @RepeatedTest(100)
    void whatIsWrittenIsRead(RepetitionInfo repetition) throws IOException {
        Random random = new Random(repetition.getCurrentRepetition());
        List<Pool> pools = new ArrayList<>();
        for (int i = random.nextInt(20); i > 0; i--) {
            pools.add(pool(random, "pool " + i));
        }
        StringWriter text = new StringWriter();
        FleetCsv.write(text, pools);
        Reads<Pool> read = csv(text.toString());
        assertEquals(List.of(), read.failureLines());
        assertEquals(pools, read.rows);
    }

    private static Pool pool(Random random, String name) {
        Terms[] terms = {new Terms.OnDemand(), new Terms.Spot(), new Terms.Owned(), new Terms.Commitment(1)};
        Currency currency = Currency.getInstance(random.nextBoolean() ? "USD" : "JPY");
        Optional<Instant> from = number(random).map(n -> Instant.ofEpochSecond(n.longValue()));
        return new Pool(
                name,
                1 + random.nextInt(9),
                word(random),
                new Pool.Place(word(random), word(random), word(random), Optional.of(terms[random.nextInt(4)])),
                new Resources(number(random), word(random), number(random), number(random)),
                new MachineRates(
                        number(random).map(n -> Price.of(n, currency)),
                        number(random).map(n -> Price.of(n, currency)),
                        number(random).map(n -> Price.of(n, currency)),
                        Optional.of(Price.of(BigDecimal.ONE, currency))),
                from,
                from.map(f -> f.plusSeconds(1 + random.nextInt(1000))),
                Optional.empty(),
                new Pool.Power(Optional.of(new BigDecimal("700.0")), Optional.of(new BigDecimal("90"))),
                random.nextBoolean() ? Labels.NONE : new Labels(Map.of("team", "a;b")));
    }

    private static Optional<BigDecimal> number(Random random) {
        return random.nextInt(4) == 0
                ? Optional.empty()
                : Optional.of(BigDecimal.valueOf(random.nextInt(Integer.MAX_VALUE), random.nextInt(12)));
    }

    private static Optional<String> word(Random random) {
        return random.nextInt(4) == 0 ? Optional.empty() : Optional.of("a,\"" + random.nextInt(9));
    }

    @Test
    void openbNodes() throws IOException {
        Path file = Files.writeString(
                dir.resolve("nodes.csv"),
                "sn,cpu_milli,memory_mib,gpu,model\nn0,64000,262144,2,P100\nn1,32500,1,0,\nn2,1,1,x,\n");
        Reads<Pool> read = Reads.of((rows, failures, bytes) -> OpenBNodes.read(file, rows, failures, bytes));
        assertEquals(
                new Resources(
                        Optional.of(BigDecimal.TWO),
                        Optional.of("P100"),
                        Optional.of(new BigDecimal("64.000")),
                        Optional.of(new BigDecimal("256"))),
                read.rows.get(0).each());
        assertEquals(
                Optional.of(new BigDecimal("32.500")), read.rows.get(1).each().vcpus());
        assertEquals(List.of("4 NOT_A_NUMBER gpu is 'x'"), read.failureLines());
    }
}
