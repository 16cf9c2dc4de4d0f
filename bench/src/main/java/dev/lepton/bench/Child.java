package dev.lepton.bench;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A process that was run to its end.
 *
 * @param seconds from its start to its end, as a user waits
 * @param cpuSeconds of all its threads; less sensitive than {@code seconds} to what else the machine does
 * @param peakMb its largest resident memory: heap, engine and code; unknown where there is no /proc
 * @param out what it printed
 */
record Child(double seconds, double cpuSeconds, Optional<Double> peakMb, String out) {
    private static final long LOOK_MILLIS = 5;

    /** Runs {@code command}; a failure of it is one of the whole scoreboard. */
    static Child run(List<String> command) {
        try {
            File out = File.createTempFile("bench", ".out");
            File err = File.createTempFile("bench", ".err");
            long start = System.nanoTime();
            Process process = new ProcessBuilder(command)
                    .redirectOutput(out)
                    .redirectError(err)
                    .start();
            Path status = Path.of("/proc", Long.toString(process.pid()), "status");
            Optional<Double> peak = Optional.empty();
            Duration cpu = Duration.ZERO;
            while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                Optional<Double> seen = peak(status);
                peak = seen.isPresent() ? seen : peak;
                cpu = process.info().totalCpuDuration().orElse(cpu);
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            String printed = Files.readString(out.toPath(), StandardCharsets.UTF_8);
            String complaint = Files.readString(err.toPath(), StandardCharsets.UTF_8);
            Files.delete(out.toPath());
            Files.delete(err.toPath());
            if (process.exitValue() != 0) {
                throw new IllegalStateException(
                        String.join(" ", command) + " ended with " + process.exitValue() + ":\n" + complaint);
            }
            return new Child(seconds, cpu.toMillis() / 1e3, peak, printed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The high-water mark that the kernel keeps; it is gone once the process is. */
    private static Optional<Double> peak(Path status) {
        try {
            return Files.readAllLines(status).stream()
                    .filter(l -> l.startsWith("VmHWM:"))
                    .findFirst()
                    .map(l -> Double.parseDouble(l.replaceAll("[^0-9]", "")) / 1024);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
