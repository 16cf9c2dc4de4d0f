package dev.lepton.formats.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.core.evidence.Problem;
import dev.lepton.core.plan.source.PlanRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Loads that a plan takes from recorded requests. */
final class PlanTraceTest {
    private static final String DOCUMENT = """
            levels: 2
            offers:
              - {name: a, price_per_hour: 1}
              - {name: spot l4, device: L4, region: west, terms: [{on: spot, price_per_hour: 1}]}
              - {name: other l4, device: L4, devices: 2, region: west, terms: [{on: spot, price_per_hour: 1}]}
              - {name: apart, device: L4, region: west, failure_domain: zone b, terms: [{on: spot, price_per_hour: 1}]}
            services:
              - {name: chat, model: m, trace: t.csv, trace_times: 3 MORE}
            """;

    @TempDir
    private Path folder;

    private PlanDocument read(String more) throws IOException {
        return PlanDocument.read(Files.writeString(folder.resolve("p.yaml"), DOCUMENT.replace("MORE", more)));
    }

    private void trace(List<String> rows) throws IOException {
        Files.writeString(
                folder.resolve("t.csv"), "TIMESTAMP,ContextTokens,GeneratedTokens\n" + String.join("\n", rows) + "\n");
    }

    private static List<Double> rates(PlanDocument document) {
        return document.request().services().get(0).work().rates().stream()
                .map(r -> r.get(0))
                .toList();
    }

    /** Eleven requests over a hundred seconds: 0.11 a second, three times; one bad line is told. */
    @Test
    void shortTraceGivesItsMean() throws IOException {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i <= 10; i++) {
            rows.add("2026-01-05 00:00:" + String.format("%02d", 5 * i) + ",100," + (10 + i));
        }
        rows.set(10, "2026-01-05 00:01:40,100,20");
        rows.add("2026-01-05 00:00:07,many,1");
        trace(rows);
        PlanDocument document = read("");
        assertEquals(
                List.of(0.33),
                rates(document).stream().map(r -> Math.round(r * 1e9) / 1e9).toList());
        assertEquals(15, document.request().services().get(0).tokensPerRequest().orElseThrow(), 1e-12);
        assertTrue(
                document.notes().stream()
                        .anyMatch(n -> n.contains("11 requests") && n.contains("1 lines are left out")),
                document.notes().toString());
    }

    /** Two days with ten times as many requests in the afternoons: two levels by hour. */
    @Test
    void dayGivesLoadByHour() throws IOException {
        List<String> rows = new ArrayList<>();
        Instant start = Instant.parse("2026-01-05T00:00:00Z");
        for (int hour = 0; hour < 48; hour++) {
            int every = hour % 24 >= 12 ? 60 : 600;
            for (int s = 0; s < 3600; s += every) {
                rows.add(start.plus(hour, ChronoUnit.HOURS).plusSeconds(s) + ",10,10");
            }
        }
        rows.add("2026-01-07T00:00:00Z,10,10");
        trace(rows);
        PlanRequest request = read("").request();
        assertEquals(24, request.slotOfHour().size());
        List<Double> rates = rates(read(""));
        assertEquals(2, rates.size());
        assertEquals(3 / 600.0, rates.get(0), 3 / 600.0 * 0.1);
        assertEquals(3 / 60.0, rates.get(1), 1e-9);
    }

    @Test
    void loadIsStatedOnce() throws IOException {
        trace(List.of("2026-01-05,1,1", "2026-01-06,1,1"));
        Problem twice = assertThrows(Problem.class, () -> read(", output_tokens: 9"));
        assertTrue(twice.getMessage().contains("p.yaml:8") && twice.getMessage().contains("twice"), twice.getMessage());
    }

    @Test
    void noTraceIsSaid() throws IOException {
        Problem none = assertThrows(Problem.class, () -> read(""));
        assertTrue(none.getMessage().contains("p.yaml:8") && none.getMessage().contains("t.csv"), none.getMessage());
        trace(List.of("2026-01-05,1,1"));
        assertTrue(assertThrows(Problem.class, () -> read("")).getMessage().contains("no two different times"));
    }

    /** What spot machines are lost together with: their device's in their region, or as stated. */
    @Test
    void domainsOfFailure() throws IOException {
        trace(List.of("2026-01-05,1,1", "2026-01-06,1,1"));
        List<String> domains =
                read("").request().sites().stream().map(s -> s.place().domain()).toList();
        assertEquals(List.of("a", "L4 west", "L4 west", "zone b"), domains);
    }
}
