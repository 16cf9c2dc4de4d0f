package dev.lepton.formats.prices;

import dev.lepton.core.catalog.ComponentPrice;
import dev.lepton.core.catalog.Offering;
import dev.lepton.core.evidence.Failure;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.evidence.Reason;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A price list, read.
 *
 * @param source what its prices are attributed to
 * @param format the form it was read as
 * @param lines data lines; each gave prices or a failure
 * @param offerings prices of machines
 * @param components prices of components
 * @param failures lines that gave nothing
 */
public record PriceFile(
        String source,
        PriceFormat format,
        long lines,
        List<Offering> offerings,
        List<ComponentPrice> components,
        List<Failure> failures) {

    /**
     * Reads a file.
     *
     * @param format the form; by its beginning when empty
     * @throws Problem if it cannot be read, its form is not known, or it lacks a needed column
     */
    public static PriceFile read(Path path, Optional<PriceFormat> format, PriceContext context) {
        try (Reader text = new InputStreamReader(Files.newInputStream(path), StandardCharsets.UTF_8)) {
            return read(text, format, context);
        } catch (java.nio.file.NoSuchFileException e) {
            throw Problem.input("There is no file " + path + ".", "Maybe the path is relative to another folder.");
        } catch (IOException e) {
            throw Problem.outside("Cannot read " + path + ": " + e.getMessage() + ".", "Maybe it is a folder.", e);
        }
    }

    static PriceFile read(Reader text, Optional<PriceFormat> format, PriceContext context) throws IOException {
        List<Offering> offerings = new ArrayList<>();
        List<ComponentPrice> components = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        long[] lines = {0};
        PriceFormat found = stream(text, format, context, row -> {
            lines[0]++;
            switch (row) {
                case PriceRow.Priced priced -> {
                    offerings.addAll(priced.offerings());
                    components.addAll(priced.components());
                }
                case PriceRow.Refused refused -> failures.add(refused.failure());
            }
        });
        return new PriceFile(context.source(), found, lines[0], offerings, components, failures);
    }

    /** Hands every data line of {@code text} to {@code sink} as it is read, and returns the form it has. */
    public static PriceFormat stream(
            Reader text, Optional<PriceFormat> format, PriceContext context, Consumer<PriceRow> sink)
            throws IOException {
        BufferedReader buffered = new BufferedReader(text, 1 << 16);
        PriceFormat found = format.isPresent() ? format.get() : PriceFormat.detect(buffered, context.file());
        found.read(buffered, context, sink);
        return found;
    }

    /** How many lines failed for which reason. */
    public Map<Reason, Long> reasons() {
        Map<Reason, Long> counts = new EnumMap<>(Reason.class);
        failures.forEach(f -> counts.merge(f.reason(), 1L, Long::sum));
        return counts;
    }
}
