package dev.lepton.compress.prune;

import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.graph.Tensor;
import dev.lepton.compress.graph.Tensors;
import dev.lepton.compress.graph.Wires;
import dev.lepton.compress.onnx.NodeProto;
import dev.lepton.compress.run.Forms;
import dev.lepton.compress.train.Sensitivity;
import dev.lepton.compress.train.TrainingSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;

/**
 * The channels of a model, in groups that are cut together. A group whose channels pass a node that is not known to keep them apart, or reach an
 * output, is refused and says so.
 */
public final class ChannelGroups {
    private final OnnxModel model;
    private final Forms forms;
    private final Trace trace;
    private final List<Integer> families = new ArrayList<>();
    private final List<List<Integer>> members = new ArrayList<>();
    private final List<Group> groups = new ArrayList<>();

    private ChannelGroups(OnnxModel model, Forms forms) {
        this.model = model;
        this.forms = forms;
        this.trace = new Trace(model, forms);
        for (Map.Entry<Integer, List<NodeProto>> family :
                trace.channels().makers().entrySet()) {
            List<Integer> channels = trace.channels().members(family.getKey());
            families.add(family.getKey());
            members.add(channels);
            groups.add(new Group(
                    family.getValue().stream().map(Wires::describe).toList(),
                    channels.size(),
                    weights(family.getKey()),
                    trace.channels().refused(family.getKey()).orElse("")));
        }
    }

    /** The groups of {@code model}, followed through shapes of one run on {@code inputs}. Constants must be folded. */
    public static ChannelGroups of(OnnxModel model, Map<String, Tensor> inputs) {
        return new ChannelGroups(model, Forms.of(model, inputs));
    }

    /** In order of the graph. */
    public List<Group> groups() {
        return List.copyOf(groups);
    }

    private long weights(int family) {
        return trace.uses().stream()
                .filter(u -> Arrays.stream(u.channels())
                        .anyMatch(c -> c != 0 && trace.channels().family(c) == family))
                .map(Use::weight)
                .distinct()
                .mapToLong(w -> forms.find(w).map(Forms.Form::elements).orElse(0L))
                .sum();
    }

    /**
     * What each channel of each group is worth, in order.
     *
     * @param data for {@link Importance#TAYLOR}, else not looked at
     */
    public List<double[]> scores(Importance importance, Optional<TrainingSet> data) {
        Map<Integer, Double> sums = new HashMap<>();
        Map<String, float[]> values = new HashMap<>();
        model.proto().getGraph().getInitializerList().forEach(w -> {
            if (trace.uses().stream().anyMatch(u -> u.weight().equals(w.getName()))) {
                values.put(w.getName(), Tensors.of(w).floats());
            }
        });
        switch (importance) {
            case L1 -> add(sums, values, values, (w, same) -> Math.abs(w));
            case L2 -> add(sums, values, values, (w, same) -> w * same);
            case TAYLOR -> taylor(sums, values, data.orElseThrow());
        }
        List<double[]> scores = new ArrayList<>();
        for (List<Integer> channels : members) {
            scores.add(channels.stream()
                    .mapToDouble(c -> sums.getOrDefault(c, 0.0))
                    .toArray());
        }
        return scores;
    }

    private void taylor(Map<Integer, Double> sums, Map<String, float[]> values, TrainingSet data) {
        Sensitivity.each(model, data, gradients -> {
            Map<Integer, Double> batch = new HashMap<>();
            add(batch, values, gradients, (w, g) -> w * g);
            batch.forEach((channel, sum) -> sums.merge(channel, sum * sum, Double::sum));
        });
    }

    /** Adds, for each weight that goes with a channel, what {@code rule} makes of its value and what {@code others} has in its place. */
    private void add(
            Map<Integer, Double> sums,
            Map<String, float[]> values,
            Map<String, float[]> others,
            DoubleBinaryOperator rule) {
        for (Use use : trace.uses()) {
            float[] weight = values.get(use.weight());
            float[] other = others.get(use.weight());
            if (weight == null || other == null) {
                continue;
            }
            int inner = inner(use);
            for (int i = 0; i < weight.length; i++) {
                int channel = use.channels()[i / inner % use.channels().length];
                if (channel != 0) {
                    sums.merge(trace.channels().find(channel), rule.applyAsDouble(weight[i], other[i]), Double::sum);
                }
            }
        }
    }

    private int inner(Use use) {
        List<Long> shape = forms.find(use.weight()).orElseThrow().shape();
        return Math.toIntExact(shape.subList(use.axis() + 1, shape.size()).stream()
                .mapToLong(Long::longValue)
                .reduce(1, Math::multiplyExact));
    }

    /**
     * The model with the {@code widths[g]} best channels of group {@code g} only.
     *
     * @param widths one for each group; of one that is refused all channels
     * @throws IllegalArgumentException when a width is none or too many, or cuts a group that is refused
     */
    public OnnxModel cut(List<double[]> scores, int... widths) {
        BitSet gone = new BitSet();
        for (int g = 0; g < groups.size(); g++) {
            Group group = groups.get(g);
            if (widths[g] < 1 || widths[g] > group.channels() || (widths[g] < group.channels() && !group.open())) {
                throw new IllegalArgumentException("Group " + group + " cannot have " + widths[g] + " channels.");
            }
            double[] worth = scores.get(g);
            List<Integer> order = new ArrayList<>();
            for (int i = 0; i < worth.length; i++) {
                order.add(i);
            }
            order.sort((a, b) -> Double.compare(worth[a], worth[b]));
            for (int i = 0; i < worth.length - widths[g]; i++) {
                gone.set(members.get(g).get(order.get(i)));
            }
        }
        return gone.isEmpty() ? model : new Cut(model, trace, gone).done();
    }
}
