package dev.lepton.compress.split;

import dev.lepton.compress.graph.Wires;
import dev.lepton.compress.onnx.GraphProto;
import dev.lepton.compress.onnx.TensorProto.DataType;
import dev.lepton.compress.onnx.TensorShapeProto;
import dev.lepton.compress.onnx.TypeProto;
import dev.lepton.compress.onnx.ValueInfoProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The configuration of a split for NVIDIA's Triton server: a model for each stage, run as written, and an ensemble that wires them by
 * tensor name. Each names its inputs and outputs with element type and dims, -1 for an extent that is free; weights that a caller may
 * replace are no inputs to feed. The stages' files go to {@code <stage>/1/model.onnx}.
 */
final class TritonEnsemble {
    /** What Triton's ONNX Runtime backend takes for no optimisation at all. */
    private static final String AS_WRITTEN = "optimization { graph { level: 2 } }\n";

    private TritonEnsemble() {}

    static void write(SplitModel split, String name, Path folder) throws IOException {
        StringBuilder steps = new StringBuilder();
        List<SplitModel.Stage> stages = split.stages();
        Map<String, ValueInfoProto> stated = new HashMap<>();
        for (int i = 0; i < stages.size(); i++) {
            SplitModel.Stage stage = stages.get(i);
            stage.inputs().forEach(t -> stated.putIfAbsent(t.getName(), t));
            stage.outputs().forEach(t -> stated.putIfAbsent(t.getName(), t));
            String called = name + "-stage-" + (i + 1);
            write(
                    folder.resolve(called),
                    head(called, "onnxruntime_onnx")
                            + AS_WRITTEN
                            + tensors("input", stage.inputs())
                            + tensors("output", stage.outputs()));
            steps.append(i == 0 ? "" : ",\n").append(step(called, stage));
        }
        GraphProto whole = split.original().proto().getGraph();
        String ensemble = head(name, "ensemble")
                + tensors("input", as(stated, Wires.of(whole).fed()))
                + tensors("output", as(stated, whole.getOutputList()))
                + "ensemble_scheduling {\n  step [\n" + steps
                + "\n  ]\n}\n";
        write(folder.resolve(name), ensemble);
    }

    private static void write(Path model, String config) throws IOException {
        Files.createDirectories(model.resolve("1"));
        Files.writeString(model.resolve("config.pbtxt"), config);
    }

    /** No batches by the server: the first extent of each tensor is one of its dims like the others. */
    private static String head(String name, String platform) {
        return "name: " + quoted(name) + "\nplatform: \"" + platform + "\"\nmax_batch_size: 0\n";
    }

    /** Tensors of the whole as the stages state them, where they do. */
    private static List<ValueInfoProto> as(Map<String, ValueInfoProto> stated, List<ValueInfoProto> whole) {
        return whole.stream().map(t -> stated.getOrDefault(t.getName(), t)).toList();
    }

    private static String step(String model, SplitModel.Stage stage) {
        StringBuilder step =
                new StringBuilder("    {\n      model_name: " + quoted(model) + "\n      model_version: -1\n");
        tensors(stage.inputs()).forEach(i -> step.append(map("input_map", i.getName())));
        tensors(stage.outputs()).forEach(o -> step.append(map("output_map", o.getName())));
        return step.append("    }").toString();
    }

    private static String map(String field, String tensor) {
        String quoted = quoted(tensor);
        return "      " + field + " { key: " + quoted + " value: " + quoted + " }\n";
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    /** Sequences and maps have no place in a configuration. */
    private static List<ValueInfoProto> tensors(List<ValueInfoProto> infos) {
        return infos.stream().filter(i -> i.getType().hasTensorType()).toList();
    }

    private static String tensors(String field, List<ValueInfoProto> infos) {
        StringBuilder text = new StringBuilder();
        for (ValueInfoProto info : tensors(infos)) {
            TypeProto.Tensor type = info.getType().getTensorType();
            text.append(String.format(
                    Locale.ROOT,
                    "%s [ { name: %s data_type: %s dims: [ %s ] } ]\n",
                    field,
                    quoted(info.getName()),
                    triton(DataType.forNumber(type.getElemType())),
                    dims(type.getShape())));
        }
        return text.toString();
    }

    /** A single number has one dimension here: Triton takes none without, and no empty shape where it makes no batches. */
    private static String dims(TensorShapeProto shape) {
        return shape.getDimCount() == 0
                ? "1"
                : shape.getDimList().stream()
                        .map(d -> String.valueOf(d.getDimValue() > 0 ? d.getDimValue() : -1))
                        .collect(Collectors.joining(", "));
    }

    private static String triton(DataType type) {
        return switch (type) {
            case FLOAT -> "TYPE_FP32";
            case DOUBLE -> "TYPE_FP64";
            case FLOAT16 -> "TYPE_FP16";
            case BFLOAT16 -> "TYPE_BF16";
            case STRING -> "TYPE_STRING";
            default -> "TYPE_" + type.name();
        };
    }
}
