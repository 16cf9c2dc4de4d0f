package dev.lepton.ledger.export;

import dev.lepton.core.evidence.Problem;
import dev.lepton.ledger.store.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/**
 * A file to be written by the engine, beside its place first and moved there when it is whole.
 *
 * @param path where it will be
 * @param form what it will be
 */
record OutFile(Path path, Form form) {
    /** By the ending of the file's name. */
    enum Form {
        CSV("(FORMAT csv, HEADER true, DELIMITER ',', QUOTE '\"', ESCAPE '\"', COMPRESSION none)"),
        CSV_GZ("(FORMAT csv, HEADER true, DELIMITER ',', QUOTE '\"', ESCAPE '\"', COMPRESSION gzip)"),
        PARQUET("(FORMAT parquet, COMPRESSION zstd)");

        private final String options;

        Form(String options) {
            this.options = options;
        }

        boolean text() {
            return this != PARQUET;
        }
    }

    /**
     * The file at {@code path}.
     *
     * @throws Problem if its name ends in nothing that is written
     */
    static OutFile of(Path path) {
        String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
        if (name.endsWith(".parquet")) {
            return new OutFile(path, Form.PARQUET);
        }
        if (name.endsWith(".csv")) {
            return new OutFile(path, Form.CSV);
        }
        if (name.endsWith(".csv.gz")) {
            return new OutFile(path, Form.CSV_GZ);
        }
        throw Problem.input(
                "What to write is told by the file's ending, and " + path + " has none that is known.",
                "Maybe FILE.csv, FILE.csv.gz or FILE.parquet.");
    }

    /** Writes what {@code select} yields; returns how many rows that were. */
    long write(Engine engine, String select) {
        Path place = path.toAbsolutePath();
        Path partial = place.resolveSibling(place.getFileName() + ".partial");
        try {
            Files.createDirectories(place.getParent());
            long rows = engine.execute(
                    "COPY (" + select + ") TO " + Engine.literal(partial.toString()) + " " + form.options);
            Files.move(partial, place, StandardCopyOption.REPLACE_EXISTING);
            return rows;
        } catch (IOException e) {
            throw Problem.outside(
                    path + " cannot be written: " + e.getMessage() + ".",
                    "Maybe the disk is full, or the folder is not yours.",
                    e);
        }
    }
}
