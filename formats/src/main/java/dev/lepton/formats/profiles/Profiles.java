package dev.lepton.formats.profiles;

import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.evidence.Ingested;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.evidence.Provenance;
import dev.lepton.core.plan.Convergence;
import dev.lepton.core.plan.Hardware;
import dev.lepton.core.plan.OperatingPoint;
import dev.lepton.core.plan.Throughput;
import dev.lepton.core.plan.Variant;
import dev.lepton.formats.csv.CsvFile;
import dev.lepton.formats.traces.ThroughputsJson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Operating points out of any file that holds some: the one place that tells the forms apart. */
public final class Profiles {
    private static final Pattern POWER = Pattern.compile(".*power_([A-Za-z0-9]{1,40}).*");

    private Profiles() {}

    /**
     * Reads {@code file}, whatever its form.
     *
     * @throws Problem if it cannot be read, is of no known form, or does not say on what it was measured
     */
    public static ReadProfiles read(Path file) {
        return read(file, String.valueOf(file.getFileName()), Given.NOTHING);
    }

    /** Reads {@code file} as {@link #read(Path)}; it was called {@code name} when it was given, and {@code given} fills what it leaves out. */
    public static ReadProfiles read(Path file, String name, Given given) {
        ProfileForm form = ProfileForm.of(file);
        return switch (form) {
            case LEPTON -> ReadProfiles.of(form, LeptonProfile.read(file), List.of());
            case ML_ENERGY ->
                ReadProfiles.of(
                        form,
                        name.endsWith(".json")
                                ? MlEnergy.json(file, name)
                                : MlEnergy.csv(CsvFile.of(file, CsvFile.Dialect.COMMAS)),
                        List.of());
            case MLPERF -> mlPerf(file);
            case AIBRIX_TABLE, AIBRIX_RUNS -> aibrix(form, file, name, given);
            case MELANGE ->
                ReadProfiles.of(form, MelangeProfile.read(file, given.model().orElse(stem(name))), melange(given));
            case VLLM -> ReadProfiles.of(form, VllmBench.read(file, on(file, given)), List.of());
            case GAVEL -> gavel(file);
            case ZEUS_POWER -> zeus(file, name, given);
            case ZEUS_TRAINING -> {
                Ingested<Convergence> runs = ZeusTraining.read(file);
                yield new ReadProfiles(
                        form,
                        List.of(),
                        runs.rows(),
                        runs.rows().size(),
                        runs.failures(),
                        List.of("epochs become points together with power limits of the same training"));
            }
        };
    }

    /**
     * The points that travel with Lepton: ML.ENERGY's chat task ({@code lm-arena-chat}), 328 points of 18 language models of 8 to 671
     * billion parameters on 1 to 8 H100 or B200, at 8 to 4,096 requests at once: output tokens a second, p50 to p99 of the time between
     * tokens (no time to the first token), watts of all GPUs. All are measured; none has a power cap, a request size or a score.
     */
    public static List<OperatingPoint> bundled() {
        return Once.ALL;
    }

    private static final class Once {
        static final List<OperatingPoint> ALL = MlEnergy.csv(CsvFile.resource(Profiles.class, "mlenergy_chat.csv"))
                .rows();
    }

    private static ReadProfiles mlPerf(Path file) {
        Ingested<MlPerfJson.Result> results = MlPerfJson.read(file);
        return new ReadProfiles(
                ProfileForm.MLPERF,
                results.rows().stream().map(MlPerfJson.Result::point).toList(),
                List.of(),
                results.rows().size(),
                results.failures(),
                List.of("MLPerf results are re-used here unverified by MLCommons; each point's source names the ID"));
    }

    private static ReadProfiles aibrix(ProfileForm form, Path file, String name, Given given) {
        String note = "AIBrix's own profiles come from a simulator, so the points are estimates";
        if (form == ProfileForm.AIBRIX_TABLE) {
            Ingested<OperatingPoint> table = AibrixProfile.table(file);
            return ReadProfiles.of(form, new Ingested<>(named(table.rows(), given), table.failures()), List.of(note));
        }
        AibrixProfile.Runs runs = AibrixProfile.runs(file, name);
        return new ReadProfiles(
                form,
                named(runs.points().rows(), given),
                List.of(),
                runs.lines(),
                runs.points().failures(),
                List.of(note));
    }

    /** The file names one thing for model and device; what is given is clearer. */
    private static List<OperatingPoint> named(List<OperatingPoint> points, Given given) {
        return points.stream()
                .map(p -> new OperatingPoint(
                        new Variant(
                                given.model().orElse(p.variant().model()),
                                p.variant().precision()),
                        new Hardware(given.device().orElse(p.hardware().device()), given.devices(), Optional.empty()),
                        p.concurrency(),
                        p.powerCapWatts(),
                        p.size(),
                        p.workload(),
                        p.throughput(),
                        p.latencyMillis(),
                        p.watts(),
                        p.accuracy(),
                        p.provenance()))
                .toList();
    }

    private static List<String> melange(Given given) {
        List<String> notes = new ArrayList<>();
        notes.add("prices and rates of the file are for lepton mix; only throughputs were taken");
        if (given.model().isEmpty()) {
            notes.add("the file names no model: it is called as the file is; --model names it");
        }
        return notes;
    }

    private static Hardware on(Path file, Given given) {
        return new Hardware(
                given.device()
                        .orElseThrow(() -> Problem.input(
                                file + " does not say on what it was measured.",
                                "Maybe say it: --device H100 --devices 1.")),
                given.devices(),
                Optional.empty());
    }

    private static ReadProfiles zeus(Path file, String name, Given given) {
        Matcher matcher = POWER.matcher(stem(name));
        Hardware on = given.device().isEmpty() && matcher.matches()
                ? new Hardware(matcher.group(1).toUpperCase(Locale.ROOT), 1, Optional.empty())
                : on(file, given);
        return ReadProfiles.of(ProfileForm.ZEUS_POWER, ZeusCsv.read(file, on.device()), List.of());
    }

    private static ReadProfiles gavel(Path file) {
        ThroughputsJson.ReadThroughputs read = ThroughputsJson.read(file);
        List<OperatingPoint> points = read.entries().stream()
                .map(e -> new OperatingPoint(
                        new Variant(e.model(), Optional.empty()),
                        new Hardware(e.type(), e.gpus(), Optional.empty()),
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        Optional.empty(),
                        new Throughput(e.steps(), Throughput.Work.STEPS),
                        Map.of(),
                        OptionalDouble.empty(),
                        Map.of(),
                        new Provenance("Gavel, OSDI'20", Confidence.MEASURED)))
                .toList();
        List<String> notes = List.of("throughputs beside another job are passed over");
        return new ReadProfiles(ProfileForm.GAVEL, points, List.of(), points.size(), read.failures(), notes);
    }

    private static String stem(String name) {
        int dot = name.indexOf('.', 1);
        return dot < 0 ? name : name.substring(0, dot);
    }
}
