package dev.lepton.core.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.evidence.Provenance;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class ModelVariantsTest {
    private static OperatingPoint point(
            String precision, String device, double perSecond, Map<String, BigDecimal> scores) {
        return new OperatingPoint(
                new Variant("m", Optional.of(precision)),
                new Hardware(device, 1, Optional.empty()),
                OptionalInt.of(1),
                OptionalInt.empty(),
                Optional.empty(),
                new Throughput(perSecond, Throughput.Work.REQUESTS),
                Map.of(),
                OptionalDouble.empty(),
                scores,
                new Provenance("test", Confidence.MEASURED));
    }

    private static Map<String, BigDecimal> same(String percent) {
        return Map.of(ModelVariants.SAME_DECISIONS, new BigDecimal(percent));
    }

    private static Map<String, BigDecimal> top1(String percent) {
        return Map.of("top1_percent", new BigDecimal(percent));
    }

    @Test
    void theFastestThatKeepsItsAnswersIsTheBest() {
        List<ModelVariants> all = ModelVariants.of(List.of(
                point("int8", "cpu", 400, same("98.9")),
                point("folded", "cpu", 300, same("99.0")),
                point(ModelVariants.AS_IT_CAME, "cpu", 100, same("100")),
                point("int4", "cpu", 90, same("100")),
                point("unknown", "cpu", 500, Map.of()),
                point("elsewhere", "gpu", 900, same("100"))));
        assertEquals(1, all.size(), "on the GPU there is no original to compare with");
        ModelVariants model = all.get(0);
        assertEquals("folded", model.best().orElseThrow().variant().precision().orElseThrow());
        assertEquals(3, model.timesFaster(model.best().orElseThrow()));
        assertEquals(
                Optional.of(new BigDecimal("1.0")),
                model.lost(model.best().orElseThrow()).map(l -> l.setScale(1)));
        assertFalse(model.kept(point("unknown", "cpu", 500, Map.of())), "a score that is not known is not kept");
    }

    @Test
    void halfAPointOfAccuracyMayGo() {
        ModelVariants model = ModelVariants.of(List.of(
                        point(ModelVariants.AS_IT_CAME, "cpu", 100, top1("98.5")),
                        point("a", "cpu", 200, top1("98.0")),
                        point("b", "cpu", 300, top1("97.9"))))
                .get(0);
        assertEquals("a", model.best().orElseThrow().variant().precision().orElseThrow());
    }

    @Test
    void slowerIsNoBetter() {
        assertTrue(ModelVariants.of(List.of(
                        point(ModelVariants.AS_IT_CAME, "cpu", 100, same("100")), point("a", "cpu", 99, same("100"))))
                .get(0)
                .best()
                .isEmpty());
        assertTrue(ModelVariants.of(List.of(point("a", "cpu", 99, same("100")))).isEmpty());
    }
}
