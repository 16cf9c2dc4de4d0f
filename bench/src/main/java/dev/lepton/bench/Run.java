package dev.lepton.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One whole process, measured from its start to its end.
 *
 * @param seconds wall-clock time, start of the process included
 * @param peakMegabytes most resident memory, heap and native together, as the kernel counted it; 0 where it does not
 * @param output what it printed on standard output
 */
record Run(double seconds, long peakMegabytes, String output) {
    private static final int LOOK_EVERY_MILLIS = 10;

    /** Runs {@code command} in {@code dir}; throws when it fails. */
    static Run of(Path dir, List<String> command) throws IOException, InterruptedException {
        Path out = Files.createTempFile(dir, "run", ".out");
        Path err = Files.createTempFile(dir, "run", ".err");
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .directory(dir.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        long peak = 0;
        while (!process.waitFor(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
            peak = Math.max(peak, residentKilobytes(process.pid()));
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        String output = Files.readString(out, StandardCharsets.UTF_8);
        if (process.exitValue() != 0) {
            throw new IOException(
                    String.join(" ", command) + " failed:\n" + Files.readString(err, StandardCharsets.UTF_8) + output);
        }
        Files.delete(out);
        Files.delete(err);
        return new Run(seconds, peak / 1024, output);
    }

    /** The high-water mark of resident memory, which the kernel keeps while the process lives. */
    private static long residentKilobytes(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                    .filter(l -> l.startsWith("VmHWM:"))
                    .mapToLong(l -> Long.parseLong(l.replaceAll("[^0-9]", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0; // it has ended, or this is no Linux
        }
    }
}
