package dev.lepton.bench;

import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.graph.Tensor;
import dev.lepton.compress.measure.Agreement;
import dev.lepton.compress.measure.Processor;
import dev.lepton.compress.measure.Race;
import dev.lepton.compress.measure.Runs;
import dev.lepton.compress.pass.Calibration;
import dev.lepton.compress.pass.Layer;
import dev.lepton.compress.pass.StaticQuantisation;
import dev.lepton.compress.prune.ChannelPruning;
import dev.lepton.compress.prune.Distillation;
import dev.lepton.compress.prune.Importance;
import dev.lepton.compress.prune.Magnitude;
import dev.lepton.compress.prune.Recovery;
import dev.lepton.compress.prune.Widths;
import dev.lepton.compress.run.Ort;
import dev.lepton.compress.run.Outputs;
import dev.lepton.compress.run.Samples;
import dev.lepton.compress.run.Session;
import dev.lepton.compress.run.SessionSettings;
import dev.lepton.compress.train.Blueprint;
import dev.lepton.compress.train.Epoch;
import dev.lepton.compress.train.Masks;
import dev.lepton.compress.train.TrainSettings;
import dev.lepton.compress.train.Trainer;
import dev.lepton.compress.train.TrainingSet;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * LeNet-300-100 and LeNet-5 on MNIST, trained, pruned and recovered here, from ONNX to ONNX, beside the figures of Han and others (2015).
 * Errors are those of ONNX Runtime on the 10,000 test images, which no step before looks at; their 95 % intervals are Wilson's.
 */
final class PruneBoard {
    private static final SessionSettings ONE = SessionSettings.threads(1);
    private static final int CALIBRATION = 1_000;
    private static final Duration RACE = Duration.ofSeconds(6);
    private static final int FULL_WEIGHT = 127;
    private static final double TIMES = 12;

    /** Share of each image's pixels that thinning blanks; chosen on images of the training set that were held back. */
    private static final double BLANKED = 0.2;

    /** Epochs of teaching LeNet-5 with moved images; chosen on images of the training set that were held back. */
    private static final int MOVED_EPOCHS = 20;

    /** What was published: shares of each layer's weights that stay. */
    private static final Map<String, Double> HAN_300 =
            Map.of("full1.weight", 0.08, "full2.weight", 0.09, "full3.weight", 0.26);

    /** Beside the published 66, 12, 8 and 19 %, a little less of the largest layer: its shares alone give 11.7 times. */
    private static final Map<String, Double> HAN_5 =
            Map.of("conv1.weight", 0.66, "conv2.weight", 0.12, "full3.weight", 0.076, "full4.weight", 0.19);

    private final Digits digits;
    private final Path models;
    private final PrintStream out;
    private final long seed;
    private final List<String> rows = new ArrayList<>();

    /** @param models where networks are kept; a baseline that lies there is not trained again */
    PruneBoard(Path data, Path models, PrintStream out, long seed) {
        this.digits = new Digits(data.resolve("neural/mnist"));
        this.models = models;
        this.out = out;
        this.seed = seed;
    }

    /** @param part {@code 300} or {@code 5}, of either {@code -channels}, {@code -weights}, {@code -thinned} or {@code -moved} alone; or {@code all} */
    List<String> run(String part) throws IOException {
        Files.createDirectories(models);
        say("processor," + Processor.here().toString().replace(',', ';') + ",seed " + seed);
        say("network,step,wrong of 10000,error %,low,high,weights,not zero,times fewer,bytes,times smaller,"
                + "times faster alone,times faster by 64,seconds");
        if (part.equals("all") || part.startsWith("300")) {
            lenet300(part);
        }
        if (part.equals("all") || part.startsWith("5")) {
            lenet5(part);
        }
        return rows;
    }

    /** Whether {@code part}, such as {@code 300} or {@code 5-weights}, has {@code rows} in it. */
    private static boolean asked(String part, String rows) {
        return !part.contains("-") || part.endsWith(rows);
    }

    private void say(String row) {
        rows.add(row);
        out.println(row);
        out.flush();
    }

    private void lenet300(String part) throws IOException {
        Net net = new Net("lenet-300-100", digits.train(1, 28, 28), digits.test(1, 28, 28));
        OnnxModel start = Blueprint.input(seed, 1, 28, 28)
                .full(300)
                .rectified()
                .full(100)
                .rectified()
                .full(10)
                .model();
        OnnxModel base = net.base(start, 20);
        if (asked(part, "channels")) {
            channels300(net, base);
        }
        if (asked(part, "weights")) {
            net.row("Han's shares in one shot", now(() -> Magnitude.pruned(base, HAN_300, 1, Recovery.none())));
            net.row("Han's shares in 5 rounds", now(() -> Magnitude.pruned(base, HAN_300, 5, net.labelled(6, 20))));
        }
        if (asked(part, "thinned")) {
            net.row("12 times fewer while training; blanked", now(() -> net.thinned(base, net.blanking(40))));
            net.row("12 times fewer while training; moved", now(() -> net.thinned(base, net.moving(40))));
        }
        if (asked(part, "moved")) {
            nothingTaken(net, base, 40);
        }
    }

    private void channels300(Net net, OnnxModel base) {
        net.row("75-30 channels in one shot", now(() -> net.cut(base, 1, List.of(75, 30), Recovery.none())));
        for (int draw = 0; draw < 3; draw++) {
            int images = 1_000 * draw;
            net.row(
                    "75-30; 1000 unlabelled images from " + images,
                    now(() -> net.cut(base, 1, List.of(75, 30), net.unlabelled(images, 1_000, 300))));
        }
        OnnxModel small = net.row("75-30 channels", now(() -> net.cut(base, 1, List.of(75, 30), net.labelled(10))));
        net.row("75-30 channels; static U8S8", now(() -> net.bytes(small)));
        OnnxModel half = net.row("150-50 channels", now(() -> net.cut(base, 1, List.of(150, 50), net.labelled(8))));
        net.row("150-50 channels; static U8S8", now(() -> net.bytes(half)));
    }

    private void lenet5(String part) throws IOException {
        Net net = new Net("lenet-5", digits.train(1, 28, 28), digits.test(1, 28, 28));
        OnnxModel start = Blueprint.input(seed, 1, 28, 28)
                .convolution(20, 5)
                .pool(2)
                .convolution(50, 5)
                .pool(2)
                .full(500)
                .rectified()
                .full(10)
                .model();
        OnnxModel base = net.base(start, 8);
        if (asked(part, "channels")) {
            List<Integer> widths = List.of(10, 25, 250);
            OnnxModel small = net.row("10-25-250 channels", now(() -> net.cut(base, 2, widths, net.labelled(3, 8))));
            net.row("10-25-250 channels; static U8S8", now(() -> net.bytes(small)));
            net.row("10-25-250 channels; moved", now(() -> net.cut(base, 2, widths, net.moved(3, 8))));
        }
        if (asked(part, "weights")) {
            net.row("Han's shares in 3 rounds", now(() -> Magnitude.pruned(base, HAN_5, 3, net.labelled(2, 4))));
        }
        if (asked(part, "thinned")) {
            net.row("12 times fewer while training; moved", now(() -> net.thinned(base, net.moving(MOVED_EPOCHS))));
        }
        if (asked(part, "moved")) {
            nothingTaken(net, base, MOVED_EPOCHS);
        }
    }

    /** What moved images alone bring, for comparison. */
    private void nothingTaken(Net net, OnnxModel base, int epochs) {
        Recovery as = net.moved(epochs, epochs);
        net.row("nothing taken; moved", now(() -> as.recovered(base, Masks.none(), 1, 1)));
    }

    /** Something made, and the seconds of this thread that it took. */
    private record Made(OnnxModel model, double seconds) {}

    private static Made now(java.util.function.Supplier<OnnxModel> work) {
        long start = processorNanos();
        OnnxModel model = work.get();
        return new Made(model, (processorNanos() - start) / 1e9);
    }

    private static long processorNanos() {
        return java.lang.management.ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /** A network and its data. */
    private final class Net {
        private final String name;
        private final TrainingSet train;
        private final TrainingSet test;
        private OnnxModel base;

        private Net(String name, TrainingSet train, TrainingSet test) {
            this.name = name;
            this.train = train;
            this.test = test;
            this.base = Blueprint.input(0, 1).full(1).model();
        }

        private void progress(Epoch epoch) {
            out.printf(Locale.ROOT, "# %s epoch %d: loss %.5f%n", name, epoch.number(), epoch.loss());
            out.flush();
        }

        private OnnxModel base(OnnxModel start, int epochs) {
            Path file = models.resolve(name + "-" + epochs + "-" + seed + ".onnx");
            if (Files.exists(file)) {
                base = OnnxModel.read(file);
                row("as trained before; from " + file.getFileName(), new Made(base, 0));
                return base;
            }
            Made made = now(() -> Trainer.train(
                            start,
                            train,
                            Optional.empty(),
                            TrainSettings.usual(epochs, seed).held(0),
                            Masks.none(),
                            this::progress)
                    .model());
            made.model().write(file);
            base = made.model();
            return row("as trained; " + epochs + " epochs", made);
        }

        private Recovery labelled(int epochs) {
            return labelled(epochs, epochs);
        }

        /** From labels and the network as trained; {@code last} epochs after the last round. */
        private Recovery labelled(int epochs, int last) {
            return rounds(epochs, last, s -> s);
        }

        /** The same, every image moved by at most a pixel at each look. */
        private Recovery moved(int epochs, int last) {
            return rounds(epochs, last, s -> s.shift(1));
        }

        private Recovery rounds(int epochs, int last, UnaryOperator<TrainSettings> changed) {
            return (pruned, masks, round, rounds) -> {
                int now = round == rounds ? last : epochs;
                TrainSettings settings =
                        changed.apply(TrainSettings.usual(now, seed).held(0));
                return new Distillation(base, train, settings, this::progress).recovered(pruned, masks, round, rounds);
            };
        }

        private TrainSettings moving(int epochs) {
            return TrainSettings.usual(epochs, seed).held(0).shift(1);
        }

        private TrainSettings blanking(int epochs) {
            return TrainSettings.usual(epochs, seed).held(0).blanked(BLANKED);
        }

        /** A twelfth of the weights left, wherever in the network they matter most. */
        private OnnxModel thinned(OnnxModel model, TrainSettings settings) {
            return Magnitude.thinned(model, TIMES, train, settings, this::progress);
        }

        private Recovery unlabelled(int from, int images, int epochs) {
            TrainSettings settings = TrainSettings.usual(epochs, seed).held(0).batch(16);
            return new Distillation(base, train.part(from, images).unlabelled(), settings, e -> {});
        }

        private OnnxModel cut(OnnxModel model, int rounds, List<Integer> widths, Recovery recovery) {
            return new ChannelPruning(
                            Widths.exactly(widths),
                            Importance.L2,
                            test.batches(1).first(),
                            Optional.empty(),
                            rounds)
                    .in(model, recovery);
        }

        private OnnxModel bytes(OnnxModel model) {
            StaticQuantisation quantisation =
                    StaticQuantisation.measured(model, train.head(CALIBRATION).batches(1));
            Set<Integer> all = quantisation.layers().stream()
                    .map(Layer::index)
                    .collect(Collectors.toCollection(LinkedHashSet::new));
            return quantisation.quantised(Calibration.MSE, all, FULL_WEIGHT);
        }

        private OnnxModel row(String step, Made made) {
            OnnxModel model = made.model();
            int wrong = wrong(model);
            double z = 1.959963984540054;
            int n = test.size();
            double p = (double) wrong / n;
            double middle = (p + z * z / (2 * n)) / (1 + z * z / n);
            double reach = z / (1 + z * z / n) * Math.sqrt(p * (1 - p) / n + z * z / (4.0 * n * n));
            int bytes = model.proto().getSerializedSize();
            say(String.format(
                    Locale.ROOT,
                    "%s,%s,%d,%.2f,%.2f,%.2f,%d,%d,%.2f,%d,%.2f,%s,%s,%.0f",
                    name,
                    step,
                    wrong,
                    100 * p,
                    100 * (middle - reach),
                    100 * (middle + reach),
                    model.parameters(),
                    model.nonzero(),
                    (double) base.parameters() / model.nonzero(),
                    bytes,
                    (double) base.proto().getSerializedSize() / bytes,
                    faster(model, 1),
                    faster(model, 64),
                    made.seconds()));
            model.write(models.resolve(name + "-" + step.replaceAll("[^A-Za-z0-9]+", "-") + "-" + seed + ".onnx"));
            return model;
        }

        private int wrong(OnnxModel model) {
            Samples batches = test.batches(500);
            int wrong = 0;
            int at = 0;
            for (Map<String, Tensor> output : Outputs.of(model, batches, ONE)) {
                for (int place :
                        Agreement.largest(output.values().iterator().next().numbers(), 10)) {
                    wrong += place == test.labels().get(at++) ? 0 : 1;
                }
            }
            return wrong;
        }

        private String faster(OnnxModel model, int rows) {
            Map<String, Tensor> inputs = test.batches(rows).first();
            try (Session old = Ort.open(base, ONE);
                    Session now = Ort.open(model, ONE);
                    Session.Bound before = old.bind(inputs);
                    Session.Bound after = now.bind(inputs)) {
                List<Runs> runs = Race.run(List.of(before::run, after::run), true, RACE);
                return runs.get(1).faster(runs.get(0)).toString().replace(", ", " to ");
            }
        }
    }
}
