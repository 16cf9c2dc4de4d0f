package dev.lepton.compress.split;

import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.graph.Tensor;
import dev.lepton.compress.graph.Tensors;
import dev.lepton.compress.graph.Wires;
import dev.lepton.compress.onnx.GraphProto;
import dev.lepton.compress.onnx.NodeProto;
import dev.lepton.compress.onnx.SparseTensorProto;
import dev.lepton.compress.onnx.TensorProto;
import dev.lepton.compress.onnx.ValueInfoProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Cuts a graph into models. A stage's inputs are the tensors that it reads and does not make, what bodies of control flow take from
 * outside included; its outputs are the tensors that later stages read, and outputs of the whole model. Weights that the model
 * leaves replaceable stay so.
 */
final class StageCutter {
    /** The version of ONNX's format from which weights need not be inputs. */
    private static final int WEIGHTS_APART = 4;

    private final OnnxModel model;
    private final Boundaries boundaries;
    private final Set<String> replaceable;
    private final Wires wires;
    private final Map<String, SparseTensorProto> sparse = new HashMap<>();

    /**
     * @param model as optimised
     * @param replaceable weights that a caller may feed others for; see {@link #replaceable(OnnxModel)}
     */
    StageCutter(OnnxModel model, Boundaries boundaries, Set<String> replaceable) {
        this.model = model;
        this.boundaries = boundaries;
        this.replaceable = Set.copyOf(replaceable);
        this.wires = Wires.of(model.proto().getGraph());
        model.proto()
                .getGraph()
                .getSparseInitializerList()
                .forEach(s -> sparse.put(s.getValues().getName(), s));
    }

    /**
     * The weights that {@code model} lists as inputs, too, so that a caller may feed others. The runtime takes other kernels for them than
     * for weights that are fixed, so stages list them as well. In older formats every weight is listed, and is fixed.
     */
    static Set<String> replaceable(OnnxModel model) {
        GraphProto graph = model.proto().getGraph();
        Set<String> weights = new HashSet<>();
        if (model.proto().getIrVersion() >= WEIGHTS_APART) {
            graph.getInitializerList().forEach(w -> weights.add(w.getName()));
            graph.getSparseInitializerList()
                    .forEach(w -> weights.add(w.getValues().getName()));
        }
        weights.retainAll(
                graph.getInputList().stream().map(ValueInfoProto::getName).toList());
        return weights;
    }

    /** One model for each list of nodes, which together hold all nodes, each after those it reads. */
    List<OnnxModel> cut(List<List<Integer>> stages) {
        Map<String, Integer> lastReader = new HashMap<>();
        for (int s = 0; s < stages.size(); s++) {
            for (int node : stages.get(s)) {
                for (String name : Wires.reads(wires.graph().getNode(node))) {
                    lastReader.put(name, s);
                }
            }
        }
        wires.graph().getOutputList().forEach(o -> lastReader.put(o.getName(), Integer.MAX_VALUE));
        List<Set<String>> given = weightsGiven(stages);
        List<OnnxModel> models = new ArrayList<>();
        for (int s = 0; s < stages.size(); s++) {
            models.add(stage(s, stages.get(s), lastReader, given.get(s)));
        }
        return models;
    }

    private boolean isWeight(String name) {
        return wires.isWeight(name) || sparse.containsKey(name);
    }

    /** By stage, the weights that are outputs of the model: the first stage that reads one gives it, or the first of all. */
    private List<Set<String>> weightsGiven(List<List<Integer>> stages) {
        Map<String, Integer> firstReader = new HashMap<>();
        List<Set<String>> given = new ArrayList<>();
        for (int s = 0; s < stages.size(); s++) {
            given.add(new LinkedHashSet<>());
            for (int node : stages.get(s)) {
                for (String name : Wires.reads(wires.graph().getNode(node))) {
                    firstReader.putIfAbsent(name, s);
                }
            }
        }
        wires.graph().getOutputList().stream()
                .map(ValueInfoProto::getName)
                .filter(this::isWeight)
                .forEach(w -> given.get(firstReader.getOrDefault(w, 0)).add(w));
        return given;
    }

    private OnnxModel stage(
            int number, List<Integer> nodes, Map<String, Integer> lastReader, Set<String> weightsGiven) {
        Set<String> made = new LinkedHashSet<>();
        Set<String> read = new LinkedHashSet<>();
        GraphProto.Builder graph =
                GraphProto.newBuilder().setName(model.proto().getGraph().getName() + "_stage_" + (number + 1));
        for (int index : nodes) {
            NodeProto node = wires.graph().getNode(index);
            graph.addNode(node);
            read.addAll(Wires.reads(node));
            node.getOutputList().stream().filter(o -> !o.isEmpty()).forEach(made::add);
        }
        read.addAll(weightsGiven);
        for (String name : read) {
            if (isWeight(name)) {
                addWeight(graph, name);
            } else if (!made.contains(name)) {
                graph.addInput(boundaries.input(name));
            }
        }
        for (String name : made) {
            if (lastReader.getOrDefault(name, -1) > number) {
                graph.addOutput(boundaries.output(name));
            }
        }
        weightsGiven.forEach(w -> graph.addOutput(boundaries.output(w)));
        if (number == 0) {
            keepUnread(graph);
        }
        return new OnnxModel(model.proto().toBuilder()
                .setIrVersion(Math.max(WEIGHTS_APART, model.proto().getIrVersion()))
                .setGraph(graph)
                .build());
    }

    private void addWeight(GraphProto.Builder graph, String name) {
        SparseTensorProto few = sparse.get(name);
        if (few != null) {
            graph.addSparseInitializer(few.toBuilder().setIndices(wide(few.getIndices())));
        } else {
            graph.addInitializer(wires.weight(name).orElseThrow());
        }
        if (replaceable.contains(name)) {
            graph.addInput(boundaries.input(name));
        }
    }

    /** The runtime writes places in as few bytes as they need; ONNX wants 64 bits. */
    private static TensorProto wide(TensorProto places) {
        Tensor narrow = Tensors.of(places);
        long[] values = Arrays.stream(narrow.numbers()).mapToLong(n -> (long) n).toArray();
        return Tensors.proto(places.getName(), Tensor.longs(values, narrow.shape()));
    }

    /** An input that no node reads stays an input of the whole: the first stage takes it. */
    private void keepUnread(GraphProto.Builder graph) {
        for (ValueInfoProto input : wires.fed()) {
            if (wires.readers(input.getName()).isEmpty() && !isWeight(input.getName())) {
                graph.addInput(boundaries.input(input.getName()));
            }
        }
    }
}
