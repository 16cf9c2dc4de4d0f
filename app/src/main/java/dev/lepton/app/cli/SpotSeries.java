package dev.lepton.app.cli;

import dev.lepton.core.evidence.Failure;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.placement.spot.Availability;
import dev.lepton.core.placement.spot.SpotJob;
import dev.lepton.core.placement.spot.SpotSample;
import dev.lepton.core.simulate.spot.SpotMarkets;
import dev.lepton.formats.spot.SpotCsv;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The availability that {@code lepton spot} works on: a file's, or one drawn from a published zone's figures. A mixin. */
final class SpotSeries {
    private static final int FAILURES_SHOWN = 3;
    private static final BigDecimal WEEK = BigDecimal.valueOf(168);

    @Option(
            names = "--availability",
            paramLabel = "FILE.csv",
            description =
                    "Observed availability: ts,zone,available; ts is a time or hours. Default: a series is drawn.")
    private @Nullable Path file;

    @Option(
            names = "--history",
            paramLabel = "HOURS",
            description = "How much of the series lies before the job and may be looked at."
                    + " Default: 0 for a file, 168 for a drawn series.")
    private @Nullable BigDecimal historyHours;

    @Option(
            names = "--like",
            paramLabel = "ZONE",
            description =
                    "Zone that a drawn series is like, 0 (17 %% available) to 8 (91 %%). Default: ${DEFAULT-VALUE}.")
    private int like = 4;

    /**
     * A series and where in it the job stands.
     *
     * @param start tick at which the job is submitted
     * @param source what it is, for people
     * @param drawn whether it was drawn and not observed
     */
    record Loaded(Availability series, int start, String source, boolean drawn) {}

    /** Long enough for {@code job}; complains of rows that were refused. */
    Loaded load(SpotJob job, long seed, Output output) {
        if (historyHours != null
                && (historyHours.signum() < 0 || historyHours.compareTo(BigDecimal.valueOf(87_600)) > 0)) {
            throw Problem.input("--history is " + historyHours + " hours.", "Maybe 168, which is a week.");
        }
        BigDecimal hours = historyHours != null ? historyHours : file == null ? WEEK : BigDecimal.ZERO;
        int start = SpotJob.ticks(hours, RoundingMode.FLOOR);
        Path from = file;
        if (from == null) {
            return drawn(job, start, seed);
        }
        Availability series = observed(from, output);
        if (series.ticks() < start + job.deadlineTicks()) {
            throw Problem.input(
                    from + " covers " + hours(series.ticks()) + " hours, but the job may run until hour "
                            + hours(start + job.deadlineTicks()) + " of it.",
                    "Maybe a nearer --deadline" + (start > 0 ? ", less --history" : "") + ", or a file that goes on.");
        }
        return new Loaded(series, start, from + ", zones " + String.join(", ", series.zones()), false);
    }

    /** The whole of the file: zones together are never drawn. */
    Availability observed(Output output) {
        if (file == null) {
            throw Problem.input(
                    "--machines asks how zones fail together, and no --availability is given.",
                    "Maybe --availability FILE.csv with ts,zone,available; how zones fail together cannot be guessed.");
        }
        return observed(file, output);
    }

    private Loaded drawn(SpotJob job, int start, long seed) {
        if (like < 0 || like >= SpotMarkets.CLASSES) {
            throw Problem.input(
                    "--like is " + like + ", but the zones go from 0 to " + (SpotMarkets.CLASSES - 1) + ".",
                    "Maybe 4, which is available 68 % of the time.");
        }
        Availability series = SpotMarkets.draw(SpotMarkets.zone(like), seed, start + job.deadlineTicks());
        String share = Cell.percent(BigDecimal.valueOf(SpotMarkets.availability(like)), 1)
                .shown();
        return new Loaded(
                series,
                start,
                "a series drawn with seed " + seed + ", like a zone that is available " + share
                        + " % of the time: not observed",
                true);
    }

    private static Availability observed(Path file, Output output) {
        List<SpotSample> samples = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        SpotCsv.read(file, ZoneOffset.UTC, samples::add, failures::add, n -> {});
        if (!failures.isEmpty()) {
            output.err()
                    .println(file + ": " + failures.size() + " of " + (failures.size() + samples.size())
                            + " rows were not taken:");
            failures.stream().limit(FAILURES_SHOWN).forEach(f -> output.err().println("  " + f));
            if (failures.size() > FAILURES_SHOWN) {
                output.err().println("  and " + (failures.size() - FAILURES_SHOWN) + " more.");
            }
            output.err().flush();
        }
        if (samples.isEmpty()) {
            throw Problem.input(
                    file + " has no row that can be taken.", "Maybe rows like 2026-11-24T10:00Z,us-east-1a,true.");
        }
        try {
            return Availability.of(samples);
        } catch (IllegalArgumentException e) {
            throw Problem.input(
                    file + ": " + e.getMessage() + ", more than a hundred years.", "Maybe a date is mistyped.");
        }
    }

    /** Ticks as hours for people. */
    static String hours(int ticks) {
        return Cell.grouped(inHours(ticks));
    }

    static BigDecimal inHours(int ticks) {
        return BigDecimal.valueOf((long) ticks * SpotJob.TICK_MINUTES)
                .divide(BigDecimal.valueOf(60), 1, RoundingMode.UNNECESSARY);
    }
}
