package dev.lepton.bench;

import dev.lepton.compress.measure.Agreement;
import dev.lepton.compress.measure.Estimate;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Rows of a scoreboard, printed and written as they come, so that a board that is stopped keeps what it has. */
final class Rows {
    private final Path file;
    private final PrintStream out;
    private final long start = System.nanoTime();

    /** @param file is begun anew */
    Rows(Path file, PrintStream out) throws IOException {
        this.file = file;
        this.out = out;
        Files.writeString(file, "");
    }

    /** A row of cells; commas in them become semicolons. */
    void say(Object... cells) {
        List<String> written = new ArrayList<>();
        for (Object cell : cells) {
            written.add(String.valueOf(cell).replace(", ", " to ").replace(',', ';'));
        }
        line(String.join(",", written));
    }

    /** A row as it is. */
    void line(String row) {
        out.println(row);
        try {
            Files.writeString(file, row + "\n", StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is done now, for who waits; not kept. */
    void progress(String what) {
        out.printf(Locale.ROOT, "# %d s: %s%n", Math.round((System.nanoTime() - start) / 1e9), what);
    }

    static String decisions(Agreement agreement) {
        return agreement.same() + " of " + agreement.decisions();
    }

    static String decibels(Agreement agreement) {
        return String.format(Locale.ROOT, "%.1f dB", agreement.signalToNoise());
    }

    /** Wilson's 95 % interval of a share, in percent. */
    static String share(long same, long all) {
        double z = 1.959963984540054;
        double p = (double) same / all;
        double middle = (p + z * z / (2 * all)) / (1 + z * z / all);
        double half = z * Math.sqrt(p * (1 - p) / all + z * z / (4.0 * all * all)) / (1 + z * z / all);
        return String.format(
                Locale.ROOT,
                "%.2f %% [%.2f to %.2f]",
                100 * p,
                100 * (middle - half),
                100 * Math.min(1, middle + half));
    }

    static String times(Estimate estimate) {
        return String.format(Locale.ROOT, "%.2f [%.2f to %.2f]", estimate.mid(), estimate.low(), estimate.high());
    }
}
