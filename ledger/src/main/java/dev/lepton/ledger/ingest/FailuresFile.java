package dev.lepton.ledger.ingest;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.lepton.core.evidence.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The failures of one import, written beside its segment as they come; no file when there are none. */
final class FailuresFile implements AutoCloseable {
    private final Path path;
    private final List<Failure> first = new ArrayList<>();
    private long count;
    private @Nullable CsvWriter writer;

    FailuresFile(Path segment) {
        String name = segment.getFileName().toString();
        this.path = segment.resolveSibling(name.substring(0, name.lastIndexOf('.')) + ".failures.csv");
    }

    void add(Failure failure) {
        CsvWriter out = writer;
        try {
            if (out == null) {
                out = CsvWriter.builder().build(path, StandardCharsets.UTF_8);
                out.writeRecord("file", "line", "reason", "detail");
                writer = out;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.writeRecord(
                failure.file(), Long.toString(failure.line()), failure.reason().name(), failure.detail());
        count++;
        if (first.size() < ImportResult.SHOWN) {
            first.add(failure);
        }
    }

    long count() {
        return count;
    }

    List<Failure> first() {
        return first;
    }

    @Override
    public void close() {
        try {
            if (writer != null) {
                writer.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
