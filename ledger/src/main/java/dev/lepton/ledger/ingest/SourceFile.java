package dev.lepton.ledger.ingest;

import dev.lepton.core.evidence.Problem;
import dev.lepton.ledger.store.Engine;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;

/**
 * A file to be imported in bulk by the engine: CSV, gzipped CSV or Parquet, told apart by its first bytes.
 *
 * @param path where it is
 * @param form what it is
 */
record SourceFile(Path path, Form form) {
    /** What the file is. */
    enum Form {
        CSV,
        GZIPPED_CSV,
        PARQUET
    }

    private static final int BUFFER = 1 << 20;

    static SourceFile open(Path path) {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] head = in.readNBytes(4);
            if (head.length == 0) {
                throw Problem.input(path + " is empty.", "Maybe its export failed; export it again.");
            }
            if (new String(head, StandardCharsets.ISO_8859_1).equals("PAR1")) {
                return new SourceFile(path, Form.PARQUET);
            }
            boolean gzip = head.length > 1 && (head[0] & 0xff) == 0x1f && (head[1] & 0xff) == 0x8b;
            return new SourceFile(path, gzip ? Form.GZIPPED_CSV : Form.CSV);
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    /** The fingerprint of the file's bytes together with {@code options}; copies the bytes to {@code copy} on the way. */
    String fingerprint(String options, OutputStream copy, Progress progress) {
        try (InputStream in = Files.newInputStream(path)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            long total = Files.size(path);
            long done = 0;
            byte[] buffer = new byte[BUFFER];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
                copy.write(buffer, 0, n);
                done += n;
                progress.at("reading", done, total);
            }
            digest.update(options.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw unreadable(path, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * The columns of the file and their types, in order.
     *
     * @throws Problem if the engine cannot read it as what it seems to be
     */
    Map<String, String> columns(Engine engine, String relation) {
        Map<String, String> columns = new LinkedHashMap<>();
        try {
            engine.query("DESCRIBE SELECT * FROM " + relation, r -> columns.put(r.getString(1), r.getString(2)));
        } catch (IllegalStateException | Problem e) {
            throw unreadable(e);
        }
        if (columns.keySet().stream().anyMatch(name -> name.indexOf('\0') >= 0)) {
            throw Problem.input(
                    path + " has a column with a NUL character in its name.",
                    "Maybe it is UTF-16, or no text at all; save it as UTF-8.");
        }
        return columns;
    }

    /**
     * Does {@code work}, which reads this file. Where it fails, and the file cannot be read to its end by itself either,
     * the file is at fault and not the disk or Lepton.
     *
     * @throws Problem if the file is damaged
     */
    <T> T read(Engine engine, Supplier<T> work) {
        if (form == Form.GZIPPED_CSV) {
            checkWhole();
        }
        try {
            return work.get();
        } catch (IllegalStateException | Problem e) {
            if (e instanceof Problem problem && problem.kind() != Problem.Kind.OUTSIDE) {
                throw e;
            }
            try {
                engine.query("SELECT bit_xor(hash(whole)) FROM " + relation() + " whole", r -> {});
            } catch (IllegalStateException | Problem damaged) {
                throw unreadable(damaged);
            }
            throw e;
        }
    }

    /** The engine takes what it can of a gzip that is cut off, and does not look at its checksum. */
    private void checkWhole() {
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = new GZIPInputStream(Files.newInputStream(path), BUFFER)) {
            while (in.read(buffer) >= 0) {
                // only to its end
            }
        } catch (IOException e) {
            throw Problem.input(
                    path + " is a damaged gzip: " + e.getMessage() + ".",
                    "Maybe it was cut off on the way; fetch it again.");
        }
    }

    private Problem unreadable(RuntimeException e) {
        return Problem.input(
                path + " cannot be read as " + form + ": "
                        + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
                "Maybe it is cut off, or not a CSV, CSV.gz or Parquet file.");
    }

    /**
     * The file as a relation of SQL. A CSV is read as text, with {@code NULL}, {@code null} and the empty field as
     * unknown; rows that are no rows go to the table {@code reject_errors}.
     */
    String relation() {
        String name = Engine.literal(path.toAbsolutePath().toString());
        return switch (form) {
            case PARQUET -> "read_parquet(" + name + ", file_row_number = true)";
            case CSV, GZIPPED_CSV ->
                "read_csv(" + name + ", compression = '"
                        + (form == Form.CSV ? "none" : "gzip")
                        + "', header = true, all_varchar = true, delim = ',', quote = '\"', escape = '\"', "
                        + "nullstr = ['', 'NULL', 'null'], store_rejects = true, rejects_limit = 0, strict_mode = true, "
                        + "max_line_size = 16777216)";
        };
    }

    private static Problem unreadable(Path path, IOException e) {
        return Problem.input(
                path + " cannot be read (" + e.getClass().getSimpleName() + ").",
                "Maybe check its name and who may read it.");
    }
}
