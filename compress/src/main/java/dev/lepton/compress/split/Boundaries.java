package dev.lepton.compress.split;

import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.graph.Wires;
import dev.lepton.compress.onnx.GraphProto;
import dev.lepton.compress.onnx.TensorShapeProto;
import dev.lepton.compress.onnx.TensorShapeProto.Dimension;
import dev.lepton.compress.onnx.TypeProto;
import dev.lepton.compress.onnx.ValueInfoProto;
import dev.lepton.compress.run.Exposed;
import dev.lepton.compress.run.Forms;
import dev.lepton.compress.run.Ort;
import dev.lepton.compress.run.Samples;
import dev.lepton.compress.run.Session;
import dev.lepton.compress.run.SessionSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What stages state of the tensors that they take and give: element type and shape. An extent is stated as a number only where it follows
 * from the model's inputs as the model states them and a run had the same; other extents are free, under the name that the model gives
 * them where it does. A runtime refuses an input whose stated extent is another, so what the model only claims of tensors inside is not
 * taken over.
 */
final class Boundaries {
    private final Forms forms;
    private final Map<String, TensorShapeProto> told;
    private final boolean ranksVary;
    private final Map<String, ValueInfoProto> inputs = new HashMap<>();
    private final Map<String, ValueInfoProto> outputs = new HashMap<>();

    private Boundaries(GraphProto graph, Forms forms, Map<String, TensorShapeProto> told, boolean ranksVary) {
        this.forms = forms;
        this.told = told;
        this.ranksVary = ranksVary;
        graph.getInputList().forEach(i -> inputs.put(i.getName(), i));
        graph.getOutputList().forEach(o -> outputs.put(o.getName(), o));
    }

    /** @param forms of the tensors of {@code model} on the first of {@code samples} */
    static Boundaries of(OnnxModel model, Forms forms, Samples samples) {
        SessionSettings plain = SessionSettings.threads(1).at(SessionSettings.Optimisation.NONE);
        try (Session session = Ort.open(Exposed.whole(unclaimed(model)), plain)) {
            return new Boundaries(model.proto().getGraph(), forms, session.shapes(), ranksVary(model, samples));
        }
    }

    /** Without the shapes that the model claims of what its nodes make. */
    private static OnnxModel unclaimed(OnnxModel model) {
        GraphProto.Builder graph = model.proto().getGraph().toBuilder();
        for (int i = 0; i < graph.getValueInfoCount(); i++) {
            graph.setValueInfo(i, unclaimed(graph.getValueInfo(i)));
        }
        for (int i = 0; i < graph.getOutputCount(); i++) {
            graph.setOutput(i, unclaimed(graph.getOutput(i)));
        }
        return new OnnxModel(model.proto().toBuilder().setGraph(graph).build());
    }

    private static ValueInfoProto unclaimed(ValueInfoProto info) {
        if (!info.getType().hasTensorType()) {
            return info;
        }
        TypeProto.Builder type = info.getType().toBuilder();
        type.setTensorType(type.getTensorType().toBuilder().clearShape());
        return info.toBuilder().setType(type).build();
    }

    /** Whether inputs whose rank the model leaves open have several in {@code samples}. */
    private static boolean ranksVary(OnnxModel model, Samples samples) {
        List<String> open = Wires.of(model.proto().getGraph()).fed().stream()
                .filter(i -> i.getType().hasTensorType()
                        && !i.getType().getTensorType().hasShape())
                .map(ValueInfoProto::getName)
                .toList();
        return open.stream()
                .anyMatch(name -> samples.all().stream()
                                .map(s -> Optional.ofNullable(s.get(name)).map(t -> t.rank()))
                                .distinct()
                                .count()
                        > 1);
    }

    /** The tensor {@code name} as an input of a stage. */
    ValueInfoProto input(String name) {
        return stated(name, inputs.get(name));
    }

    /** The tensor {@code name} as an output of a stage. */
    ValueInfoProto output(String name) {
        return stated(name, outputs.get(name));
    }

    private ValueInfoProto stated(String name, @Nullable ValueInfoProto info) {
        ValueInfoProto.Builder stated =
                info == null ? ValueInfoProto.newBuilder().setName(name) : info.toBuilder();
        boolean tensor = stated.getType().hasTensorType()
                || stated.getType().getValueCase().getNumber() == 0;
        Optional<Forms.Form> form = forms.find(name);
        if (!tensor || form.isEmpty() || stated.getType().getTensorType().hasShape()) {
            return stated.build();
        }
        TypeProto.Tensor.Builder type = TypeProto.Tensor.newBuilder()
                .setElemType(form.orElseThrow().type().getNumber());
        shape(name, form.orElseThrow()).ifPresent(type::setShape);
        return stated.setType(stated.getType().toBuilder().setTensorType(type)).build();
    }

    private Optional<TensorShapeProto> shape(String name, Forms.Form form) {
        Optional<TensorShapeProto> known =
                Optional.ofNullable(told.get(name)).filter(t -> t.getDimCount() == form.rank());
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        if (known.isEmpty() && ranksVary) {
            return Optional.empty();
        }
        for (int i = 0; i < form.rank(); i++) {
            int axis = i;
            Dimension extent = known.map(t -> t.getDim(axis)).orElse(Dimension.getDefaultInstance());
            boolean other =
                    extent.hasDimValue() && extent.getDimValue() != form.shape().get(i);
            shape.addDim(other ? Dimension.getDefaultInstance() : extent);
        }
        return Optional.of(shape.build());
    }
}
