package dev.lepton.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Carbon of {@code lepton plan} by the bundled tables of grids, by what is stated, and by contracts. */
final class PlanCarbonTest {
    private static final String RUN = """
            offers:
              - {name: one, device: L4, region: REGION, price_per_hour: 1}
            runs:
              - name: training
                deadline_hours: 200
                ways: [{device: L4, hours: 100, watts: 1000}]
            """;

    @TempDir
    private Path dir;

    private Said plan(String document, String... more) throws IOException {
        String file = Files.writeString(dir.resolve("plan.yaml"), document).toString();
        return more.length == 0
                ? Said.of("plan", file, "--brief", "--json")
                : Said.of("plan", file, "--brief", "--json", more[0], more[1]);
    }

    /** 100 kWh at 0.415755 kg, as Cloud Carbon Footprint has it for us-east-1. */
    @Test
    void aRegionThatStatesNothingHasItsGrids() throws IOException {
        JsonNode json = plan(RUN.replace("REGION", "us-east-1")).json();
        assertEquals(41.576, json.get("carbon_kg_per_month").asDouble(), 1e-9);
        assertEquals(41.576, json.at("/carbon/0/location_kg_per_month").asDouble(), 1e-9);
        assertTrue(json.at("/carbon/0/source").asText().contains("EPA (aws us-east-1, estimate)"), json.toString());
        assertFalse(json.has("carbon_market_kg_per_month"));
    }

    @Test
    void whatIsStatedGoesBefore() throws IOException {
        JsonNode json = plan(RUN.replace("REGION", "us-east-1") + "regions: {us-east-1: {grams_per_kwh: 10}}\n")
                .json();
        assertEquals(1, json.get("carbon_kg_per_month").asDouble(), 1e-9);
        assertTrue(json.at("/carbon/0/source").asText().startsWith("stated"), json.toString());
    }

    @Test
    void aHouseOfOnesOwnNamesItsGrid() throws IOException {
        JsonNode json = plan(RUN.replace("REGION", "cellar") + "regions: {cellar: {grid: us-east-1}}\n")
                .json();
        assertEquals(41.576, json.get("carbon_kg_per_month").asDouble(), 1e-9);
        JsonNode wrong = plan(RUN.replace("REGION", "cellar") + "regions: {cellar: {grid: us-east-9}}\n")
                .json();
        assertTrue(wrong.get("silent").toString().contains("no table has a grid called 'us-east-9'"), wrong.toString());
    }

    @Test
    void anUnknownGridStaysUnknownAndKeepsNoPlaceUnderALimit() throws IOException {
        Said free = plan(RUN.replace("REGION", "cellar"));
        assertEquals(0, free.code(), free.err());
        assertTrue(free.json().at("/carbon/0/location_kg_per_month").isNull(), free.out());
        assertTrue(free.json().at("/carbon/0/source").asText().contains("called 'cellar'"), free.out());
        Said limited = plan(RUN.replace("REGION", "cellar"), "--carbon", "1000");
        assertEquals(4, limited.code());
        assertTrue(limited.out().contains("one: its carbon is not known"), limited.out());
        assertTrue(limited.out().contains("state grams_per_kwh"), limited.out());
        assertEquals(
                0, plan(RUN.replace("REGION", "us-east-1"), "--carbon", "42").code());
        assertEquals(
                4, plan(RUN.replace("REGION", "us-east-1"), "--carbon", "41").code());
    }

    /** 60 % bought at 20 g, the rest at 500 g: 212 g a kWh. */
    @Test
    void contractsAreCountedBeside() throws IOException {
        String bought = RUN.replace("REGION", "us-east-1")
                + "regions: {us-east-1: {contract_percent: 60, contract_grams_per_kwh: 20, residual_grams_per_kwh: 500}}\n";
        JsonNode json = plan(bought).json();
        assertEquals(41.576, json.get("carbon_kg_per_month").asDouble(), 1e-9);
        assertEquals(21.2, json.get("carbon_market_kg_per_month").asDouble(), 1e-9);
        JsonNode rest =
                plan(bought.replace(", residual_grams_per_kwh: 500", "")).json();
        assertFalse(rest.has("carbon_market_kg_per_month"));
        assertTrue(rest.at("/carbon/0/source").asText().contains("no residual_grams_per_kwh"), rest.toString());
    }
}
