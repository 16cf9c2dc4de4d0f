package dev.lepton.compress.pass;

import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.graph.Rewrite;
import dev.lepton.compress.graph.Tensor;
import dev.lepton.compress.graph.Tensors;
import dev.lepton.compress.graph.Wires;
import dev.lepton.compress.onnx.GraphProto;
import dev.lepton.compress.onnx.NodeProto;
import dev.lepton.compress.onnx.TensorProto;
import dev.lepton.compress.onnx.TensorProto.DataType;
import dev.lepton.compress.onnx.ValueInfoProto;
import dev.lepton.compress.run.Forms;
import dev.lepton.compress.run.Ort;
import dev.lepton.compress.run.Session;
import dev.lepton.compress.run.SessionSettings;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What is worked out number by number on rows looked up in a constant table is worked out on the table, once: {@code f(T[i])} is
 * {@code f(T)[i]}.
 */
public final class Tables {
    private final OnnxModel model;
    private final GraphProto graph;
    private final Wires wires;
    private final Forms forms;

    private Tables(OnnxModel model, Forms forms) {
        this.model = model;
        this.graph = model.proto().getGraph();
        this.wires = Wires.of(graph);
        this.forms = forms;
    }

    /** {@code model} with such work done; the same object when there is none. */
    public static OnnxModel in(OnnxModel model, Forms forms) {
        OnnxModel at = model;
        for (int i = 0; i < model.proto().getGraph().getNodeCount(); i++) {
            NodeProto node = model.proto().getGraph().getNode(i);
            if (node.getOpType().equals("Gather")) {
                Optional<OnnxModel> changed = new Tables(at, forms).worked(node.getOutput(0));
                at = changed.orElse(at);
            }
        }
        return at;
    }

    /** With what follows the look-up that makes {@code rows} worked out, when that is one tensor. */
    private Optional<OnnxModel> worked(String rows) {
        int index = wires.maker(rows).orElseThrow();
        NodeProto gather = graph.getNode(index);
        Optional<Forms.Form> form = forms.find(rows);
        if (!looksUp(gather) || form.isEmpty()) {
            return Optional.empty();
        }
        long width = Tensors.shape(wires.weight(gather.getInput(0)).orElseThrow())[1];
        Set<Integer> region = region(index, rows, width, form.get().rank());
        Set<String> outside = new LinkedHashSet<>();
        if (leaves(rows, region)) {
            outside.add(rows);
        }
        region.forEach(r -> graph.getNode(r).getOutputList().stream()
                .filter(o -> leaves(o, region))
                .forEach(outside::add));
        if (region.isEmpty() || outside.size() != 1 || outside.contains(rows)) {
            return Optional.empty();
        }
        String result = outside.iterator().next();
        return Optional.of(replaced(index, region, result, values(gather, region, result)));
    }

    private boolean looksUp(NodeProto gather) {
        Optional<TensorProto> table = wires.weight(gather.getInput(0));
        return gather.getAttributeList().stream().allMatch(a -> a.getName().equals("axis") && a.getI() == 0)
                && table.filter(t -> t.getDataType() == DataType.FLOAT_VALUE && t.getDimsCount() == 2)
                        .isPresent()
                && wires.readOnce(gather.getInput(0));
    }

    private Set<Integer> region(int from, String rows, long width, int rank) {
        Set<String> inside = new HashSet<>(Set.of(rows));
        Set<Integer> region = new LinkedHashSet<>();
        for (int i = from + 1; i < graph.getNodeCount(); i++) {
            NodeProto node = graph.getNode(i);
            boolean any = node.getInputList().stream().anyMatch(inside::contains);
            boolean all = node.getInputList().stream().allMatch(n -> inside.contains(n) || row(n, width, rank));
            if (any && all && Numberwise.is(node)) {
                region.add(i);
                inside.addAll(node.getOutputList());
            }
        }
        return region;
    }

    /** Whether {@code name} is a constant that is the same for every row, of no more dimensions than what was looked up. */
    private boolean row(String name, long width, int rank) {
        Optional<TensorProto> weight = wires.weight(name);
        if (weight.isEmpty() || weight.get().getDimsCount() > rank) {
            return false;
        }
        long[] shape = Tensors.shape(weight.get());
        long elements = Tensor.elements(shape);
        return elements == 1 || (elements == width && shape[shape.length - 1] == width);
    }

    private boolean leaves(String tensor, Set<Integer> region) {
        return wires.isOutput(tensor) || wires.readers(tensor).stream().anyMatch(r -> !region.contains(r));
    }

    private Tensor values(NodeProto gather, Set<Integer> region, String result) {
        Tensor table = Tensors.of(wires.weight(gather.getInput(0)).orElseThrow());
        GraphProto.Builder part = GraphProto.newBuilder().setName("table");
        part.addInitializer(Tensors.proto(gather.getOutput(0), table));
        Set<String> needed = new LinkedHashSet<>();
        region.forEach(r -> needed.addAll(graph.getNode(r).getInputList()));
        needed.forEach(n -> wires.weight(n).ifPresent(part::addInitializer));
        region.forEach(r -> part.addNode(graph.getNode(r)));
        part.addOutput(ValueInfoProto.newBuilder().setName(result));
        OnnxModel alone = new OnnxModel(model.proto().toBuilder().setGraph(part).build());
        try (Session session = Ort.open(alone, SessionSettings.threads(1).at(SessionSettings.Optimisation.NONE))) {
            Tensor values = session.run(Map.of()).get(result);
            return Objects.requireNonNull(values, "An output was not given.").reshaped(table.shape());
        }
    }

    private OnnxModel replaced(int index, Set<Integer> region, String result, Tensor values) {
        Rewrite rewrite = new Rewrite(model);
        for (int i = 0; i < graph.getNodeCount(); i++) {
            NodeProto node = graph.getNode(i);
            if (i == index) {
                String table = rewrite.weight(result + "_table", values);
                rewrite.put(node.toBuilder()
                        .clearInput()
                        .addAllInput(List.of(table, node.getInput(1)))
                        .setOutput(0, result)
                        .build());
            } else if (!region.contains(i)) {
                rewrite.put(node);
            }
        }
        return rewrite.done();
    }
}
