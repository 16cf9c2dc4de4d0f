package dev.lepton.compress.run;

import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.graph.Tensor;
import dev.lepton.compress.graph.Tensors;
import dev.lepton.compress.onnx.TensorProto;
import dev.lepton.compress.onnx.TensorProto.DataType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Element types and shapes of a model's tensors as one run of it made them. Shapes are those of the inputs it ran on: a
 * dimension that inputs decide has here the size that these inputs gave it.
 */
public final class Forms {
    /** Of one tensor. */
    public record Form(DataType type, java.util.List<Long> shape) {
        public Form {
            shape = java.util.List.copyOf(shape);
        }

        public long elements() {
            return shape.stream().mapToLong(Long::longValue).reduce(1, Math::multiplyExact);
        }

        public long bytes() {
            return elements() * Tensor.width(type);
        }

        public int rank() {
            return shape.size();
        }
    }

    private final Map<String, Form> forms;

    private Forms(Map<String, Form> forms) {
        this.forms = forms;
    }

    /** Runs {@code model} once, as written, with every tensor exposed. */
    public static Forms of(OnnxModel model, Map<String, Tensor> inputs) {
        Map<String, Form> forms = new HashMap<>();
        inputs.forEach((name, tensor) -> forms.put(name, form(tensor)));
        for (TensorProto weight : model.proto().getGraph().getInitializerList()) {
            DataType type = DataType.forNumber(weight.getDataType());
            if (type != null && Tensor.holds(type)) {
                forms.put(
                        weight.getName(),
                        new Form(
                                type,
                                Arrays.stream(Tensors.shape(weight)).boxed().toList()));
            }
        }
        SessionSettings plain = SessionSettings.threads(1).at(SessionSettings.Optimisation.NONE);
        try (Session session = Ort.open(Exposed.whole(model), plain)) {
            session.run(inputs).forEach((name, tensor) -> forms.put(name, form(tensor)));
        }
        return new Forms(forms);
    }

    private static Form form(Tensor tensor) {
        return new Form(tensor.type(), Arrays.stream(tensor.shape()).boxed().toList());
    }

    /** The form of {@code tensor}; empty when it is no tensor of numbers. */
    public Optional<Form> find(String tensor) {
        return Optional.ofNullable(forms.get(tensor));
    }
}
