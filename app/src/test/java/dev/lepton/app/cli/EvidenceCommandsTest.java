package dev.lepton.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lepton.app.wiring.ReportFill;
import dev.lepton.app.wiring.Session;
import dev.lepton.ledger.query.CostQuestion;
import dev.lepton.report.model.ReportModel;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said with the evidence reaches the answer: its clock, its currency, its mistakes, what is there twice. */
final class EvidenceCommandsTest {
    private static final String USAGE = "ts,seconds,node,controller_kind,controller,model,cpu_request\n"
            + "2026-11-01T00:00:00Z,3600,n1,Deployment,chat,llama,1\n"
            + "2026-11-01T00:00:00Z,3600,n1,PyTorchJob,tune,llama,2\n"
            + "2026-11-01T01:00:00Z,3600,n1,Deployment,chat,llama,1\n";

    @TempDir
    private Path dir;

    private String workspace = "";

    @BeforeEach
    void init() {
        workspace = dir.resolve("workspace").toString();
        Said.lepton("init", workspace);
    }

    @Test
    void aFleetKeepsTheClockItWasImportedWith() throws IOException {
        Said fleet = imported(
                "fleet",
                "fleet.csv",
                "name,price_per_hour,vcpus,from\nn1,8,8,2026-11-01T02:00\n",
                "--time-zone",
                "+02:00");
        assertTrue(fleet.err().contains("+02:00"), fleet.err());
        imported("usage", "usage.csv", USAGE);
        assertEquals("16", total("--window", "2026-11-01,2026-11-02"));
        imported("fleet", "fleet.csv", "name,price_per_hour,vcpus,from\nn1,8,8,2026-11-01T02:00\n");
        assertEquals("0", total("--window", "2026-11-01,2026-11-02"), "without it, the settings' clock: UTC");
    }

    @Test
    void samplesCorrectedAtTheSourceReplaceAndThoseInTwoFilesAreSaid() throws IOException {
        imported("fleet", "fleet.csv", "name,price_per_hour,vcpus\nn1,8,8\n");
        imported("usage", "usage.csv", USAGE);
        Said other = imported("usage", "other.csv", USAGE.replace(",1\n", ",1.5\n"));
        assertTrue(other.err().contains("3 samples are in usage.csv too"), other.err());
        Said cost = Said.lepton("cost", "--workspace", workspace);
        assertTrue(cost.err().contains("Counted twice: 3 samples of other.csv are in usage.csv too"), cost.err());
        assertTrue(model().quality().findings().stream().anyMatch(f -> f.what().contains("other.csv")));
        imported("usage", "other.csv", USAGE.replace("2026-11-01", "2026-11-02"), "--replace");
        assertFalse(Said.lepton("cost", "--workspace", workspace).err().contains("Counted twice"));
    }

    @Test
    void aFailureSaysWhatToTry() throws IOException {
        Said answer = imported("usage", "usage.csv", USAGE + "never,1,n1,,,,\n");
        assertTrue(answer.err().contains("ts is 'never'"), answer.err());
        assertTrue(answer.err().contains("Maybe write it as 2026-01-31T12:00:00Z."), answer.err());
    }

    @Test
    void stepsAddUpToTheTotal() throws IOException {
        imported("fleet", "fleet.csv", "name,price_per_hour,vcpus\nn1,7.77,8\n");
        imported("usage", "usage.csv", USAGE);
        JsonNode cost = json("cost", "--step", "1h", "--workspace", workspace, "--json");
        assertEquals(2, cost.get("data").size());
        BigDecimal sum = BigDecimal.ZERO;
        for (JsonNode set : cost.get("data")) {
            for (JsonNode line : set) {
                sum = sum.add(
                        new BigDecimal(line.get("x_lepton").get("total_cost").asText()));
            }
        }
        assertEquals(0, sum.compareTo(new BigDecimal("15.54")));
        assertEquals(
                0,
                sum.compareTo(new BigDecimal(cost.get("x_lepton").get("total").asText())));
        assertEquals(
                "2026-11-01T01:00:00Z",
                cost.get("x_lepton").get("steps").get(1).get("start").asText());
        assertEquals(
                1, Said.lepton("cost", "--step", "1h", "--workspace", workspace).code());
        assertEquals(
                1,
                Said.lepton("cost", "--step", "soon", "--workspace", workspace, "--json")
                        .code());
    }

    @Test
    void revenueIsConvertedOrNamedAndOfNoTeamIsShown() throws IOException {
        Files.writeString(
                Path.of(workspace, "lepton.yaml"),
                "exchange_rates:\n  - {from: EUR, to: USD, day: 2026-01-01, value: 2}\n");
        imported("fleet", "fleet.csv", "name,price_per_hour,vcpus\nn1,8,8\n");
        imported("usage", "usage.csv", USAGE);
        imported(
                "revenue",
                "revenue.csv",
                "team,month,amount,currency\nchat,2026-11,100,EUR\nchat,2026-11,7,JPY\n,2026-11,50,USD\n");
        ReportModel model = model();
        assertEquals(
                List.of("team chat 200", "organisation all teams and what is of no team 250"),
                model.earnings().stream()
                        .map(e -> e.by() + " " + e.name() + " "
                                + e.revenue().amount().stripTrailingZeros().toPlainString())
                        .toList());
        assertEquals(
                0, new BigDecimal("16").compareTo(model.earnings().get(1).cost().amount()));
        assertTrue(model.quality().findings().stream().anyMatch(f -> f.what().contains("7 JPY of chat")));
    }

    @Test
    void tokensCostWhatServesThemAndNotWhatTrains() throws IOException {
        imported("fleet", "fleet.csv", "name,price_per_hour,vcpus\nn1,8,8\n");
        imported("usage", "usage.csv", USAGE);
        imported(
                "tokens",
                "tokens.csv",
                "model,from,to,prompt_tokens,output_tokens\n"
                        + "llama,2026-11-01T00:00Z,2026-11-01T02:00Z,1000000,1000000\n");
        var blended = model().unitCosts().stream()
                .filter(u -> u.of().equals("llama, all tokens"))
                .findFirst()
                .orElseThrow();
        assertEquals(0, BigDecimal.ONE.compareTo(blended.value().orElseThrow().amount()), "two core-hours at 1");
        assertTrue(blended.toString().contains("the cost of chat"), blended.toString());
    }

    private ReportModel model() {
        try (Session session = Session.open(Path.of(workspace))) {
            return new ReportFill(session, CostQuestion.by(List.of()), Instant.parse("2026-11-03T00:00:00Z"))
                    .model("Test", List.of(), List.of(), List.of());
        }
    }

    private String total(String... window) throws IOException {
        List<String> args = new java.util.ArrayList<>(List.of("cost", "--workspace", workspace, "--json"));
        args.addAll(List.of(window));
        return new BigDecimal(json(args.toArray(String[]::new))
                        .get("x_lepton")
                        .get("total")
                        .asText())
                .stripTrailingZeros()
                .toPlainString();
    }

    private static JsonNode json(String... args) throws IOException {
        return Output.JSON.readTree(Said.lepton(args).out());
    }

    private Said imported(String kind, String name, String text, String... options) throws IOException {
        Files.writeString(dir.resolve(name), text);
        List<String> args = new java.util.ArrayList<>(
                List.of("import", kind, dir.resolve(name).toString(), "--workspace", workspace));
        args.addAll(List.of(options));
        Said answer = Said.lepton(args.toArray(String[]::new));
        assertEquals(0, answer.code(), answer.err());
        return answer;
    }
}
