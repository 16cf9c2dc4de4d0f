package dev.lepton.formats.csv;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.JacksonYAMLParseException;
import dev.lepton.core.evidence.Problem;
import java.io.BufferedInputStream;
import java.io.CharConversionException;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Opens a text file by what is in it: gzip is unpacked whatever the file is called, other containers are named and refused. */
public final class TextSource {
    private static final int BUFFER = 1 << 16;
    private static final HexFormat HEX = HexFormat.of();

    private TextSource() {}

    /**
     * The bytes of {@code file}, unpacked if it is gzip.
     *
     * @param bytesRead told how many bytes of the file, as stored, have been read so far
     * @throws Problem if it is not there, cannot be read, or is no text
     * @throws IOException if reading fails; see {@link #problem}
     */
    public static InputStream open(Path file, LongConsumer bytesRead) throws IOException {
        if (Files.isDirectory(file)) {
            throw Problem.input(file + " is a folder.", "Maybe name the file in it.");
        }
        BufferedInputStream in = new BufferedInputStream(new Counting(Files.newInputStream(file), bytesRead), BUFFER);
        try {
            return opened(file, in);
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    private static InputStream opened(Path file, BufferedInputStream in) throws IOException {
        in.mark(4);
        String magic = HEX.formatHex(in.readNBytes(4));
        in.reset();
        if (magic.startsWith("1f8b")) {
            return new GZIPInputStream(in, BUFFER);
        }
        refuse(file, magic.startsWith("504b0304"), "a ZIP archive", "Maybe unpack it first.");
        refuse(file, magic.equals("28b52ffd"), "compressed with Zstandard", "Maybe unpack it first with zstd -d.");
        refuse(file, magic.startsWith("425a68"), "compressed with bzip2", "Maybe unpack it first with bunzip2.");
        refuse(file, magic.equals("50415231"), "a Parquet file, not text", "Maybe another import reads Parquet.");
        refuse(
                file,
                magic.startsWith("fffe") || magic.startsWith("feff"),
                "UTF-16 text",
                "Maybe save it as UTF-8, for instance with iconv -f UTF-16 -t UTF-8.");
        return in;
    }

    private static void refuse(Path file, boolean is, String what, String advice) {
        if (is) {
            throw Problem.input(file + " is " + what + ".", advice);
        }
    }

    /** What {@code e}, met while reading {@code file}, means for its user. */
    public static Problem problem(Path file, IOException e) {
        if (e instanceof NoSuchFileException) {
            return Problem.input("There is no file " + file + ".", "Maybe the path is relative to another folder.");
        }
        if (e instanceof JsonProcessingException json) {
            int line = json.getLocation() == null ? 1 : json.getLocation().getLineNr();
            return Problem.input(
                    file + ":" + line + ": this is not " + (e instanceof JacksonYAMLParseException ? "YAML" : "JSON")
                            + " that can be read: "
                            + json.getOriginalMessage().lines().findFirst().orElse(""),
                    "Maybe the file was cut short.");
        }
        if (e instanceof EOFException) {
            return Problem.input(file + " is cut short: its compressed data ends early.", "Maybe copy it again.");
        }
        if (e instanceof ZipException) {
            return Problem.input(
                    file + " is damaged: its compressed data cannot be unpacked (" + e.getMessage() + ").",
                    "Maybe copy it again.");
        }
        if (e instanceof CharConversionException) {
            return Problem.input(file + " is not UTF-8 text: " + e.getMessage() + ".", "Maybe save it as UTF-8.");
        }
        return Problem.outside(file + " cannot be read: " + e, "Maybe its permissions or the disk are to blame.", e);
    }

    private static final class Counting extends FilterInputStream {
        private final LongConsumer bytesRead;
        private long count;

        Counting(InputStream in, LongConsumer bytesRead) {
            super(in);
            this.bytesRead = bytesRead;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int n = in.read(target, offset, length);
            if (n > 0) {
                count += n;
                bytesRead.accept(count);
            }
            return n;
        }
    }
}
