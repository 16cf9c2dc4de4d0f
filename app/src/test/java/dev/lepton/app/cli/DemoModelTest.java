package dev.lepton.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.app.wiring.Demo;
import dev.lepton.compress.shrink.Point;
import dev.lepton.report.model.Chapter;
import dev.lepton.report.model.Scoreboard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DemoModelTest {
    @TempDir
    private Path dir;

    @Test
    void theNetworkIsMeasuredSplitAndWritten() {
        DemoModel model = DemoModel.begin(new Demo(dir), dir);
        Chapter.Shown chapter = assertInstanceOf(Chapter.Shown.class, model.chapter());
        CheaperModel measured = model.measured().orElseThrow();
        assertTrue(measured.split().against().bitEqual(), measured.cut());
        assertTrue(measured.cut().contains(": 0 of "), measured.cut());
        assertEquals(
                1,
                measured.split().stages().stream()
                        .mapToDouble(s -> s.secondsShare())
                        .sum(),
                1e-9);
        assertTrue(measured.shrunk().faster().mid() >= 1 / 1.02, "never slower than it came");
        assertEquals(
                measured.shrunk().after().bytes(),
                dir.resolve("model/ultraface-small.onnx").toFile().length());
        assertTrue(Files.exists(dir.resolve("model/stages/manifest.json")));
        Scoreboard board = chapter.board();
        assertTrue(
                board.opening().get(1).contains("USD before and"),
                board.opening().toString());
        assertTrue(
                board.notes().stream().anyMatch(n -> n.startsWith("assumed: the machine, aws c7i.2xlarge")),
                board.notes().toString());
        assertEquals(2, board.plots().size());
        assertEquals(
                measured.shrunk().points().size(), board.boards().get(0).rows().size());
        List<Point> front = measured.shrunk().front();
        assertEquals(
                front.size(),
                board.boards().get(0).rows().stream()
                        .filter(r -> r.get(r.size() - 1).equals("yes"))
                        .count());
    }

    @Test
    void whereItCannotBeWrittenTheChapterSaysSo() throws IOException {
        Path file = Files.writeString(dir.resolve("file"), "not a folder");
        DemoModel model = DemoModel.begin(new Demo(file), file);
        Chapter.Lacking lacking = assertInstanceOf(Chapter.Lacking.class, model.chapter());
        assertTrue(lacking.why().startsWith("It could not be run here: "), lacking.why());
        assertFalse(model.measured().isPresent());
    }
}
