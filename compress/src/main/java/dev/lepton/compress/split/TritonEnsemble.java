package dev.lepton.compress.split;

import dev.lepton.compress.onnx.GraphProto;
import dev.lepton.compress.onnx.TensorProto.DataType;
import dev.lepton.compress.onnx.TensorShapeProto.Dimension;
import dev.lepton.compress.onnx.ValueInfoProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The configuration of a split for NVIDIA's Triton server: a model for each stage, run as written, and an ensemble that wires them by
 * tensor name. The stages' files go to {@code <stage>/1/model.onnx}.
 */
final class TritonEnsemble {
    /** What Triton's ONNX Runtime backend takes for no optimisation at all. */
    private static final String AS_WRITTEN = "optimization { graph { level: 2 } }\n";

    private TritonEnsemble() {}

    static void write(SplitModel split, String name, Path folder) throws IOException {
        StringBuilder steps = new StringBuilder();
        List<SplitModel.Stage> stages = split.stages();
        for (int i = 0; i < stages.size(); i++) {
            GraphProto graph = stages.get(i).model().proto().getGraph();
            String stage = name + "-stage-" + (i + 1);
            Path own = Files.createDirectories(folder.resolve(stage));
            Files.createDirectories(own.resolve("1"));
            Files.writeString(
                    own.resolve("config.pbtxt"),
                    "name: \"" + stage + "\"\nplatform: \"onnxruntime_onnx\"\nmax_batch_size: 0\n" + AS_WRITTEN);
            steps.append(i == 0 ? "" : ",\n").append(step(stage, graph));
        }
        Path own = Files.createDirectories(folder.resolve(name));
        Files.createDirectories(own.resolve("1"));
        GraphProto whole = split.original().proto().getGraph();
        String config = "name: \"" + name + "\"\nplatform: \"ensemble\"\nmax_batch_size: 0\n"
                + tensors("input", fed(split)) + tensors("output", whole.getOutputList())
                + "ensemble_scheduling {\n  step [\n" + steps
                + "\n  ]\n}\n";
        Files.writeString(own.resolve("config.pbtxt"), config);
    }

    private static List<ValueInfoProto> fed(SplitModel split) {
        return dev.lepton.compress.graph.Wires.of(split.original().proto().getGraph())
                .fed();
    }

    private static String step(String stage, GraphProto graph) {
        StringBuilder step = new StringBuilder("    {\n      model_name: \"" + stage + "\"\n      model_version: -1\n");
        graph.getInputList().forEach(i -> step.append(map("input_map", i.getName())));
        graph.getOutputList().forEach(o -> step.append(map("output_map", o.getName())));
        return step.append("    }").toString();
    }

    private static String map(String field, String tensor) {
        String quoted = quoted(tensor);
        return "      " + field + " { key: " + quoted + " value: " + quoted + " }\n";
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static String tensors(String field, List<ValueInfoProto> infos) {
        StringBuilder text = new StringBuilder();
        for (ValueInfoProto info : infos) {
            if (!info.getType().hasTensorType()) {
                continue;
            }
            StringBuilder dims = new StringBuilder();
            for (Dimension d : info.getType().getTensorType().getShape().getDimList()) {
                dims.append(dims.isEmpty() ? "" : ", ").append(d.getDimValue() > 0 ? d.getDimValue() : -1);
            }
            DataType type = DataType.forNumber(info.getType().getTensorType().getElemType());
            text.append(String.format(
                    Locale.ROOT,
                    "%s [ { name: %s data_type: %s dims: [ %s ] } ]%n",
                    field,
                    quoted(info.getName()),
                    triton(type),
                    dims));
        }
        return text.toString();
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
