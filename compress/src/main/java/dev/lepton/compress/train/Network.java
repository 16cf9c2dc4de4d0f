package dev.lepton.compress.train;

import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.graph.Tensors;
import dev.lepton.compress.graph.Wires;
import dev.lepton.compress.onnx.GraphProto;
import dev.lepton.compress.onnx.NodeProto;
import dev.lepton.compress.onnx.TensorProto;
import dev.lepton.core.evidence.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A network that can be run forward and backward, in 32-bit floats, on one thread. Its weights are copies of the model's; {@link #model}
 * puts them back.
 */
final class Network {
    private final OnnxModel model;
    private final List<Work> works = new ArrayList<>();
    private final Map<String, Floats> weights = new LinkedHashMap<>();
    private final Map<String, Floats> trained = new LinkedHashMap<>();
    private final Map<String, Floats> gradients = new HashMap<>();
    private Map<String, Floats> values = new HashMap<>();

    /** A node and its operator. */
    private record Work(NodeProto node, Operator operator, List<String> inputs, String output) {}

    private Network(OnnxModel model) {
        this.model = model;
    }

    /**
     * The network of {@code model}, whose constants are folded.
     *
     * @throws Problem when a node cannot be trained; it names the node
     */
    static Network of(OnnxModel model) {
        Network network = new Network(model);
        GraphProto graph = model.proto().getGraph();
        Wires wires = Wires.of(graph);
        Operators operators = new Operators(wires);
        for (TensorProto weight : graph.getInitializerList()) {
            if (weight.getDataType() == TensorProto.DataType.FLOAT_VALUE
                    || weight.getDataType() == TensorProto.DataType.INT64_VALUE
                    || weight.getDataType() == TensorProto.DataType.INT32_VALUE) {
                network.weights.put(weight.getName(), Floats.of(Tensors.of(weight)));
            }
        }
        for (NodeProto node : graph.getNodeList()) {
            List<String> inputs =
                    node.getInputList().stream().filter(n -> !n.isEmpty()).toList();
            network.works.add(new Work(node, operators.of(node), inputs, node.getOutput(0)));
            for (int i : Operators.trained(node)) {
                if (i < node.getInputCount()) {
                    network.train(wires, node.getInput(i));
                }
            }
        }
        return network;
    }

    private void train(Wires wires, String name) {
        Optional<TensorProto> weight = wires.weight(name)
                .filter(w -> w.getDataType() == TensorProto.DataType.FLOAT_VALUE && Tensors.elements(w) > 1);
        Floats values = weights.get(name);
        if (weight.isPresent() && values != null) {
            trained.put(name, values);
        }
    }

    /** The weights that are trained, by name, in the order they are met; to be changed in place. */
    Map<String, Floats> trained() {
        return trained;
    }

    /** A weight or constant. */
    Optional<Floats> weight(String name) {
        return Optional.ofNullable(weights.get(name));
    }

    /** Runs on {@code feed}, the first axis of each counting samples; what is made is kept until the next run. */
    Map<String, Floats> forward(Map<String, Floats> feed) {
        values = new HashMap<>(weights);
        values.putAll(feed);
        for (Work work : works) {
            try {
                values.put(
                        work.output,
                        work.operator.forward(
                                work.inputs.stream().map(this::value).toList()));
            } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
                throw Problem.input(
                        Wires.describe(work.node) + " does not take several samples at once: " + e.getMessage(),
                        "Maybe export the model with a free first axis.");
            }
        }
        return values;
    }

    private Floats value(String name) {
        Floats value = values.get(name);
        if (value == null) {
            throw Problem.input("nothing makes '" + name + "' in training.", "Maybe export the model for inference.");
        }
        return value;
    }

    /**
     * Works out the gradients of a loss from its gradients for some tensors of the last run.
     *
     * @param seeds gradient by tensor
     */
    void backward(Map<String, Floats> seeds) {
        gradients.clear();
        trained.forEach((name, weight) -> gradients.put(name, Floats.zeros(weight.shape())));
        seeds.forEach((name, seed) -> gradients.put(
                name, new Floats(seed.values().clone(), value(name).shape())));
        Map<String, Boolean> wanted = wanted();
        for (int i = works.size() - 1; i >= 0; i--) {
            Work work = works.get(i);
            Floats gradient = gradients.get(work.output);
            if (gradient != null && wanted.containsKey(work.output)) {
                work.operator.backward(new Back(work, gradient, wanted));
                gradients.remove(work.output);
            }
        }
    }

    /** Tensors that something trained stands behind. */
    private Map<String, Boolean> wanted() {
        Map<String, Boolean> wanted = new HashMap<>();
        trained.keySet().forEach(n -> wanted.put(n, true));
        for (Work work : works) {
            if (work.inputs.stream().anyMatch(wanted::containsKey)) {
                wanted.put(work.output, true);
            }
        }
        return wanted;
    }

    /** The gradient of a trained weight by the last backward run. */
    Floats gradient(String weight) {
        Floats gradient = gradients.get(weight);
        if (gradient == null) {
            throw new IllegalStateException("'" + weight + "' is not trained.");
        }
        return gradient;
    }

    /** The model with the weights as they are now. */
    OnnxModel model() {
        GraphProto.Builder graph = model.proto().getGraph().toBuilder();
        for (int i = 0; i < graph.getInitializerCount(); i++) {
            Floats now = trained.get(graph.getInitializer(i).getName());
            if (now != null) {
                graph.setInitializer(i, Tensors.proto(graph.getInitializer(i).getName(), now.tensor()));
            }
        }
        return new OnnxModel(model.proto().toBuilder().setGraph(graph).build());
    }

    /** A copy of the trained weights. */
    Map<String, float[]> copy() {
        Map<String, float[]> copy = new LinkedHashMap<>();
        trained.forEach((name, weight) -> copy.put(name, weight.values().clone()));
        return copy;
    }

    /** Takes the weights from {@code copy}. */
    void restore(Map<String, float[]> copy) {
        copy.forEach((name, from) -> {
            Floats weight = weights.get(name);
            if (weight != null) {
                System.arraycopy(from, 0, weight.values(), 0, from.length);
            }
        });
    }

    private final class Back implements Operator.Step {
        private final Work work;
        private final Floats gradient;
        private final Map<String, Boolean> wanted;

        private Back(Work work, Floats gradient, Map<String, Boolean> wanted) {
            this.work = work;
            this.gradient = gradient;
            this.wanted = wanted;
        }

        @Override
        public Floats input(int index) {
            return value(work.inputs.get(index));
        }

        @Override
        public int inputs() {
            return work.inputs.size();
        }

        @Override
        public Floats output() {
            return value(work.output);
        }

        @Override
        public Floats gradient() {
            return gradient;
        }

        @Override
        public boolean wants(int index) {
            return wanted.containsKey(work.inputs.get(index));
        }

        @Override
        public Floats into(int index) {
            return gradients.computeIfAbsent(work.inputs.get(index), n -> Floats.zeros(value(n).shape()));
        }
    }

    /** Whether nothing in it is NaN or infinite. */
    static boolean finite(Floats values) {
        for (float value : values.values()) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    static Floats rows(Floats all, int[] chosen) {
        int width = all.size() / all.extent(0);
        int[] shape = Arrays.copyOf(all.shape(), all.rank());
        shape[0] = chosen.length;
        float[] picked = new float[chosen.length * width];
        for (int i = 0; i < chosen.length; i++) {
            System.arraycopy(all.values(), chosen[i] * width, picked, i * width, width);
        }
        return new Floats(picked, shape);
    }
}
