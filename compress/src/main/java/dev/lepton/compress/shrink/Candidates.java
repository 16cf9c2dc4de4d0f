package dev.lepton.compress.shrink;

import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.graph.Wires;
import dev.lepton.compress.measure.Processor;
import dev.lepton.compress.pass.BlockWeights;
import dev.lepton.compress.pass.Calibration;
import dev.lepton.compress.pass.DynamicQuantisation;
import dev.lepton.compress.pass.Layer;
import dev.lepton.compress.pass.StaticQuantisation;
import dev.lepton.compress.pass.Unfused;
import dev.lepton.compress.run.Samples;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The variants of a prepared model, each made when it is asked for. */
final class Candidates {
    /** In the order in which {@link #statics} tries them. */
    static final List<Calibration> CALIBRATIONS = List.of(Calibration.values());

    private static final int BLOCK = 32;
    private static final int LONG_BLOCK = 128;
    private static final int FULL = 127;
    private static final int REDUCED = 64;

    private final Prepared prepared;
    private final Samples calibration;
    /** The largest weight as a byte. */
    private final int most;

    private Optional<StaticQuantisation> measured = Optional.empty();
    private Optional<Set<Integer>> fused = Optional.empty();

    /** What the names of variants begin with; empty for those of the model as it came. */
    private final String made;

    Candidates(Prepared prepared, Samples calibration, Processor processor) {
        this(prepared, "", calibration, processor);
    }

    /** @param made what was done to the prepared model, as its variants are called */
    Candidates(Prepared prepared, String made, Samples calibration, Processor processor) {
        this.prepared = prepared;
        this.made = made;
        this.calibration = calibration;
        this.most = processor.fastInt8().orElse(true) ? FULL : REDUCED;
    }

    /** What is tried whatever the model; those that do not apply are left out. */
    List<Supplier<Candidate>> all() {
        List<Supplier<Candidate>> all = new ArrayList<>();
        if (made.isEmpty() && !prepared.passes().isEmpty()) {
            all.add(() -> candidate("folded", prepared.model()));
        }
        boolean products = prepared.model().opset() >= 11
                && !DynamicQuantisation.layers(prepared.model()).isEmpty();
        if (products) {
            all.add(() -> candidate("dynamic U8S8", DynamicQuantisation.in(prepared.model(), most)));
        }
        if (prepared.perChannel()
                && !DynamicQuantisation.windowed(prepared.model()).isEmpty()) {
            all.add(() -> candidate(
                    "dynamic U8S8, convolutions as products", DynamicQuantisation.withWindows(prepared.model(), most)));
        }
        if (products) {
            all.add(() -> candidate("weights 8-bit, block 32", BlockWeights.in(prepared.model(), 8, BLOCK)));
            all.add(() -> candidate("weights 4-bit, block 32", BlockWeights.in(prepared.model(), 4, BLOCK)));
            all.add(() -> candidate("weights 4-bit, block 128", BlockWeights.in(prepared.model(), 4, LONG_BLOCK)));
        }
        return all;
    }

    /** Static quantisation of every layer, by each calibration. */
    List<Supplier<Candidate>> statics() {
        if (!prepared.perChannel() || statically().layers().isEmpty()) {
            return List.of();
        }
        Set<Integer> indices = indices();
        int left = statically().layers().size() - indices.size();
        if (indices.isEmpty()) {
            return List.of();
        }
        String also = left == 0 ? "" : ", without " + left + " that do not fuse";
        List<Supplier<Candidate>> all = new ArrayList<>();
        for (Calibration calibration : CALIBRATIONS) {
            all.add(() -> staticOf(calibration, indices, also));
        }
        return all;
    }

    /** The same with convolutions along one axis as products of windows; none where there are no such convolutions. */
    List<Supplier<Candidate>> products() {
        if (statics().isEmpty()
                || DynamicQuantisation.windowed(prepared.model()).isEmpty()) {
            return List.of();
        }
        List<Supplier<Candidate>> all = new ArrayList<>();
        for (Calibration calibration : CALIBRATIONS) {
            all.add(() -> candidate(
                    "static U8S8, " + by(calibration) + ", convolutions as products",
                    statically().quantised(calibration, indices(), most, true)));
        }
        return all;
    }

    /** Static quantisation of the layers in {@code chosen}. */
    Candidate staticOf(Calibration by, Set<Integer> chosen, String also) {
        return candidate("static U8S8, " + by(by) + also, statically().quantised(by, chosen, most));
    }

    private static String by(Calibration calibration) {
        return calibration.name().toLowerCase(Locale.ROOT);
    }

    /** The layers that can be quantised and that the runtime then runs in 8 bits. */
    Set<Integer> indices() {
        if (fused.isEmpty()) {
            Set<Integer> indices = new LinkedHashSet<>();
            statically().layers().stream().map(Layer::index).forEach(indices::add);
            // without one layer another may find no partner to fuse with
            for (Set<Integer> unfused = unfused(indices); !unfused.isEmpty(); unfused = unfused(indices)) {
                indices.removeAll(unfused);
            }
            fused = Optional.of(indices);
        }
        return fused.get();
    }

    private Set<Integer> unfused(Set<Integer> indices) {
        OnnxModel model = statically().quantised(Calibration.MINMAX, indices, most);
        Set<Integer> unfused =
                new LinkedHashSet<>(Unfused.in(model, statically().layers()));
        unfused.retainAll(indices);
        return unfused;
    }

    /** The prepared model itself. */
    Candidate itself() {
        return new Candidate(made, prepared.passes(), prepared.model());
    }

    /** How a report names the layer at {@code index} of the graph. */
    String layer(int index) {
        return Wires.describe(prepared.model().proto().getGraph().getNode(index));
    }

    OnnxModel base() {
        return prepared.model();
    }

    private StaticQuantisation statically() {
        if (measured.isEmpty()) {
            measured = Optional.of(StaticQuantisation.measured(prepared.model(), calibration));
        }
        return measured.get();
    }

    @SuppressWarnings("ReferenceEquality") // the same object means unchanged
    private Candidate candidate(String name, OnnxModel model) {
        List<String> passes = new ArrayList<>(prepared.passes());
        if (model != prepared.model()) {
            passes.add(name);
        }
        return new Candidate(made.isEmpty() ? name : made + "; " + name, passes, model);
    }
}
