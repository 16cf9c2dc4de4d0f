package dev.lepton.formats.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lepton.formats.csv.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Slurm's shorthand for node names. */
final class NodeListTest {
    private static List<String> expand(String text) {
        return NodeList.expand("nodelist", text);
    }

    @Test
    void theForms() {
        assertEquals(List.of("node001", "node002", "node003", "node004", "node7"), expand("node[001-004,7]"));
        assertEquals(List.of("a", "b-c.d"), expand("a,b-c.d"));
        assertEquals(List.of("r1n01", "r1n02", "r2n01", "r2n02", "login"), expand("r[1-2]n[01-02], login"));
        assertEquals(List.of("n9x", "n10x"), expand("n[9-10]x"));
        assertEquals(List.of("n099", "n100"), expand("n[099-100]"));
        assertEquals(List.of(), expand(""));
    }

    @Test
    void whatIsNoListIsRefused() {
        for (String text : List.of(
                "n[1-2",
                "n]1[",
                "n[]",
                "n[a-b]",
                "n[2-1]",
                "n[1-99999999999999999]",
                "n[[1]]",
                "n[1-1000][1-1000]",
                "n[1,]",
                "n[-1]")) {
            assertThrows(Refused.class, () -> expand(text), text);
        }
        assertThrows(Refused.class, () -> expand("x".repeat(100_000) + "[1-99999]"));
    }

    /** Numbers in random groups, written as ranges, come back in order. */
    @RepeatedTest(100)
    void rangesHoldEveryNumberOnce(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        int width = 1 + random.nextInt(5);
        List<String> names = new ArrayList<>();
        List<String> ranges = new ArrayList<>();
        int next = random.nextInt(20);
        for (int r = 1 + random.nextInt(6); r > 0; r--) {
            int last = next + random.nextInt(5);
            for (int n = next; n <= last; n++) {
                names.add(("gpu%0" + width + "d").formatted(n));
            }
            String from = ("%0" + width + "d").formatted(next);
            ranges.add(next == last && random.nextBoolean() ? from : from + "-" + ("%0" + width + "d").formatted(last));
            next = last + 2 + random.nextInt(200);
        }
        assertEquals(names, expand("gpu[" + String.join(",", ranges) + "]"));
    }
}
