package dev.lepton.app.cli;

import dev.lepton.compress.measure.Runs;
import dev.lepton.compress.split.SplitModel;
import dev.lepton.compress.split.Throughputs;
import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.evidence.Provenance;
import dev.lepton.core.plan.Hardware;
import dev.lepton.core.plan.Hardware.Parallelism;
import dev.lepton.core.plan.OperatingPoint;
import dev.lepton.core.plan.Throughput;
import dev.lepton.core.plan.Variant;
import dev.lepton.formats.profiles.LeptonProfile;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** What was measured of a network, as operating points that {@code mix} and {@code plan} take. */
final class EmittedPoints {
    private EmittedPoints() {}

    /** Writes {@code points} to {@code file}, in Lepton's own profile. */
    static void write(Path file, List<OperatingPoint> points) {
        TextFile.write(file, LeptonProfile.write(points), file + " cannot be written", "Maybe another --emit-points.");
    }

    /**
     * The ways to use the threads of a split network, which give the same bits: one session on one, a pipeline, and copies.
     *
     * @param device what one thread runs on
     */
    static List<OperatingPoint> of(SplitModel split, Throughputs measured, String model, String device) {
        int n = split.stages().size();
        OperatingPoint one = point(model, hardware(device, 1, 1, 1), measured, measured.one());
        return n == 1
                ? List.of(one)
                : List.of(
                        one,
                        point(model, hardware(device, n, n, 1), measured, measured.pipeline()),
                        point(model, hardware(device, n, 1, n), measured, measured.copies()));
    }

    private static Hardware hardware(String device, int count, int pipeline, int copies) {
        return new Hardware(device, count, Optional.of(new Parallelism(1, pipeline, copies, 1)));
    }

    private static OperatingPoint point(String model, Hardware hardware, Throughputs measured, Runs runs) {
        return new OperatingPoint(
                new Variant(model, Optional.of("as it came")),
                hardware,
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.of("lepton split, as many as it takes"),
                new Throughput(measured.perSecond(runs), Throughput.Work.REQUESTS),
                Map.of(),
                OptionalDouble.empty(),
                Map.of("same_decisions_percent", BigDecimal.valueOf(100)),
                new Provenance("lepton split", Confidence.MEASURED));
    }
}
