package dev.lepton.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PricesCommandTest {
    @TempDir
    private Path dir;

    @Test
    void theCheapestEightH100() {
        assertEquals(
                """
                Provider  Machine                  Accelerator  Count  vCPU   GiB  Region         Terms      per hour  per GPU-hour       Listed      Source
                ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
                aws       p5.48xlarge              H100-80GB        8   192  2048  us-east-1      on-demand    55.040         6.880  USD  2026-07-20  karpenter-aws 1d92708
                aws       p5.48xlarge              H100-80GB        8   192  2048  us-gov-west-1  on-demand    66.048         8.256  USD  2026-07-20  karpenter-aws 1d92708
                azure     Standard_ND96is_H100_v5  H100-80GB        8    96  1900  eastus         on-demand    88.488        11.061  USD  2026-06-18  karpenter-azure 352646f
                3 of 127 prices are shown; --limit 0 shows all.
                Machines with exactly 8; --min-count 8 takes larger ones too.
                A list price is no promise of capacity: a size may not be had in every region that has a price.
                """, lepton("--gpu", "H100", "--count", "8", "--limit", "3").out());
    }

    @Test
    void aPriceTakenApartOurWayAndOpenCosts() {
        String out = lepton("--explain", "p5.48xlarge", "--provider", "aws", "--region", "us-east-1")
                .out();
        assertEquals("""
                aws p5.48xlarge, 8 × H100-80GB, us-east-1, on-demand: 55.040 USD an hour (karpenter-aws 1d92708)

                Part             Units  Lepton USD/h    a unit     share  OpenCost USD/h    a unit     share
                ────────────────────────────────────────────────────────────────────────────────────────────
                Accelerators     8 GPU        36.930      4.62   67.10 %          18.719      2.34   34.01 %
                CPU           192 vCPU         7.154  0.037261   13.00 %          14.949  0.077858   27.16 %
                Memory        2048 GiB        10.956  0.005349   19.90 %          21.372  0.010436   38.83 %
                ────────────────────────────────────────────────────────────────────────────────────────────
                Machine                       55.040            100.00 %          55.040            100.00 %

                Lepton: CPU and memory at the rates of machines without accelerators, the rest to the accelerators.
                  0.037261 a vCPU and 0.005349 a GiB an hour, fitted to 1265 machines without accelerators (median error 18 %): 192 vCPU and 2048 GiB come to 18.109692 an hour.
                OpenCost: OpenCost's fixed price ratios.
                  vCPU : GiB : accelerator = 0.031611 : 0.004237 : 0.95.
                """, out);
    }

    @Test
    void theAzureNodeOpenCostGivesTheGpusATwentyThirdOf() throws IOException {
        JsonNode answer = json("--explain", "Standard_ND96isr_H100_v5", "--region", "eastus", "--json");
        assertEquals("0.044394", answer.at("/opencost/gpu_share").asText());
        BigDecimal sum = BigDecimal.ZERO;
        for (String part : List.of("gpu", "cpu", "ram")) {
            sum = sum.add(answer.at("/lepton/" + part + "_per_hour").decimalValue());
        }
        assertEquals(0, sum.compareTo(new BigDecimal("98.32")));
        assertEquals("regression", answer.at("/lepton/method").asText());
    }

    @Test
    void anOwnPriceOfTheGpuIsUsedFirst() throws IOException {
        JsonNode answer = json("--explain", "p5.48xlarge", "--region", "us-east-1", "--gpu-price", "5", "--json");
        assertEquals("explicit", answer.at("/lepton/method").asText());
        assertEquals(0, answer.at("/lepton/gpu_per_hour").decimalValue().compareTo(new BigDecimal("40")));
    }

    @Test
    void spotAndCommitmentsAreAskedForByName() throws IOException {
        JsonNode spot = json("--gpu", "H100", "--count", "8", "--terms", "spot", "--region", "us-central1", "--json");
        assertEquals("a3-highgpu-8g", spot.at("/offerings/0/instance_type").asText());
        assertEquals("50.609540821918", spot.at("/offerings/0/price_per_hour").asText());
        JsonNode any = json(
                "--gpu",
                "H100",
                "--count",
                "8",
                "--terms",
                "any",
                "--region",
                "us-central1",
                "--provider",
                "gcp",
                "--json");
        assertEquals("3y", any.at("/offerings/0/terms").asText());
        assertEquals(730, any.at("/offerings/0/price_per_hours").asInt());
        assertEquals(4, any.at("/found").asInt());
    }

    @Test
    void yuanStandsAfterDollarsUntilARateIsGiven() throws IOException {
        JsonNode apart = json("--gpu", "V100-16GB", "--provider", "aws", "--limit", "0", "--json");
        JsonNode last = apart.at("/offerings").get(apart.at("/offerings").size() - 1);
        assertEquals("CNY", last.at("/currency").asText());
        JsonNode together =
                json("--gpu", "V100-16GB", "--provider", "aws", "--limit", "0", "--fx", "CNY=0.01", "--json");
        assertEquals("CNY", together.at("/offerings/0/currency").asText());
    }

    @Test
    void machinesWithoutAcceleratorsAreFoundBySize() throws IOException {
        JsonNode answer = json(
                "--vcpus",
                "16",
                "--memory",
                "64",
                "--provider",
                "gcp",
                "--region",
                "us-central1",
                "--limit",
                "5",
                "--json");
        for (JsonNode row : answer.at("/offerings")) {
            assertTrue(row.at("/vcpus").decimalValue().intValue() >= 16);
            assertTrue(row.at("/device").isNull());
        }
        assertEquals(5, answer.at("/offerings").size());
    }

    @Test
    void aPriceIsThatOfTheDayAskedFor() throws IOException {
        assertEquals(
                0,
                json("--gpu", "H100", "--provider", "aws", "--as-of", "2026-07-19", "--json")
                        .at("/found")
                        .asInt());
        assertEquals(
                4,
                json("--gpu", "H100", "--provider", "aws", "--as-of", "2026-07-20", "--json")
                        .at("/found")
                        .asInt());
    }

    @Test
    void aFileOfOnesOwnGoesFirst() throws IOException {
        Path file = dir.resolve("own.csv");
        Files.writeString(file, """
                provider,region,instance_type,price,valid_from,device,device_count
                aws,us-east-1,p5.48xlarge,40,2026-01-01,,
                dc1,,dgx,x,2026-01-01,H100,8
                """);
        Said said = lepton("--gpu", "H100", "--count", "8", "--limit", "1", "--csv", "--file", file.toString());
        assertEquals(0, said.code());
        assertTrue(said.out().lines().skip(1).findFirst().orElseThrow().contains(",40,5,USD,"), said.out());
        assertTrue(said.err().contains("1 of 2 lines gave no price"), said.err());
        assertTrue(said.err().contains("own.csv:3: price is 'x'"), said.err());
    }

    @Test
    void theListsAreCounted() {
        String out = lepton().out();
        assertTrue(out.contains("65,045"), out);
        assertTrue(out.contains("2,559"), out);
    }

    @Test
    void whatIsWrongIsSaid() {
        assertRefused("'H1000'", "--gpu", "H1000");
        assertRefused("accelerators", "--count", "8", "--vcpus", "4");
        assertRefused("'lease'", "--gpu", "H100", "--terms", "lease");
        assertRefused("23", "--explain", "ND96isr_H100_v5");
        assertRefused("p5.48xlarge in mars", "--explain", "p5.48xlarge", "--region", "mars");
        assertRefused("accelerators", "--explain", "Standard_NC8ads_A10_v4", "--region", "westus3");
        assertRefused(
                "no-such", "--gpu", "H100", "--file", dir.resolve("no-such").toString());
        assertRefused("--gpu-share", "--explain", "p5.48xlarge", "--region", "us-east-1", "--gpu-share", "2");
        assertRefused("--fx", "--gpu", "H100", "--fx", "YUAN=1");
    }

    private void assertRefused(String why, String... args) {
        Said said = lepton(args);
        assertEquals(1, said.code(), said.err());
        assertTrue(said.err().contains(why), said.err());
        assertTrue(said.err().contains("Maybe"), said.err());
        assertEquals("", said.out());
    }

    private JsonNode json(String... args) throws IOException {
        Said said = lepton(args);
        assertEquals(0, said.code(), said.err());
        return Output.JSON.readTree(said.out());
    }

    private static Said lepton(String... args) {
        return Said.of("prices", args);
    }
}
