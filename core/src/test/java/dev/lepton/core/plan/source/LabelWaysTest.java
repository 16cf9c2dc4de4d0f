package dev.lepton.core.plan.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.money.Money;
import dev.lepton.core.money.Price;
import dev.lepton.core.plan.joint.Lever;
import dev.lepton.core.plan.joint.Slot;
import dev.lepton.core.plan.joint.Way;
import dev.lepton.core.plan.joint.Work;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class LabelWaysTest {
    private static final LabelWays WAYS = new LabelWays(List.of(new Slot("always", 730)));

    private static LabelNeed.Point point(String method, long labels, String price, String score) {
        return new LabelNeed.Point(method, labels, Price.usd(price), Map.of("f1", new BigDecimal(score)));
    }

    private static LabelNeed need(long today, Map<String, BigDecimal> floor) {
        return new LabelNeed(
                new Work.Choice("defects", OptionalDouble.empty()),
                today,
                "people",
                12,
                floor,
                List.of(
                        point("people", 50_000, "0.08", "0.94"),
                        point("people", 10_000, "0.08", "0.90"),
                        point("model first", 60_000, "0.03", "0.92"),
                        point("model first", 20_000, "0.03", "0.88")));
    }

    private static Money monthly(Way way) {
        return ((Way.How.Keep) way.how()).monthly();
    }

    /** 0.92 lies half way from 10,000 to 50,000 labels: 30,000 × 0.08 ÷ 12; with a model first 60,000 × 0.03 ÷ 12. */
    @Test
    void theFewestOfEachMethodThatReachTheFloor() {
        List<String> silent = new ArrayList<>();
        List<Way> ways = WAYS.of(need(50_000, Map.of("f1", new BigDecimal("0.92"))), 0, silent);
        assertEquals(3, ways.size());
        assertTrue(ways.get(0).changes().isEmpty());
        assertEquals(0, monthly(ways.get(0)).minus(Money.usd("333.33")).toDouble(), 0.01);
        assertEquals(Money.usd("200"), monthly(ways.get(1)));
        assertEquals("30000 labels by people", ways.get(1).settings().get(Lever.DATA));
        assertEquals(Confidence.ESTIMATE, ways.get(1).confidence());
        assertEquals(Money.usd("150"), monthly(ways.get(2)));
        assertEquals(Confidence.MEASURED, ways.get(2).confidence());
        assertTrue(silent.isEmpty(), silent.toString());
    }

    @Test
    void withoutAFloorOnlyToday() {
        List<String> silent = new ArrayList<>();
        assertEquals(1, WAYS.of(need(50_000, Map.of()), 0, silent).size());
        assertTrue(silent.get(0).contains("no floor for accuracy"), silent.toString());
    }

    @Test
    void nothingIsReadBeyondWhatWasMeasured() {
        List<String> silent = new ArrayList<>();
        List<Way> ways = WAYS.of(need(80_000, Map.of("f1", new BigDecimal("0.95"))), 0, silent);
        assertTrue(ways.isEmpty());
        assertTrue(silent.get(0).contains("below the floor, or were not measured"), silent.toString());
        assertTrue(WAYS.of(need(50_000, Map.of("recall", BigDecimal.ONE)), 0, silent)
                .isEmpty());
    }
}
