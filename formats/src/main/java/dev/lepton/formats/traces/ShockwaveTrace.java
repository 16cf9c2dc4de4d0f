package dev.lepton.formats.traces;

import dev.lepton.core.evidence.Failure;
import dev.lepton.core.evidence.Reason;
import dev.lepton.core.placement.share.Lengths;
import dev.lepton.core.placement.share.Pools;
import dev.lepton.core.placement.share.Sizes;
import dev.lepton.core.placement.share.Throughputs;
import dev.lepton.core.simulate.rounds.Epochs;
import dev.lepton.core.simulate.rounds.TraceJob;
import dev.lepton.formats.csv.Fields;
import dev.lepton.formats.csv.Refused;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Shockwave's traces: Gavel's with a mode, by which the batch size changes as the job runs, and a duration that is not used
 * (in the 220-job trace it is not what the throughputs say). Work is epochs; each takes data set ÷ batch ÷ throughput.
 */
public final class ShockwaveTrace {
    private static final List<List<String>> LAYOUTS = List.of(List.of(
            "model",
            "command",
            "folder",
            "flag",
            "data",
            "steps",
            "gpus",
            "mode",
            "weight",
            "slo",
            "duration",
            "arrival"));
    private static final Pattern MODEL = Pattern.compile("(\\S{1,40}) \\(batch size (\\d{1,7})\\)");
    private static final int MOST_EPOCHS = 1_000_000;

    private ShockwaveTrace() {}

    static boolean hasWidth(int width) {
        return width == LAYOUTS.get(0).size();
    }

    /** One line: {@code steps} of {@code model} on {@code gpus}, changing as {@code mode} says. */
    public record Row(long line, String model, long steps, int gpus, String mode, double arrivalSeconds) {}

    /**
     * How jobs are modelled.
     *
     * @param adapt whether batch sizes change at all
     * @param calmStart whether accordion changes nothing in the first 30 % of the epochs, as in the published profile
     * @param slowdown factor of every length, while fairness is judged by the length without it
     */
    public record Model(boolean adapt, boolean calmStart, double slowdown) {
        /** As published: batch sizes change by the profile. */
        public static final Model PROFILE = new Model(true, true, 1);
    }

    /** The lines of {@code file} that are good. */
    public static List<Row> rows(Path file, List<Failure> failures) {
        List<Row> rows = new ArrayList<>();
        TabbedLines.read(file, LAYOUTS, ShockwaveTrace::row, rows::add, failures::add);
        return rows;
    }

    /** The jobs of {@code file} on {@code pools}. */
    public static ReadTrace read(Path file, Throughputs table, Pools pools, Model model) {
        List<Failure> failures = new ArrayList<>();
        List<TraceJob> jobs = new ArrayList<>();
        for (Row row : rows(file, failures)) {
            try {
                jobs.add(job(row, table, pools, model));
            } catch (Refused e) {
                failures.add(new Failure(file.toString(), row.line(), e.reason(), e.detail()));
            }
        }
        return new ReadTrace(jobs, failures);
    }

    private static Row row(Fields row) {
        String mode = row.needText("mode");
        if (!List.of("static", "accordion", "gns").contains(mode)) {
            throw new Refused(Reason.UNKNOWN_VALUE, "mode is '" + mode + "'; maybe one of static, accordion and gns");
        }
        return new Row(
                row.line(),
                row.needText("model"),
                GavelTrace.steps(row).longValue(),
                Fields.need("gpus", row.count("gpus", 1)),
                mode,
                row.needAmount("arrival").doubleValue());
    }

    /**
     * The job of {@code row}; its epochs are those on the first type of {@code pools}, other types are as fast in proportion.
     *
     * @throws Refused if the model or its throughput is not known
     */
    public static TraceJob job(Row row, Throughputs table, Pools pools, Model model) {
        Matcher matcher = MODEL.matcher(row.model());
        if (!matcher.matches() || !BatchSizes.knows(matcher.group(1))) {
            throw new Refused(
                    Reason.UNKNOWN_VALUE,
                    "model is '" + row.model() + "', whose data set is not known; maybe one of " + BatchSizes.models()
                            + ", as 'LM (batch size 10)'");
        }
        String family = matcher.group(1);
        int batch = Integer.parseInt(matcher.group(2));
        int samples = BatchSizes.samples(family);
        long perEpoch = Math.ceilDiv(samples, Math.max(1, batch));
        long epochs = Math.ceilDiv(row.steps(), perEpoch);
        if (batch < 1 || epochs > MOST_EPOCHS) {
            throw Refused.value(Reason.OUT_OF_RANGE, "steps", String.valueOf(row.steps()));
        }
        String mode = model.adapt() ? row.mode() : "static";
        List<Integer> batches = BatchSizes.of(family, batch, row.gpus(), mode, (int) epochs, model.calmStart());
        Epochs all = epochs(row, table, pools, model.slowdown(), family, batches);
        return FleetFit.of(pools)
                .checked(new TraceJob(
                        0,
                        "line " + row.line() + " " + row.model(),
                        Sizes.rigid(row.gpus(), lengths(row, table, pools, all.hours())),
                        row.arrivalSeconds() / 3600,
                        TraceJob.Terms.NONE,
                        all.hours() / model.slowdown(),
                        Optional.of(all)));
    }

    private static Epochs epochs(
            Row row, Throughputs table, Pools pools, double slowdown, String family, List<Integer> batches) {
        List<Double> ends = new ArrayList<>();
        Map<Integer, Double> each = new TreeMap<>();
        double end = 0;
        for (int b : batches) {
            String sized = family + " (batch size " + b + ")";
            end += each.computeIfAbsent(
                    b,
                    size -> slowdown
                            * epochHours(table, pools.name(0), sized, row.gpus(), BatchSizes.samples(family), size));
            ends.add(end);
        }
        return new Epochs(batches, ends, each);
    }

    private static double epochHours(Throughputs table, String type, String model, int gpus, int samples, int batch) {
        double steps = table.stepsPerSecond(type, model, gpus).orElse(0);
        if (steps <= 0) {
            throw new Refused(
                    Reason.UNKNOWN_VALUE,
                    "model is '" + model + "' with " + gpus + " GPUs, for which the throughputs have no speed on "
                            + type + "; maybe put another type first in the fleet");
        }
        return (double) samples / batch / steps / 3600;
    }

    private static Lengths lengths(Row row, Throughputs table, Pools pools, double firstHours) {
        double first =
                table.stepsPerSecond(pools.name(0), row.model(), row.gpus()).orElse(0);
        double[] hours = new double[pools.types()];
        for (int t = 0; t < hours.length; t++) {
            double speed =
                    table.stepsPerSecond(pools.name(t), row.model(), row.gpus()).orElse(0);
            hours[t] = t == 0 ? firstHours : speed > 0 ? firstHours * first / speed : Double.POSITIVE_INFINITY;
        }
        return Lengths.of(hours);
    }
}
