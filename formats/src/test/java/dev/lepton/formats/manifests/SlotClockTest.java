package dev.lepton.formats.manifests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.lepton.core.plan.PlainSolver;
import dev.lepton.core.plan.joint.JointPlan;
import dev.lepton.core.plan.joint.JointPlanner;
import dev.lepton.core.plan.source.PlanRequest;
import dev.lepton.formats.documents.PlanDocument;
import dev.lepton.formats.profiles.LeptonProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Replicas by the hour, as KEDA's cron triggers keep them. */
final class SlotClockTest {
    @TempDir
    private Path dir;

    @Test
    void hoursAreSpansAndCron() {
        SlotClock day = new SlotClock(
                IntStream.range(0, 24).mapToObj(h -> h >= 9 && h < 17 ? 1 : 0).toList());
        assertTrue(day.known());
        assertEquals(
                List.of(new SlotClock.Span(0, 9, 0), new SlotClock.Span(9, 17, 1), new SlotClock.Span(17, 24, 0)),
                day.spans());
        assertEquals("0 9 * * *", day.cron(9));
        assertEquals("0 0 * * *", day.cron(24));
        SlotClock week = new SlotClock(Collections.nCopies(168, 0));
        assertEquals("0 0 * * 1", week.cron(0));
        assertEquals("0 23 * * 0", week.cron(167));
        assertEquals("0 0 * * 1", week.cron(168));
        assertFalse(new SlotClock(List.of()).known());
        assertTrue(week.promql(new SlotClock.Span(24, 48, 0))
                .endsWith(">= bool 24) * (((scalar(day_of_week()) + 6) % 7 * 24 + scalar(hour())) < bool 48)"));
    }

    /** At each hour the triggers keep as many replicas as the plan has in the slot of that hour. */
    @Test
    void cronTriggersKeepThePlansReplicas() throws IOException {
        String hours = String.join(
                ", ",
                IntStream.range(0, 24)
                        .mapToObj(h -> h < 7 ? "10" : h < 19 ? "100" : "45")
                        .toList());
        PlanRequest request =
                PlanDocument.parse("plan.yaml", """
                        levels: 3
                        offers: [{name: small, device: L4, region: here, price_per_hour: 1}]
                        services:
                          - {name: talk, model: m, requests_per_second: 20, by_hour: [HOURS], utilisation_limit: 1}
                        """.replace("HOURS", hours)).request();
        Path profile = Files.writeString(dir.resolve("p.yaml"), """
                lepton_profile: 1
                points: [{model: m, device: L4, throughput: 2, unit: requests_per_second, source: made up}]
                """);
        PlanRequest.Assembled assembled =
                request.assemble(List.of(), LeptonProfile.read(profile).rows());
        JointPlan plan = new JointPlanner(new PlainSolver(20_000))
                .cheapest(assembled.problem())
                .orElseThrow();
        Map<String, String> files = PlanFiles.of(request, assembled.problem(), plan);
        JsonNode object = new ObjectMapper(new YAMLFactory()).readTree(files.get("cluster-here/scaledobject.yaml"));
        List<Integer> replicas = plan.serving().get(0).replicas();
        assertEquals(3, replicas.stream().distinct().count());
        for (int h = 0; h < 24; h++) {
            int kept = object.at("/spec/minReplicaCount").asInt();
            for (JsonNode trigger : object.at("/spec/triggers")) {
                if (trigger.get("type").asText().equals("cron")) {
                    int from = hour(trigger.at("/metadata/start").asText());
                    int to = hour(trigger.at("/metadata/end").asText());
                    boolean on = from < to ? h >= from && h < to : h >= from || h < to;
                    kept = on
                            ? Math.max(
                                    kept,
                                    trigger.at("/metadata/desiredReplicas").asInt())
                            : kept;
                }
            }
            assertEquals(replicas.get(request.slotOfHour().get(h)), kept, "hour " + h);
        }
        // One backend has all of it at any hour, so its share needs no clock.
        assertTrue(object.at("/spec/triggers/0/metadata/query").asText().startsWith("1 * sum("), object.toString());
    }

    private static int hour(String cron) {
        return Integer.parseInt(cron.split(" ", -1)[1]);
    }
}
