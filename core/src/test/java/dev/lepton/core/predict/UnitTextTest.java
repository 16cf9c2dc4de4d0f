package dev.lepton.core.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** A cell that states a unit is brought to the unit that its column's name ends in, or read as no number. */
final class UnitTextTest {
    @Test
    void aUnitOfTheSameKindIsConverted() {
        assertEquals(1500, value("1.5 TB", "training_data_gb"), 1e-9);
        assertEquals(1500, value("1,5TB", "Training data (GB)"), 1e-9);
        assertEquals(2048, value("2 TiB", "data gib"), 1e-9);
        assertEquals(90, value("1.5 h", "duration_min"), 1e-9);
        assertEquals(48, value("2 days", "hours"), 1e-9);
        assertEquals(
                "from tb to gb",
                NumberText.read("1.5 TB", false, "data_gb").orElseThrow().note());
        assertEquals(
                "unit left out",
                NumberText.read("40 h", false, "hours (h)").orElseThrow().note());
    }

    @Test
    void whatCannotBeConvertedIsNoNumber() {
        assertTrue(NumberText.read("1.5 TB", false, "gpu_count").isEmpty(), "no unit in the name");
        assertTrue(NumberText.read("1.5 TB", false, "hours").isEmpty(), "another kind");
        assertTrue(NumberText.read("about TB", false, "data_gb").isEmpty());
        assertEquals(3, value("3", "data_gb"), 0);
    }

    private static double value(String text, String column) {
        return NumberText.read(text, true, column).orElseThrow().value();
    }
}
