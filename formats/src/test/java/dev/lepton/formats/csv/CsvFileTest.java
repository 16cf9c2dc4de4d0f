package dev.lepton.formats.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.core.evidence.Failure;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.evidence.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The promises of {@link CsvFile}, one by one. */
final class CsvFileTest {
    private static final Columns COLUMNS = Columns.needing("id", "gpus").allowing("note", "label.*");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path dir;

    private final List<String> rows = new ArrayList<>();
    private final List<Failure> failures = new ArrayList<>();
    private long bytes;

    private Reading read(byte[] content) throws IOException {
        Path file = Files.write(dir.resolve("in.csv"), content);
        rows.clear();
        failures.clear();
        Reading reading = CsvFile.of(file, CsvFile.Dialect.COMMAS)
                .read(
                        COLUMNS,
                        row -> row.line() + ":" + row.needText("id") + "=" + row.needAmount("gpus")
                                + row.text("note").map(note -> "/" + note).orElse(""),
                        rows::add,
                        failures::add,
                        n -> bytes = n);
        assertEquals(rows.size(), reading.rows());
        assertEquals(failures.size(), reading.failures());
        return reading;
    }

    private Reading read(String content) throws IOException {
        return read(content.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        }
        return out.toByteArray();
    }

    @Test
    void columnsGoByNameInAnyOrderAndCase() throws IOException {
        Reading reading = read("GPUs,colour, ID \n4,red,a\n0.5,blue,b\n");
        assertEquals(List.of("2:a=4", "3:b=0.5"), rows);
        assertEquals(List.of("colour"), reading.ignoredColumns());
        assertEquals(2, reading.dataLines());
    }

    @Test
    void aByteOrderMarkIsPassedOver() throws IOException {
        read("\uFEFFid,gpus\na,1\n");
        assertEquals(List.of("2:a=1"), rows);
    }

    @Test
    void blankLinesAreNoDataLines() throws IOException {
        Reading reading = read("\n\nid,gpus\n\na,1\n   \n\t\nb,2\n\n\n");
        assertEquals(List.of("5:a=1", "8:b=2"), rows);
        assertEquals(2, reading.dataLines());
    }

    @Test
    void anyLineEndWillDo() throws IOException {
        read("id,gpus\r\na,1\r\nb,2");
        assertEquals(List.of("2:a=1", "3:b=2"), rows);
        read("id,gpus\ra,1\rb,2\r");
        assertEquals(List.of("2:a=1", "3:b=2"), rows);
    }

    @Test
    void quotesHoldCommasQuotesAndLines() throws IOException {
        read("id,gpus,note\n\"a,1\",1,\"say \"\"hi\"\"\r\nand\n go\"\nb,2,\"\"\nc,x,\n");
        assertEquals(List.of("2:a,1=1/say \"hi\"\nand\n go", "5:b=2"), rows);
        assertEquals(6, failures.get(0).line());
    }

    @Test
    void gzipIsSeenByItsBytesNotItsName() throws IOException {
        byte[] packed = gzip("id,gpus\na,1\n".getBytes(StandardCharsets.UTF_8));
        read(packed);
        assertEquals(List.of("2:a=1"), rows);
        assertEquals(packed.length, bytes);
    }

    @Test
    void progressEndsAtTheFilesSize() throws IOException {
        byte[] content = ("id,gpus\n" + "a,1\n".repeat(100_000)).getBytes(StandardCharsets.UTF_8);
        read(content);
        assertEquals(content.length, bytes);
    }

    @Test
    void aBadRowIsAFailureAndTheRestGoesOn() throws IOException {
        Reading reading = read("id,gpus\na,1\nb\nc,1,2\nd,four\ne,\nf,-1\ng,3\n");
        assertEquals(List.of("2:a=1", "8:g=3"), rows);
        assertEquals(
                List.of(
                        "3 WRONG_FIELD_COUNT 1 fields, and 2 in the header",
                        "4 WRONG_FIELD_COUNT 3 fields, and 2 in the header",
                        "5 NOT_A_NUMBER gpus is 'four'",
                        "6 MISSING_VALUE gpus is empty",
                        "7 NEGATIVE gpus is '-1'"),
                failures.stream()
                        .map(f -> f.line() + " " + f.reason() + " " + f.detail())
                        .toList());
        assertEquals(7, reading.dataLines());
    }

    @Test
    void bytesThatAreNotUtf8AreNamedByPosition() throws IOException {
        read("id,gpus\nna\u00efve,1\nb,2\nstra\u00dfe,\u00bd\nc,3\n".getBytes(StandardCharsets.ISO_8859_1));
        assertEquals(List.of("3:b=2", "5:c=3"), rows);
        assertEquals(
                List.of(Reason.MALFORMED, Reason.MALFORMED),
                failures.stream().map(Failure::reason).toList());
        assertEquals(
                "id has a byte that is not UTF-8, byte 11 of the text",
                failures.get(0).detail());
        assertEquals(
                "id has a byte that is not UTF-8, byte 25 of the text",
                failures.get(1).detail());
    }

    @Test
    void positionsOfBadBytesHoldFarIntoTheFile() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("id,gpus\n".getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < 50_000; i++) {
            out.writeBytes("\uD83D\uDE00é,1\n".getBytes(StandardCharsets.UTF_8));
        }
        long at = out.size();
        out.writeBytes(new byte[] {(byte) 0xC3, ',', '1', '\n', 'z', ',', '9'});
        read(out.toByteArray());
        assertEquals(50_001, rows.size());
        assertEquals("50003:z=9", rows.get(50_000));
        assertEquals(
                "id has a byte that is not UTF-8, byte " + (at + 1) + " of the text",
                failures.get(0).detail());
        assertEquals(50_002, failures.get(0).line());
    }

    @Test
    void linesStayTrueFarIntoTheFile() throws IOException {
        StringBuilder content = new StringBuilder("id,gpus,note\r\n");
        List<String> expected = new ArrayList<>();
        long line = 2;
        for (int i = 0; i < 40_000; i++) {
            String id = "é".repeat(i % 7) + i;
            content.append(id).append(",1,\"x\r\n").append("y".repeat(i % 11)).append("\"\r\n");
            expected.add(line + ":" + id + "=1/" + ("x\n" + "y".repeat(i % 11)).strip());
            line += 2;
        }
        read(content.toString());
        assertEquals(expected, rows);
    }

    @Test
    void aSequenceCutByTheFilesEndIsABadByte() throws IOException {
        read(new byte[] {'i', 'd', ',', 'g', 'p', 'u', 's', '\n', '1', ',', (byte) 0xE2, (byte) 0x82});
        assertEquals(
                "gpus has a byte that is not UTF-8, byte 11 of the text",
                failures.get(0).detail());
    }

    @Test
    void everyCharacterOfTextIsKept() throws IOException {
        read("id,gpus\n\uD83D\uDC80\uFFFD\uFEFF\uFFFF\u0000x,1\n");
        assertEquals(List.of("2:\uD83D\uDC80\uFFFD\uFEFF\uFFFF\u0000x=1"), rows);
    }

    @Test
    void aQuoteThatIsNeverClosedIsAFailureOfItsRow() throws IOException {
        for (String tail : List.of("", "\n", "\"\"", "\"\"\n", ",x\n", "\n\n\n")) {
            Reading reading = read("id,gpus,note\na,1,x\nb,2,\"open" + tail);
            assertEquals(List.of("2:a=1/x"), rows, tail);
            assertEquals(
                    List.of(Reason.MALFORMED),
                    failures.stream().map(Failure::reason).toList(),
                    tail);
            assertEquals(3, failures.get(0).line());
            assertEquals(2, reading.dataLines());
        }
    }

    @Test
    void textBehindAClosingQuoteIsAFailure() throws IOException {
        read("id,gpus,note\na,\"1\"2,x\nb,\"2\",\"y\"\nc,3,\"a\" \nd,4,\"\"\"\"\ne,\"\",f\n\"\",1,g\n");
        assertEquals(List.of("3:b=2/y", "5:d=4/\""), rows);
        assertEquals(
                List.of(2L, 4L, 6L, 7L), failures.stream().map(Failure::line).toList());
        assertEquals("text follows a closing quote", failures.get(0).detail());
        assertEquals("gpus is empty", failures.get(2).detail());
    }

    @Test
    void aLoneCarriageReturnInQuotesDoesNotHideTheEndOfItsRow() throws IOException {
        read("id,gpus,note\na,1,\"x\ry\"\nb,2,\"\rx\n\"\nc,3,z\n");
        assertEquals(List.of("2:a=1/x\ny", "4:b=2/x", "7:c=3/z"), rows);
    }

    @Test
    void aFieldWithoutEndIsAProblemNotAFullMemory() {
        String content = "id,gpus\na,1\nb,\"" + "x".repeat(3 * CsvFile.LONGEST_FIELD);
        Problem problem = assertThrows(Problem.class, () -> read(content));
        assertTrue(problem.getMessage().contains("in.csv:3: a field of this row does not end"), problem.getMessage());
    }

    @Test
    void missingColumnsAreNamedWithThoseFoundAndNeeded() {
        Problem problem = assertThrows(Problem.class, () -> read("\nname,note\na,b\n"));
        assertTrue(
                problem.getMessage()
                        .endsWith("in.csv:2: the header lacks id, gpus. It has: name, note. Needed: id, gpus."),
                problem.getMessage());
        Problem semicolons = assertThrows(Problem.class, () -> read("id;gpus\na;1\n"));
        assertTrue(semicolons.advice().contains("commas"), semicolons.advice());
    }

    @Test
    void aFileThatIsNoTextIsNamed() {
        assertTrue(message(() -> read("")).endsWith("in.csv is empty: it has no header."));
        assertTrue(message(() -> read("\n \n")).endsWith("it has no header."));
        assertTrue(message(() -> read("PAR1xxxxPAR1")).endsWith("in.csv is a Parquet file, not text."));
        assertTrue(message(() -> read("id,gpus\n".getBytes(StandardCharsets.UTF_16)))
                .endsWith("in.csv is UTF-16 text."));
        assertTrue(
                message(() -> read("id,gpus,ID\n")).endsWith("in.csv:1: the column 'id' stands twice in the header."));
        assertTrue(message(() -> read("id,gpus,n\u00f6\n".getBytes(StandardCharsets.ISO_8859_1)))
                .endsWith("field 3 has a byte that is not UTF-8, byte 10 of the text."));
        assertTrue(message(() -> read("\"id,gpus\na,1\n")).contains("the header cannot be read: a quote"));
    }

    @Test
    void damagedGzipIsAProblem() throws IOException {
        byte[] packed = gzip(("id,gpus\n" + "a,1\nbcdef,27\n".repeat(50_000)).getBytes(StandardCharsets.UTF_8));
        byte[] half = Arrays.copyOf(packed, packed.length / 2);
        assertTrue(message(() -> read(half)).contains("is cut short"));
        packed[packed.length / 2] ^= 0x55;
        packed[packed.length / 2 + 1] ^= 0x55;
        assertTrue(message(() -> read(packed)).contains("in.csv is damaged"), message(() -> read(packed)));
        assertTrue(message(() -> read(new byte[] {0x1f, (byte) 0x8b})).contains("is cut short"));
    }

    @Test
    void aFileThatIsNotThereIsTheUsersToMend() {
        CsvFile none = CsvFile.of(dir.resolve("none.csv"), CsvFile.Dialect.COMMAS);
        Problem problem = assertThrows(Problem.class, none::header);
        assertEquals(Problem.Kind.INPUT, problem.kind());
        assertEquals("There is no file " + dir.resolve("none.csv") + ".", problem.getMessage());
        assertTrue(
                message(() -> CsvFile.of(dir, CsvFile.Dialect.COMMAS).header()).endsWith("is a folder."));
    }

    @Test
    void barsHaveNoQuotes() throws IOException {
        Path file = Files.writeString(dir.resolve("in.txt"), "ID|GPUs\n\"a|1\n'b,\"|2\n");
        CsvFile.of(file, CsvFile.Dialect.BARS)
                .read(COLUMNS, row -> row.needText("id"), rows::add, failures::add, n -> {});
        assertEquals(List.of("\"a", "'b,\""), rows);
    }

    private static String message(org.junit.jupiter.api.function.Executable action) {
        return String.valueOf(assertThrows(Problem.class, action).getMessage());
    }
}
