package dev.lepton.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commitments that are held already, and labels: what is paid in any case, and what need not be. */
final class PlanCommitmentsTest {
    private static final String DOCUMENT = """
            offers:
              - name: old
                device: L4
                region: here
                terms: [{on: on-demand, price_per_hour: 3}, {on: 1y, price_per_hour: 2, held: 1, until: 2026-12-31}]
              - {name: new, device: L4, region: here, price_per_hour: 1}
            runs:
              - {name: training, deadline_hours: 400, ways: [{device: L4, hours: 100}]}
            """;

    @TempDir
    private Path dir;

    private Said plan(String document, String... more) throws IOException {
        String file = Files.writeString(dir.resolve("plan.yaml"), document).toString();
        return more.length == 0
                ? Said.of("plan", file, "--brief", "--json")
                : Said.of("plan", file, "--brief", "--json", more[0], more[1]);
    }

    @Test
    void whatIsPaidInAnyCaseIsUsedUntilItEnds() throws IOException {
        Said before = plan(DOCUMENT, "--as-of", "2026-12-30");
        assertEquals(0, before.code(), before.err());
        assertEquals(1460, before.json().get("cost_per_month").asDouble(), 1e-6);
        assertEquals("old", before.json().at("/chosen/0/place").asText());
        String notes = before.json().get("notes").toString();
        assertTrue(notes.contains("until 2026-12-31: 1,460.00 USD a month are paid in any case"), notes);
        JsonNode after = plan(DOCUMENT, "--as-of", "2026-12-31").json();
        assertEquals(100, after.get("cost_per_month").asDouble(), 1e-6);
        assertEquals("new", after.at("/chosen/0/place").asText());
        assertTrue(after.get("notes").toString().contains("held no more"), after.toString());
    }

    @Test
    void onlyCommitmentsEnd() throws IOException {
        Said said = plan(DOCUMENT.replace("held: 1, ", ""));
        assertEquals(1, said.code());
        assertTrue(said.err().contains("only a commitment that is held ends"), said.err());
    }

    @Test
    void fewerLabelsThatReachTheFloor() throws IOException {
        String labels = """
                labelling:
                  - name: defects
                    labels_today: 50000
                    months: 12
                    price_per_label: 0.08
                    accuracy: {f1: 0.92}
                    points:
                      - {labels: 10000, accuracy: {f1: 0.90}}
                      - {labels: 50000, accuracy: {f1: 0.94}}
                """;
        JsonNode json = plan(labels).json();
        assertEquals(200, json.get("cost_per_month").asDouble(), 1e-6);
        assertTrue(json.at("/chosen/0/way").asText().contains("30000 labels by people"), json.toString());
        Said wrong = plan(labels.replace("labels_today", "label_today"));
        assertEquals(1, wrong.code());
    }
}
