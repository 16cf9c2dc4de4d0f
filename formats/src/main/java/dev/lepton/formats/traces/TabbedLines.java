package dev.lepton.formats.traces;

import dev.lepton.core.evidence.Failure;
import dev.lepton.core.evidence.Reason;
import dev.lepton.formats.csv.Fields;
import dev.lepton.formats.csv.Refused;
import dev.lepton.formats.csv.RowReader;
import dev.lepton.formats.csv.TextSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Lines without a header whose fields are kept apart by tabs; which columns they are is told by how many there are. */
final class TabbedLines {
    private TabbedLines() {}

    /** Reads every line of {@code file} that is not blank; {@code layouts} by their number of columns. */
    static <T> void read(
            Path file, List<List<String>> layouts, RowReader<T> reader, Consumer<T> rows, Consumer<Failure> failures) {
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(TextSource.open(file, n -> {}), StandardCharsets.UTF_8))) {
            long number = 0;
            String line = in.readLine();
            while (line != null) {
                number++;
                if (!line.isBlank()) {
                    take(file, number, line.split("\t", -1), layouts, reader, rows, failures);
                }
                line = in.readLine();
            }
        } catch (IOException e) {
            throw TextSource.problem(file, e);
        }
    }

    private static <T> void take(
            Path file,
            long line,
            String[] fields,
            List<List<String>> layouts,
            RowReader<T> reader,
            Consumer<T> rows,
            Consumer<Failure> failures) {
        T value;
        try {
            value = reader.read(named(line, fields, layouts));
        } catch (Refused e) {
            failures.accept(new Failure(file.toString(), line, e.reason(), e.detail()));
            return;
        }
        rows.accept(value);
    }

    private static Fields named(long line, String[] fields, List<List<String>> layouts) {
        for (List<String> layout : layouts) {
            if (layout.size() == fields.length) {
                Map<String, String> values = new HashMap<>();
                for (int i = 0; i < fields.length; i++) {
                    values.put(layout.get(i), fields[i]);
                }
                return Fields.of(line, values);
            }
        }
        throw new Refused(
                Reason.WRONG_FIELD_COUNT,
                fields.length + " fields kept apart by tabs; such a trace has "
                        + String.join(
                                " or ",
                                layouts.stream()
                                        .map(l -> String.valueOf(l.size()))
                                        .toList()));
    }

    /** The number of fields of the first line of {@code file}. */
    static int width(Path file) {
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(TextSource.open(file, n -> {}), StandardCharsets.UTF_8))) {
            String line = in.readLine();
            return line == null ? 0 : line.split("\t", -1).length;
        } catch (IOException e) {
            throw TextSource.problem(file, e);
        }
    }
}
