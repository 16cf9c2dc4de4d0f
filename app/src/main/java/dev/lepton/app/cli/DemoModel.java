package dev.lepton.app.cli;

import dev.lepton.app.wiring.Demo;
import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.run.ImageForm;
import dev.lepton.compress.run.InputFiles;
import dev.lepton.compress.run.Samples;
import dev.lepton.compress.shrink.Promise;
import dev.lepton.compress.shrink.ShrinkRequest;
import dev.lepton.compress.shrink.Shrinker;
import dev.lepton.compress.shrink.Shrunk;
import dev.lepton.compress.split.SplitFiles;
import dev.lepton.compress.split.SplitModel;
import dev.lepton.compress.split.SplitRequest;
import dev.lepton.formats.prices.BundledPrices;
import dev.lepton.report.model.Chapter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The demonstration's neural network, made cheaper and split beside everything else, in a thread of its own. Where it cannot be run, the
 * chapter says why, and the demonstration goes on.
 */
final class DemoModel {
    private static final Duration RACE = Duration.ofSeconds(1);
    private static final long MOST_SECONDS = 120;
    private static final long SEED = 42;
    private static final ImageForm PHOTOS = new ImageForm(127, 1 / 128.0);

    /** Those with a face, and without. */
    private static final List<String> FILES = List.of(
            "astronaut-1",
            "astronaut-2",
            "astronaut-3",
            "astronaut-4",
            "astronaut-5",
            "astronaut-6",
            "camera-1",
            "camera-2",
            "chelsea-1",
            "chelsea-2",
            "coffee-1",
            "rocket-1");

    private final CompletableFuture<CheaperModel> measured = new CompletableFuture<>();

    private DemoModel() {}

    /** Begins; what it writes goes to {@code out}. */
    static DemoModel begin(Demo demo, Path out) {
        DemoModel model = new DemoModel();
        Thread.ofPlatform().daemon(true).name("demo-model").start(() -> {
            try {
                model.measured.complete(measure(demo, out));
            } catch (RuntimeException | Error e) {
                model.measured.completeExceptionally(e);
            }
        });
        return model;
    }

    private static CheaperModel measure(Demo demo, Path out) {
        OnnxModel model = OnnxModel.read(demo.evidence("ultraface.onnx"));
        Path photos = out;
        for (String file : FILES) {
            photos = demo.evidence("photos/" + file + ".jpg").resolveSibling("");
        }
        Samples samples = InputFiles.read(photos, model, PHOTOS);
        String version = new Lepton.Version().getVersion()[0];
        Shrunk shrunk = Shrinker.shrink(
                model,
                new ShrinkRequest(
                        samples,
                        List.of(),
                        ShrinkRequest.Goal.SPEED,
                        Promise.USUAL,
                        RACE,
                        SEED,
                        version,
                        1,
                        Optional.empty(),
                        true));
        shrunk.model().write(out.resolve("model/ultraface-small.onnx"));
        SplitModel split = SplitModel.of(shrunk.model(), samples, SplitRequest.threads(2));
        SplitFiles.write(split, "ultraface-small", out.resolve("model/stages"), version);
        BundledPrices bundled = BundledPrices.load();
        return new CheaperModel(
                "UltraFace RFB-320",
                shrunk,
                split,
                InferencePrice.of(bundled.catalog(), "aws", "c7i.2xlarge", "us-east-1", bundled.newestList()));
    }

    /** What was measured; waits for it. */
    Optional<CheaperModel> measured() {
        return chapter() instanceof Chapter.Shown ? Optional.of(measured.join()) : Optional.empty();
    }

    /** The chapter on it; waits until it is measured, and says what was wrong where it could not be. */
    Chapter chapter() {
        try {
            return measured.get(MOST_SECONDS, TimeUnit.SECONDS)
                    .chapter(
                            List.of("UltraFace RFB-320, a public network that finds faces (MIT), on " + FILES.size()
                                    + " crops of five public photos, six of them with the same face."),
                            List.of(
                                    "Most of the gain here is the exporter's to give: it lists every weight as an input,"
                                            + " so that the runtime may not lay them out ahead; taking them off that list is"
                                            + " part of folding. 8 bits are then slower than floats on this network.",
                                    "The same again, with your model and inputs in place of these: lepton shrink, and"
                                            + " lepton split; the files are beside this page, in evidence and model."));
        } catch (ExecutionException e) {
            Throwable cause = Optional.ofNullable(e.getCause()).orElse(e);
            return lacking("It could not be run here: "
                    + Optional.ofNullable(cause.getMessage()).orElse(cause.toString()));
        } catch (TimeoutException e) {
            return lacking("It was not done after " + MOST_SECONDS + " seconds.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return lacking("It was interrupted.");
        }
    }

    private static Chapter lacking(String why) {
        return new Chapter.Lacking(
                CheaperModel.ID, CheaperModel.TITLE, why, Optional.of("lepton shrink MODEL.onnx --inputs DIR"));
    }
}
