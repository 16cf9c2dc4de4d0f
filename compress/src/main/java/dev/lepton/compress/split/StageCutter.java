package dev.lepton.compress.split;

import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.graph.Wires;
import dev.lepton.compress.onnx.GraphProto;
import dev.lepton.compress.onnx.NodeProto;
import dev.lepton.compress.onnx.TypeProto;
import dev.lepton.compress.onnx.ValueInfoProto;
import dev.lepton.compress.run.Forms;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Cuts a graph into models. A stage's inputs are the tensors that it reads and does not make, what bodies of control flow take from
 * outside included; its outputs are the tensors that later stages read, and outputs of the whole model.
 */
public final class StageCutter {
    /** The version of ONNX's format from which weights need not be inputs. */
    private static final int WEIGHTS_APART = 4;

    private final OnnxModel model;
    private final Forms forms;
    private final Wires wires;
    private final Map<String, ValueInfoProto> stated = new HashMap<>();

    /** @param model as optimised, with types from {@code forms} */
    public StageCutter(OnnxModel model, Forms forms) {
        this.model = model;
        this.forms = forms;
        this.wires = Wires.of(model.proto().getGraph());
        model.proto().getGraph().getInputList().forEach(i -> stated.put(i.getName(), i));
        model.proto().getGraph().getOutputList().forEach(o -> stated.put(o.getName(), o));
    }

    /** One model for each list of nodes, which together hold all nodes, each after those it reads. */
    public List<OnnxModel> cut(List<List<Integer>> stages) {
        Map<String, Integer> lastReader = new HashMap<>();
        for (int s = 0; s < stages.size(); s++) {
            for (int node : stages.get(s)) {
                for (String name : Wires.reads(wires.graph().getNode(node))) {
                    lastReader.put(name, s);
                }
            }
        }
        wires.graph().getOutputList().forEach(o -> lastReader.put(o.getName(), Integer.MAX_VALUE));
        List<OnnxModel> models = new ArrayList<>();
        for (int s = 0; s < stages.size(); s++) {
            models.add(stage(s, stages.get(s), lastReader));
        }
        return models;
    }

    private OnnxModel stage(int number, List<Integer> nodes, Map<String, Integer> lastReader) {
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
        for (String name : read) {
            if (wires.isWeight(name)) {
                graph.addInitializer(wires.weight(name).orElseThrow());
            } else if (!made.contains(name)) {
                graph.addInput(info(name));
            }
        }
        model.proto().getGraph().getSparseInitializerList().stream()
                .filter(s -> read.contains(s.getValues().getName()))
                .forEach(graph::addSparseInitializer);
        for (String name : made) {
            if (lastReader.getOrDefault(name, -1) > number) {
                graph.addOutput(info(name));
            }
        }
        if (number == 0) {
            keepUnread(graph);
        }
        return new OnnxModel(model.proto().toBuilder()
                .setIrVersion(Math.max(WEIGHTS_APART, model.proto().getIrVersion()))
                .setGraph(graph)
                .build());
    }

    /** An input that no node reads stays an input of the whole: the first stage takes it. */
    private void keepUnread(GraphProto.Builder graph) {
        for (ValueInfoProto input : wires.fed()) {
            if (wires.readers(input.getName()).isEmpty()) {
                graph.addInput(input);
            }
        }
    }

    /** Type and shape as the model states them; for tensors inside, the type that was seen, and any shape. */
    private ValueInfoProto info(String name) {
        ValueInfoProto known = stated.get(name);
        if (known != null) {
            return known;
        }
        ValueInfoProto.Builder info = ValueInfoProto.newBuilder().setName(name);
        forms.find(name)
                .ifPresent(f -> info.setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(f.type().getNumber()))));
        return info.build();
    }
}
