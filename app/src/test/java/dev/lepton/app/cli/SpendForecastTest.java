package dev.lepton.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Spend of a workspace ahead: by team, and budgets that a straight line would call kept. */
final class SpendForecastTest {
    @TempDir
    private Path dir;

    /** Two teams from Monday 2 March to Sunday 12 April 2026; work on weekdays only, 100 and 20 a day. */
    private String workspace(String budgets) throws IOException {
        String workspace = dir.resolve("w").toString();
        Said.lepton("init", workspace);
        StringBuilder bill = new StringBuilder(
                "ChargePeriodStart,ChargePeriodEnd,BilledCost,EffectiveCost,ServiceName,ResourceId,ChargeCategory,Tags\n");
        for (LocalDate day = LocalDate.of(2026, 3, 2); day.isBefore(LocalDate.of(2026, 4, 13)); day = day.plusDays(1)) {
            boolean work = day.getDayOfWeek().getValue() < 6;
            for (String team : work ? new String[] {"a", "b"} : new String[] {"b"}) {
                String cost = team.equals("a") ? "100" : work ? "20" : "10";
                bill.append(day + "T00:00:00Z," + day.plusDays(1) + "T00:00:00Z," + cost + "," + cost + ",GPU,i-" + team
                        + ",Usage,\"{\"\"team\"\": \"\"" + team + "\"\"}\"\n");
            }
        }
        Path file = Files.writeString(dir.resolve("bill.csv"), bill);
        Said imported = Said.lepton("import", "focus", file.toString(), "--workspace", workspace);
        assertEquals(0, imported.code(), imported.err());
        Files.writeString(Path.of(workspace, "lepton.yaml"), budgets);
        return workspace;
    }

    @Test
    void dailySpendByTeamAddsUp() throws IOException {
        String workspace = workspace("currency: USD\n");
        Said said = Said.lepton("forecast", "--workspace", workspace, "--by", "team", "--horizon", "7", "--json");
        assertEquals(0, said.code(), said.err());
        JsonNode rows = said.json().get("rows");
        assertEquals(3 * 7, rows.size());
        assertEquals("2026-04-13", rows.get(0).get("ds").asText());
        assertEquals(120, rows.get(0).get("mean").asDouble(), 1);
        assertEquals(10, rows.get(5).get("mean").asDouble(), 1);
        for (int h = 0; h < 7; h++) {
            assertEquals(
                    0,
                    rows.get(h)
                            .get("mean")
                            .decimalValue()
                            .compareTo(rows.get(7 + h)
                                    .get("mean")
                                    .decimalValue()
                                    .add(rows.get(14 + h).get("mean").decimalValue())));
        }
        assertTrue(said.json().get("notes").toString().contains("a day without cost of a series is a day at 0"));
        Said both = Said.lepton("forecast", "x.csv", "--by", "team");
        assertEquals(1, both.code());
    }

    @Test
    void budgetsAreCheckedAgainstTheForecast() throws IOException {
        String workspace = workspace("""
                budgets:
                  - {name: all, scope: total, amount: 2800, period: monthly}
                  - {name: b, scope: team=b, amount: 560, period: monthly}
                """);
        Said said = Said.lepton("budget", "check", "--as-of", "2026-04-13", "--workspace", workspace, "--json");
        assertEquals(0, said.code(), said.out());
        JsonNode all = said.json().at("/budgets/0");
        // 1 to 12 April: 8 weekdays of 120, 4 days of 10, 1,000; ahead 14 of 120 and 4 of 10: 1,720. A straight line
        // says 2,500.
        assertEquals(2720, all.get("forecast").asDouble(), 10);
        assertEquals(2500, all.get("straight_line").asDouble(), 1);
        assertEquals("within", all.get("state").asText());
        Files.writeString(
                Path.of(workspace, "lepton.yaml"),
                "budgets:\n  - {name: all, scope: total, amount: 2590, period: monthly}\n");
        Said broken = Said.lepton("budget", "check", "--as-of", "2026-04-13", "--workspace", workspace, "--json");
        assertEquals(4, broken.code(), "the straight line would keep it");
        JsonNode over = broken.json().at("/budgets/0");
        assertEquals("projected_over", over.get("state").asText());
        assertEquals("2026-04-29", over.get("crossing").asText());
        assertTrue(over.get("probability_over").asDouble() > 0.9, broken.out());
        assertTrue(over.get("projected_over_by").asDouble() > 100);
    }

    @Test
    void aDayThatIsNotOverCountsOnce() throws IOException {
        String workspace = workspace("budgets:\n  - {name: all, scope: total, amount: 2800, period: monthly}\n");
        Said said =
                Said.lepton("budget", "check", "--as-of", "2026-04-08T12:00:00Z", "--workspace", workspace, "--json");
        assertEquals(2720, said.json().at("/budgets/0/forecast").asDouble(), 30, said.out());
    }
}
