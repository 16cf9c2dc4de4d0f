package dev.lepton.formats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.lepton.core.evidence.Failure;
import dev.lepton.formats.csv.Reading;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Assumptions;

/** What a test reads and what came of it. */
public final class Reads<T> {
    public final List<T> rows = new ArrayList<>();
    public final List<Failure> failures = new ArrayList<>();
    public final Reading reading;

    private Reads(Reader<T> reader) {
        reading = reader.read(rows::add, failures::add, n -> {});
        assertEquals(failures.size(), reading.failures());
    }

    /** A reader with its file and its settings already chosen. */
    @FunctionalInterface
    public interface Reader<T> {
        Reading read(Consumer<T> rows, Consumer<Failure> failures, LongConsumer bytesRead);
    }

    public static <T> Reads<T> of(Reader<T> reader) {
        return new Reads<>(reader);
    }

    /** Each failure as {@code line REASON detail}. */
    public List<String> failureLines() {
        return failures.stream()
                .map(f -> f.line() + " " + f.reason() + " " + f.detail())
                .toList();
    }

    /** Each note as {@code count words}. */
    public List<String> notes() {
        return reading.notes().stream().map(n -> n.count() + " " + n.words()).toList();
    }

    /** A copy in {@code dir} of the resource {@code name} beside {@code owner}. */
    public static Path resource(Path dir, Class<?> owner, String name) throws IOException {
        try (InputStream in = owner.getResourceAsStream(name)) {
            Path copy = dir.resolve(name);
            Files.copy(assertNotNullStream(in, name), copy);
            return copy;
        }
    }

    private static InputStream assertNotNullStream(@org.jspecify.annotations.Nullable InputStream in, String name) {
        assertNotNull(in, name);
        return java.util.Objects.requireNonNull(in);
    }

    /** A file of the shared data folder beside the checkout; the test is skipped where there is none. */
    public static Path shared(String name) {
        Path dir = Path.of("").toAbsolutePath();
        while (dir != null) {
            Path file = dir.resolve("shared/data").resolve(name);
            if (Files.exists(file)) {
                return file;
            }
            dir = dir.getParent();
        }
        return Assumptions.abort("There is no shared/data/" + name + " beside this checkout.");
    }
}
