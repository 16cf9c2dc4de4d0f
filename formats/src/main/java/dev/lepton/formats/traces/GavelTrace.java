package dev.lepton.formats.traces;

import dev.lepton.core.evidence.Failure;
import dev.lepton.core.evidence.Reason;
import dev.lepton.core.placement.share.Lengths;
import dev.lepton.core.placement.share.Pools;
import dev.lepton.core.placement.share.Throughputs;
import dev.lepton.core.simulate.rounds.TraceJob;
import dev.lepton.formats.csv.Fields;
import dev.lepton.formats.csv.Numbers;
import dev.lepton.formats.csv.Refused;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gavel's traces: a job a line, model, steps, gang and arrival, without a header; 10 columns, or 7 in older ones. */
public final class GavelTrace {
    private static final BigDecimal NO_STEPS = BigDecimal.ZERO;
    private static final List<List<String>> LAYOUTS = List.of(
            List.of("model", "command", "folder", "flag", "data", "steps", "gpus", "weight", "slo", "arrival"),
            List.of("model", "command", "flag", "data", "steps", "arrival", "gpus"));

    private GavelTrace() {}

    static boolean hasWidth(int width) {
        return LAYOUTS.stream().anyMatch(l -> l.size() == width);
    }

    /** The jobs of {@code file} on {@code pools}, whose names are the types of {@code table}. */
    public static ReadTrace read(Path file, Throughputs table, Pools pools) {
        List<TraceJob> jobs = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        TabbedLines.read(file, LAYOUTS, row -> job(row, table, pools), jobs::add, failures::add);
        return new ReadTrace(jobs, failures);
    }

    private static TraceJob job(Fields row, Throughputs table, Pools pools) {
        String model = model(row, table);
        int gpus = Fields.need("gpus", row.count("gpus", 1));
        Lengths lengths = lengths(table, pools, model, gpus, steps(row).doubleValue());
        double due = row.number("slo").map(BigDecimal::doubleValue).orElse(-1.0);
        TraceJob.Terms terms = due > 0 ? TraceJob.Terms.NONE.due(due * lengths.fastest()) : TraceJob.Terms.NONE;
        double arrival = row.needAmount("arrival").doubleValue() / 3600;
        return FleetFit.of(pools)
                .checked(TraceJob.of(0, "line " + row.line() + " " + model, gpus, arrival, lengths, terms));
    }

    static String model(Fields row, Throughputs table) {
        String model = row.needText("model");
        if (!table.knows(model)) {
            Optional<String> first = table.models().stream().sorted().findFirst();
            throw new Refused(
                    Reason.UNKNOWN_VALUE,
                    "model is '" + model + "', which the throughputs do not have; maybe they are another trace's"
                            + first.map(f -> ", they have for instance '" + f + "'")
                                    .orElse(""));
        }
        return model;
    }

    static BigDecimal steps(Fields row) {
        BigDecimal steps = Numbers.notNegative("steps", row.needAmount("steps"));
        if (steps.compareTo(NO_STEPS) == 0) {
            throw Refused.value(Reason.OUT_OF_RANGE, "steps", steps.toPlainString());
        }
        return steps;
    }

    private static Lengths lengths(Throughputs table, Pools pools, String model, int gpus, double steps) {
        double[] hours = pools.all().stream()
                .mapToDouble(p -> table.hours(p.name(), model, gpus, steps))
                .toArray();
        try {
            return Lengths.of(hours);
        } catch (IllegalArgumentException e) {
            throw new Refused(
                    Reason.UNKNOWN_VALUE,
                    "model is '" + model + "' with " + gpus
                            + " GPUs, for which the throughputs have no speed on any type of the fleet; maybe name the"
                            + " types as the throughputs do");
        }
    }
}
