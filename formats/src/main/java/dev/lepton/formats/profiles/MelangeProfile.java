package dev.lepton.formats.profiles;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.evidence.Failure;
import dev.lepton.core.evidence.Ingested;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.evidence.Provenance;
import dev.lepton.core.evidence.Reason;
import dev.lepton.core.plan.Hardware;
import dev.lepton.core.plan.OperatingPoint;
import dev.lepton.core.plan.Throughput;
import dev.lepton.core.plan.Variant;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The throughputs of a file as Mélange keeps it. It names neither the model nor the sizes of its buckets, so a point's workload is
 * its place in the table, for instance {@code bucket [0,1]}. A rate of 0 is a bucket that cannot be served.
 */
final class MelangeProfile {
    private final Path file;
    private final String model;
    private final long line;
    private final List<OperatingPoint> points = new ArrayList<>();
    private final List<Failure> failures;

    private MelangeProfile(Path file, String model, long line, List<Failure> failures) {
        this.file = file;
        this.model = model;
        this.line = line;
        this.failures = failures;
    }

    static Ingested<OperatingPoint> read(Path file, String model) {
        List<Failure> failures = new ArrayList<>();
        List<JsonRows.Row> objects = JsonRows.objects(file, failures);
        JsonNode machines = objects.size() == 1 ? machines(objects.get(0)) : null;
        if (machines == null || !machines.isObject()) {
            throw Problem.input(
                    file + ": this is no profile: one object with gpus or gpu_info, by name, was expected.",
                    "Maybe it is another file.");
        }
        MelangeProfile profile = new MelangeProfile(file, model, objects.get(0).line(), failures);
        machines.properties().forEach(e -> profile.machine(e.getKey(), e.getValue()));
        return new Ingested<>(profile.points, failures);
    }

    private static JsonNode machines(JsonRows.Row row) {
        return row.object().has("gpu_info")
                ? row.object().get("gpu_info")
                : row.object().path("gpus");
    }

    private void machine(String name, JsonNode machine) {
        String key = machine.has("tputs") ? "tputs" : "max_requests_per_second";
        JsonNode rows = machine.path(key);
        if (name.isBlank() || !rows.isArray()) {
            failures.add(failure(Reason.MALFORMED, "'" + name + "' has no table " + key));
            return;
        }
        for (int i = 0; i < rows.size(); i++) {
            JsonNode row = rows.get(i);
            if (!row.isArray()) {
                failures.add(failure(Reason.MALFORMED, key + "[" + i + "] of " + name + " is '" + row.asText() + "'"));
                continue;
            }
            for (int j = 0; j < row.size(); j++) {
                rate(name, key, i, j, row.get(j));
            }
        }
    }

    private void rate(String name, String key, int i, int j, JsonNode rate) {
        if (rate.isNumber() && rate.doubleValue() >= 0 && Double.isFinite(rate.doubleValue())) {
            points.add(new OperatingPoint(
                    new Variant(model, Optional.empty()),
                    new Hardware(name, 1, Optional.empty()),
                    OptionalInt.empty(),
                    OptionalInt.empty(),
                    Optional.empty(),
                    Optional.of("bucket [" + i + "," + j + "]"),
                    new Throughput(rate.doubleValue(), Throughput.Work.REQUESTS),
                    Map.of(),
                    OptionalDouble.empty(),
                    Map.of(),
                    new Provenance("Mélange profile", Confidence.ESTIMATE)));
        } else {
            failures.add(failure(
                    AibrixProfile.reason(rate),
                    key + "[" + i + "][" + j + "] of " + name + " is '" + rate.asText() + "'"));
        }
    }

    private Failure failure(Reason reason, String detail) {
        return new Failure(file.toString(), line, reason, detail);
    }
}
