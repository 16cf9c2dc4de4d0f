package dev.lepton.core.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Labels written are labels read. */
final class LabelsTest {
    private static final String CHARACTERS = "ab.Z/-_ ;=\\\\é";

    @RepeatedTest(200)
    void whatIsWrittenIsRead(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        Map<String, String> pairs = new HashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            pairs.put("k" + word(random), word(random).strip());
        }
        Map<String, String> stripped = new HashMap<>();
        pairs.forEach((key, value) -> stripped.put(key.strip(), value));
        Labels labels = new Labels(stripped);
        assertEquals(labels, Labels.parse(labels.text()));
    }

    private static String word(Random random) {
        StringBuilder word = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            word.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
        }
        return word.toString();
    }

    @Test
    void theForm() {
        assertEquals(
                Map.of("team", "vision", "a=b", "c;d", "empty", ""),
                Labels.parse(" team = vision ;; a\\=b=c\\;d;empty=;").pairs());
        assertEquals("a=1;b=x\\=y", Labels.NONE.with("b", "x=y").with("a", "1").text());
    }

    @Test
    void whatIsNoLabelIsRefused() {
        for (String text : List.of("team", "=x", "a=1;a=2", " = ")) {
            assertThrows(IllegalArgumentException.class, () -> Labels.parse(text), text);
        }
    }
}
