package dev.lepton.bench;

import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.graph.Tensor;
import dev.lepton.compress.measure.Agreement;
import dev.lepton.compress.run.Outputs;
import dev.lepton.compress.run.Samples;
import dev.lepton.compress.run.SessionSettings;
import dev.lepton.compress.shrink.Promise;
import dev.lepton.compress.shrink.ShrinkRequest;
import dev.lepton.compress.shrink.Shrinker;
import dev.lepton.compress.shrink.Shrunk;
import dev.lepton.compress.shrink.Tried;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Networks shrunk as {@code lepton shrink} does: what was tried, and what was written. */
final class ShrinkRows {
    /** For drawn weights, whose answers mean nothing: anything is kept, and times alone are told. */
    static final Promise TIMES_ONLY = new Promise(0, 100, -1000);

    /** Of Magika's files, these are for {@code shrink}; half of them calibrate. */
    private static final int MAGIKA_SHRINK = 2000;

    private static final int MAGIKA_OTHERS = 3000;
    private static final Promise MAGIKA_KEEPS = new Promise(0.992, 0.5, 20);

    private final Rows rows;
    private final Duration budget;
    private final long seed;

    ShrinkRows(Rows rows, Duration budget, long seed) {
        this.rows = rows;
        this.budget = budget;
        this.seed = seed;
    }

    ShrinkRequest request(Samples samples, Promise promise, ShrinkRequest.Goal goal) {
        return new ShrinkRequest(samples, List.of(), goal, promise, budget, seed, "bench");
    }

    Shrunk shrink(String name, OnnxModel model, ShrinkRequest request) {
        rows.progress("shrinking " + name);
        long start = System.nanoTime();
        Shrunk shrunk = Shrinker.shrink(model, request);
        for (Tried one : shrunk.tried()) {
            rows.say(
                    "tried",
                    name,
                    one.name(),
                    one.bytes(),
                    one.agreement().map(Rows::decisions).orElse(""),
                    one.agreement().map(Rows::decibels).orElse(""),
                    one.faster().map(Rows::times).orElse(one.said()));
        }
        rows.say(
                "written",
                name,
                shrunk.unchanged() ? "the input" : shrunk.verdict().replaceFirst(":.*", ""),
                shrunk.before().bytes(),
                shrunk.after().bytes(),
                shrunk.before().memoryBytes(),
                shrunk.after().memoryBytes(),
                shrunk.before().latencyMillis(),
                Rows.times(shrunk.faster()),
                Rows.decisions(shrunk.agreement()),
                Math.round((System.nanoTime() - start) / 1e9) + " s");
        return shrunk;
    }

    /** In well-known shapes with drawn weights: times alone. */
    void shapes() {
        ShapeNets.all(seed)
                .forEach((name, model) -> shrink(
                        name,
                        model,
                        request(Samples.made(model, Map.of(), 8, seed), TIMES_ONLY, ShrinkRequest.Goal.SPEED)));
    }

    /** Magika shrunk by some files, and what was written run on thousands of others and on the vendor's references. */
    void magika(Path model, MagikaFiles files) throws IOException {
        OnnxModel read = OnnxModel.read(model);
        List<Path> all = files.files(MAGIKA_SHRINK + MAGIKA_OTHERS);
        int used = Math.min(MAGIKA_SHRINK, all.size() / 2);
        Samples own = MagikaFiles.samples(all.subList(0, used));
        Samples others = MagikaFiles.samples(all.subList(used, all.size()));
        ShrinkRequest asked = request(own, MAGIKA_KEEPS, ShrinkRequest.Goal.SPEED);
        Shrunk shrunk = shrink("magika", read, measuringAll(asked));
        rows.progress("running magika on " + others.size() + " other files");
        SessionSettings one = SessionSettings.threads(1);
        List<Map<String, Tensor>> expected = Outputs.of(read, others, one);
        others("as written", shrunk.model(), Rows.times(shrunk.faster()), expected, others);
        shrunk.points().stream()
                .filter(p -> p.name().startsWith("static") && !p.name().contains("in floats"))
                .max(java.util.Comparator.comparingLong(p -> p.agreement().same()))
                .ifPresent(p -> others(p.name(), p.model(), Rows.times(p.faster()), expected, others));
        MagikaFiles.References references = files.references();
        rows.say(
                "references",
                "magika",
                references.right(Outputs.of(read, references.samples(), one)) + " as it came",
                references.right(Outputs.of(shrunk.model(), references.samples(), one)) + " as written",
                "of " + references.labels().size());
    }

    private static ShrinkRequest measuringAll(ShrinkRequest asked) {
        return new ShrinkRequest(
                asked.samples(),
                asked.labels(),
                asked.goal(),
                asked.promise(),
                asked.budget(),
                asked.seed(),
                asked.version(),
                asked.atLeast(),
                asked.retraining(),
                true);
    }

    private void others(
            String name, OnnxModel model, String faster, List<Map<String, Tensor>> expected, Samples others) {
        Agreement agreement = Agreement.of(expected, Outputs.of(model, others, SessionSettings.threads(1)));
        rows.say(
                "others",
                "magika",
                name,
                others.size() + " other files",
                Rows.decisions(agreement),
                Rows.share(agreement.same(), agreement.decisions()),
                Rows.decibels(agreement),
                faster);
    }
}
