package dev.lepton.formats.profiles;

import dev.lepton.core.evidence.Failure;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.evidence.Reason;
import dev.lepton.core.plan.mix.MixProblem;
import dev.lepton.formats.csv.Columns;
import dev.lepton.formats.csv.CsvFile;
import dev.lepton.formats.csv.Fields;
import dev.lepton.formats.csv.Refused;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Other rates for the buckets of a mix: {@code bucket,requests_per_second} by name, or {@code row,column,requests_per_second} by place.
 * A bucket without a row gets no requests.
 */
public final class RatesCsv {
    private static final Columns COLUMNS =
            Columns.needing("requests_per_second").allowing("bucket", "row", "column");

    private record Rate(int bucket, double perSecond) {}

    private final MixProblem problem;
    private final Map<Integer, Double> rates = new TreeMap<>();

    private RatesCsv(MixProblem problem) {
        this.problem = problem;
    }

    /**
     * {@code problem} with the rates of {@code file}.
     *
     * @throws Problem if the file cannot be read, or any row of it: a rate left out would make the plan too small
     */
    public static MixProblem read(Path file, MixProblem problem) {
        RatesCsv rows = new RatesCsv(problem);
        List<Failure> failures = new ArrayList<>();
        CsvFile.of(file, CsvFile.Dialect.COMMAS)
                .read(COLUMNS, rows::rate, r -> rows.rates.put(r.bucket(), r.perSecond()), failures::add, n -> {});
        if (!failures.isEmpty()) {
            Failure first = failures.get(0);
            throw Problem.input(
                    first + (failures.size() > 1 ? ", and " + (failures.size() - 1) + " more." : "."),
                    first.reason().advice());
        }
        List<MixProblem.Bucket> buckets = new ArrayList<>();
        for (int b = 0; b < problem.buckets().size(); b++) {
            MixProblem.Bucket old = problem.buckets().get(b);
            buckets.add(new MixProblem.Bucket(old.row(), old.column(), old.label(), rows.rates.getOrDefault(b, 0.0)));
        }
        return new MixProblem(buckets, problem.shapes(), problem.utilisationLimit(), problem.slices());
    }

    private Rate rate(Fields row) {
        int bucket = bucket(row);
        if (rates.containsKey(bucket)) {
            throw new Refused(
                    Reason.DUPLICATE, "bucket " + problem.buckets().get(bucket).label() + " has a rate already");
        }
        return new Rate(bucket, row.needAmount("requests_per_second").doubleValue());
    }

    private int bucket(Fields row) {
        if (row.text("bucket").isPresent()) {
            String name = row.needText("bucket");
            for (int b = 0; b < problem.buckets().size(); b++) {
                if (problem.buckets().get(b).label().equals(name)) {
                    return b;
                }
            }
            throw Refused.value(Reason.UNKNOWN_VALUE, "bucket", name);
        }
        int i = Fields.need("row", row.count("row", 0));
        int j = Fields.need("column", row.count("column", 0));
        for (int b = 0; b < problem.buckets().size(); b++) {
            MixProblem.Bucket bucket = problem.buckets().get(b);
            if (bucket.row() == i && bucket.column() == j) {
                return b;
            }
        }
        throw new Refused(
                Reason.OUT_OF_RANGE, "row is '" + i + "', column is '" + j + "', and there is no such bucket");
    }
}
