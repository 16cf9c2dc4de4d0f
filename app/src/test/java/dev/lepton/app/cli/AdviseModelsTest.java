package dev.lepton.app.cli;

import static dev.lepton.app.cli.AdvisedWorkspace.finding;
import static dev.lepton.app.cli.AdvisedWorkspace.number;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Advice on models: on other devices, and smaller ones, from what was measured of them. */
final class AdviseModelsTest {
    @TempDir
    private Path dir;

    private AdvisedWorkspace workspace;

    /** One machine of that type that does one thing all day. */
    private void day(String type, String columns, String row) throws IOException {
        workspace = AdvisedWorkspace.init(dir.resolve("d"));
        workspace.imported(
                "fleet",
                Files.writeString(
                        dir.resolve("fleet.yaml"),
                        "pools:\n  - {name: m1, provider: aws, instance_type: " + type
                                + ", region: us-east-1, terms: on-demand}\n"));
        StringBuilder text = new StringBuilder("ts,seconds,node," + columns + "\n");
        for (int h = 0; h < 24; h++) {
            text.append("2026-08-03T%02d:00:00Z,3600,m1,".formatted(h))
                    .append(row)
                    .append("\n");
        }
        workspace.imported("usage", Files.writeString(dir.resolve("usage.csv"), text));
    }

    @Test
    void aModelThatWasMeasuredOnAnotherDevice() throws IOException {
        day(
                "p5.48xlarge",
                "controller,team,model,cpu_request,ram_request_bytes,gpu_request,gpu_utilisation",
                "qwen,search,Qwen/Qwen3-14B,192,2199023255552,8,0.75");
        JsonNode answer = workspace.lepton("advise", "--json").json();
        JsonNode device = finding(answer, "device:aws-p5.48xlarge-us-east-1-on-demand:Qwen/Qwen3-14B");
        // ML.ENERGY: at most 2.7559 times the tokens of an H100 on a B200, at 113.933 $/h for 8 of them and not 55.04.
        double ratio = 113.933 / 55.04 / 2.755949;
        assertEquals(730 * 55.04 * (1 - ratio), number(device, "saving_at_best"), 1);
        assertEquals(0, number(device, "saving_per_month"));
        assertTrue(device.get("working").get(0).asText().contains("2.76 times the tokens of one H100-80GB"));
    }

    /** A processor machine that serves one model all day, and its variants as measured on {@code device}. */
    private Path served(String device) throws IOException {
        day(
                "c7i.2xlarge",
                "controller,team,model,cpu_request,cpu_usage,ram_request_bytes,ram_usage_bytes",
                "faces,search,vision/UltraFace,8,7,17179869184,17179869184");
        StringBuilder points = new StringBuilder("lepton_profile: 1\npoints:\n");
        for (String[] row :
                new String[][] {{"as it came", "100", "100"}, {"folded", "250", "99.5"}, {"int8", "400", "90"}}) {
            points.append("- {model: ultraface, precision: \"" + row[0] + "\", device: " + device
                    + ", devices: 1, concurrency: 1, workload: w, throughput: " + row[1]
                    + ", unit: requests_per_second, accuracy: {same_decisions_percent: " + row[2]
                    + "}, source: lepton shrink, confidence: measured}\n");
        }
        return Files.writeString(dir.resolve("points.yaml"), points);
    }

    @Test
    void aSmallerModelSavesWhatWasMeasuredOfIt() throws IOException {
        Path points = served("c7i.2xlarge");
        String id = "model:vision/UltraFace";
        JsonNode before = finding(workspace.lepton("advise", "--json").json(), id);
        assertTrue(before.get("saving_per_month").isNull(), before.toString());
        assertTrue(before.toString().contains("unknown until lepton shrink is run"), before.toString());
        assertTrue(
                before.toString().contains("260.61"), "0.357 an hour for a month is what it would act on: " + before);
        JsonNode after = finding(
                workspace
                        .lepton("advise", "--json", "--points", points.toString())
                        .json(),
                id);
        // 2.5 times as fast: 0.6 of it. The variant that is 4 times as fast changes a tenth of the answers.
        assertEquals(730 * 0.357 * 0.6, number(after, "saving_per_month"), 1e-2);
        assertTrue(after.get("title").asText().contains("'folded', 2.50 times as fast"), after.toString());
        workspace.imported("profiles", points);
        JsonNode kept = finding(workspace.lepton("advise", "--json").json(), id);
        assertEquals(after.get("saving_per_month"), kept.get("saving_per_month"), "the same from the workspace");
        Path page = dir.resolve("report.html");
        Said report = workspace.lepton("report", "--out", page.toString());
        assertEquals(0, report.code(), report.err());
        assertTrue(Files.readString(page).contains("What is lost for what speed: ultraface on c7i.2xlarge"));
    }

    @Test
    void aPointThatIsWrongIsTold() throws IOException {
        Path points = served("c7i.2xlarge");
        Files.writeString(
                points,
                Files.readString(points)
                        + "- {model: ultraface, precision: broken, device: c7i.2xlarge, throughput: fast, unit: requests_per_second}\n");
        Said advice = workspace.lepton("advise", "--json", "--points", points.toString());
        assertEquals(0, advice.code(), advice.err());
        assertTrue(advice.err().contains("points.yaml") && advice.err().contains("fast"), advice.err());
        Said report =
                workspace.lepton("report", "--out", dir.resolve("r.html").toString(), "--models", points.toString());
        assertEquals(0, report.code(), report.err());
        assertTrue(report.err().contains("points.yaml") && report.err().contains("fast"), report.err());
    }

    @Test
    void onAnotherProcessorItIsAtBestAndOnAnAcceleratorNothing() throws IOException {
        Path points = served("cpu-core");
        JsonNode there = finding(
                workspace
                        .lepton("advise", "--json", "--points", points.toString())
                        .json(),
                "model:vision/UltraFace");
        assertEquals(0, number(there, "saving_per_month"));
        assertEquals(730 * 0.357 * 0.6, number(there, "saving_at_best"), 1e-2);
        Path gpu = served("H100");
        JsonNode nothing = finding(
                workspace.lepton("advise", "--json", "--points", gpu.toString()).json(), "model:vision/UltraFace");
        assertTrue(nothing.get("saving_per_month").isNull(), nothing.toString());
    }
}
