package dev.lepton.formats.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.io.TempDir;

/** Any table, however it is written, comes back whole and with its true line numbers. The repetition is the seed. */
final class CsvPropertyTest {
    private static final String[] PIECES = {
        "a",
        "Z9",
        " ",
        ",",
        "\"",
        "\n",
        "\r\n",
        "\r",
        ";",
        "|",
        "é",
        "\uD83D\uDE00",
        "\uDBFF\uDC85",
        "=",
        "'",
        "\t",
        "\\"
    };
    private static final String[] ENDS = {"\n", "\r\n", "\r"};

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path dir;

    private record Written(long line, List<String> fields) {}

    @RepeatedTest(300)
    void whatIsWrittenIsRead(RepetitionInfo repetition) throws IOException {
        Random random = new Random(repetition.getCurrentRepetition());
        int width = 2 + random.nextInt(4);
        StringBuilder text = new StringBuilder(random.nextBoolean() ? "\uFEFF" : "");
        long line = 1;
        String end = ENDS[random.nextInt(ENDS.length)];
        line += blanks(random, text, end);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            names.add("c" + i);
        }
        text.append(String.join(",", names).toUpperCase(java.util.Locale.ROOT)).append(end);
        line++;
        List<Written> expected = new ArrayList<>();
        int count = random.nextInt(60);
        for (int r = 0; r < count; r++) {
            line += blanks(random, text, end);
            int from = text.length();
            List<String> fields = record(random, text, width);
            expected.add(new Written(line, fields));
            line += breaks(text.substring(from)) + 1;
            text.append(end);
        }
        Path file = dir.resolve("table");
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        Files.write(file, random.nextInt(3) == 0 ? gzip(bytes) : bytes);

        List<Written> read = new ArrayList<>();
        Reading reading = CsvFile.of(file, CsvFile.Dialect.COMMAS)
                .read(
                        Columns.needing(names.toArray(String[]::new)),
                        row -> new Written(
                                row.line(),
                                names.stream().map(n -> row.text(n).orElse("")).toList()),
                        read::add,
                        failure -> {
                            throw new AssertionError(failure);
                        },
                        n -> {});
        assertEquals(expected, read);
        assertEquals(count, reading.dataLines());
    }

    private static int blanks(Random random, StringBuilder text, String end) {
        int lines = random.nextInt(4) == 0 ? random.nextInt(3) : 0;
        text.append(end.repeat(lines));
        return lines;
    }

    /** Appends a record and answers what it should be read as: stripped, line breaks LF. */
    private static List<String> record(Random random, StringBuilder text, int width) {
        List<String> fields = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            StringBuilder value = new StringBuilder();
            int pieces = random.nextInt(6);
            for (int p = 0; p < pieces; p++) {
                value.append(PIECES[random.nextInt(PIECES.length)]);
            }
            boolean quote = random.nextBoolean() || value.toString().matches("(?s).*[,\"\r\n].*");
            text.append(i > 0 ? "," : "");
            text.append(quote ? '"' + value.toString().replace("\"", "\"\"") + '"' : value.toString());
            fields.add(
                    value.toString().replace("\r\n", "\n").replace('\r', '\n').strip());
        }
        return fields;
    }

    private static long breaks(String text) {
        return text.replace("\r\n", "\n")
                .chars()
                .filter(c -> c == '\n' || c == '\r')
                .count();
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        }
        return out.toByteArray();
    }
}
