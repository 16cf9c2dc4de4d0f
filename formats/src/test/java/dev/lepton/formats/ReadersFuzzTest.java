package dev.lepton.formats;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.lepton.core.evidence.Failure;
import dev.lepton.core.evidence.Ingested;
import dev.lepton.core.evidence.Problem;
import dev.lepton.formats.csv.Reading;
import dev.lepton.formats.energy.GridFactorsCsv;
import dev.lepton.formats.energy.PowerLimitsCsv;
import dev.lepton.formats.energy.ProcessorPowerCsv;
import dev.lepton.formats.fleet.FleetCsv;
import dev.lepton.formats.fleet.FleetYaml;
import dev.lepton.formats.fleet.OpenBNodes;
import dev.lepton.formats.jobs.JobList;
import dev.lepton.formats.jobs.JobsCsv;
import dev.lepton.formats.jobs.OpenBPods;
import dev.lepton.formats.jobs.PhillyJobs;
import dev.lepton.formats.jobs.SlurmJobs;
import dev.lepton.formats.placement.PlacementInput;
import dev.lepton.formats.revenue.RevenueCsv;
import dev.lepton.formats.spot.SpotCsv;
import dev.lepton.formats.tokens.TokensCsv;
import dev.lepton.formats.usage.HourlyUsage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;

/**
 * Any bytes at all: a reader answers with rows and failures that add up to the data lines, counted here a second way,
 * or with a {@link Problem}, and with nothing else.
 *
 * <p>{@code ./build test} runs the inputs kept beside this class. To look for new ones, one method at a time:
 * {@code JAZZER_FUZZ=1 ./build -pl core,formats -am test -Dtest='ReadersFuzzTest#slurm'
 * -Dsurefire.failIfNoSpecifiedTests=false}; what it finds is kept there.
 */
final class ReadersFuzzTest {
    private static final ZoneId ZONE = ZoneId.of("America/Los_Angeles");
    private static final String DURATION = "60s";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path dir;

    /** A reader under test, its settings chosen. */
    @FunctionalInterface
    private interface Reader {
        Reading read(Path file, Consumer<Object> rows, Consumer<Failure> failures, LongConsumer bytesRead);
    }

    private static void csv(byte[] bytes, char separator, boolean rowsAreLines, Reader reader) throws IOException {
        Reading reading = read(bytes, rowsAreLines, reader);
        if (reading != null && !(bytes.length > 1 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b)) {
            assertEquals(RecordCount.dataLines(bytes, separator, separator == ','), reading.dataLines());
        }
    }

    private static @Nullable Reading read(byte[] bytes, boolean rowsAreLines, Reader reader) throws IOException {
        Path file = Files.write(dir.resolve("fuzzed"), bytes);
        AtomicLong rows = new AtomicLong();
        AtomicLong failures = new AtomicLong();
        AtomicLong position = new AtomicLong();
        try {
            Reading reading = reader.read(
                    file, row -> rows.incrementAndGet(), failure -> failures.incrementAndGet(), position::set);
            assertEquals(reading.failures(), failures.get());
            if (rowsAreLines) {
                assertEquals(reading.rows(), rows.get());
                assertEquals(bytes.length, position.get());
            }
            return reading;
        } catch (Problem problem) {
            assertEquals(Problem.Kind.INPUT, problem.kind(), problem.getMessage());
            return null;
        }
    }

    @FuzzTest(maxDuration = DURATION)
    void philly(byte[] bytes) throws IOException {
        csv(
                bytes,
                ',',
                true,
                (file, rows, failures, read) -> PhillyJobs.read(file, ZONE, rows::accept, failures, read));
    }

    @FuzzTest(maxDuration = DURATION)
    void slurm(byte[] bytes) throws IOException {
        csv(
                bytes,
                '|',
                false,
                (file, rows, failures, read) -> SlurmJobs.read(file, ZONE, rows::accept, failures, read));
    }

    @FuzzTest(maxDuration = DURATION)
    void jobs(byte[] bytes) throws IOException {
        csv(bytes, ',', true, (file, rows, failures, read) -> JobsCsv.read(file, ZONE, rows::accept, failures, read));
    }

    @FuzzTest(maxDuration = DURATION)
    void spot(byte[] bytes) throws IOException {
        csv(bytes, ',', true, (file, rows, failures, read) -> SpotCsv.read(file, ZONE, rows::accept, failures, read));
    }

    @FuzzTest(maxDuration = DURATION)
    void openbPods(byte[] bytes) throws IOException {
        csv(
                bytes,
                ',',
                true,
                (file, rows, failures, read) -> OpenBPods.read(file, Instant.EPOCH, rows::accept, failures, read));
    }

    @FuzzTest(maxDuration = DURATION)
    void openbNodes(byte[] bytes) throws IOException {
        csv(bytes, ',', true, (file, rows, failures, read) -> OpenBNodes.read(file, rows::accept, failures, read));
    }

    @FuzzTest(maxDuration = DURATION)
    void fleetCsv(byte[] bytes) throws IOException {
        csv(bytes, ',', true, (file, rows, failures, read) -> FleetCsv.read(file, ZONE, rows::accept, failures, read));
    }

    @FuzzTest(maxDuration = DURATION)
    void fleetYaml(byte[] bytes) throws IOException {
        read(bytes, false, (file, rows, failures, read) -> FleetYaml.read(file, ZONE, rows::accept, failures, read));
    }

    @FuzzTest(maxDuration = DURATION)
    void revenue(byte[] bytes) throws IOException {
        csv(
                bytes,
                ',',
                true,
                (file, rows, failures, read) -> RevenueCsv.read(file, ZONE, rows::accept, failures, read));
    }

    @FuzzTest(maxDuration = DURATION)
    void tokens(byte[] bytes) throws IOException {
        csv(bytes, ',', true, (file, rows, failures, read) -> TokensCsv.read(file, ZONE, rows::accept, failures, read));
    }

    @FuzzTest(maxDuration = DURATION)
    void anyJobList(byte[] bytes) throws IOException {
        read(
                bytes,
                false,
                (file, rows, failures, read) ->
                        JobList.of(file).read(file, ZoneOffset.UTC, Instant.EPOCH, rows::accept, failures, read));
    }

    @FuzzTest(maxDuration = DURATION)
    void placementNodes(byte[] bytes) throws IOException {
        read(bytes, false, (file, rows, failures, read) -> reading(PlacementInput.nodes(file), rows, failures));
    }

    @FuzzTest(maxDuration = DURATION)
    void placementPods(byte[] bytes) throws IOException {
        read(bytes, false, (file, rows, failures, read) -> reading(PlacementInput.pods(file), rows, failures));
    }

    @FuzzTest(maxDuration = DURATION)
    void hourlyUsage(byte[] bytes) throws IOException {
        read(bytes, false, (file, rows, failures, read) -> {
            HourlyUsage usage = HourlyUsage.read(file);
            return reading(new Ingested<>(usage.units(), usage.failures()), rows, failures);
        });
    }

    @FuzzTest(maxDuration = DURATION)
    void gridFactors(byte[] bytes) throws IOException {
        read(bytes, false, (file, rows, failures, read) -> reading(GridFactorsCsv.read(file), rows, failures));
    }

    @FuzzTest(maxDuration = DURATION)
    void processorPower(byte[] bytes) throws IOException {
        read(bytes, false, (file, rows, failures, read) -> reading(ProcessorPowerCsv.read(file), rows, failures));
    }

    @FuzzTest(maxDuration = DURATION)
    void powerLimits(byte[] bytes) throws IOException {
        read(bytes, false, (file, rows, failures, read) -> {
            PowerLimitsCsv.ReadLimits limits = PowerLimitsCsv.read(file);
            return reading(new Ingested<>(List.copyOf(limits.workloads().keySet()), limits.failures()), rows, failures);
        });
    }

    private static Reading reading(Ingested<?> read, Consumer<Object> rows, Consumer<Failure> failures) {
        read.rows().forEach(rows);
        read.failures().forEach(failures);
        return new Reading(read.rows().size(), read.failures().size(), List.of(), List.of());
    }
}
