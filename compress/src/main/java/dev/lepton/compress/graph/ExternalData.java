package dev.lepton.compress.graph;

import com.google.protobuf.ByteString;
import dev.lepton.compress.onnx.AttributeProto;
import dev.lepton.compress.onnx.GraphProto;
import dev.lepton.compress.onnx.ModelProto;
import dev.lepton.compress.onnx.NodeProto;
import dev.lepton.compress.onnx.StringStringEntryProto;
import dev.lepton.compress.onnx.TensorProto;
import dev.lepton.core.evidence.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Weights in files beside a model, as ONNX's external data describes them. */
@SuppressWarnings("ReferenceEquality") // the same object means unchanged; comparing weights would take long
final class ExternalData {
    private ExternalData() {}

    /** Smaller tensors stay inside. */
    private static final int SMALL = 1024;
    /** So that a runtime can map each tensor. */
    private static final int ALIGNED = 4096;

    /** {@code model} whose weights of {@value #SMALL} bytes or more were written beside {@code file}; weights in bodies stay inside. */
    static ModelProto putOut(ModelProto model, Path file) {
        Path data = file.resolveSibling(file.getFileName() + ".data");
        GraphProto.Builder graph = model.getGraph().toBuilder();
        Replaced.write(data, next -> {
            try (FileChannel channel = FileChannel.open(
                    next, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
                for (int i = 0; i < graph.getInitializerCount(); i++) {
                    TensorProto tensor = graph.getInitializer(i);
                    if (tensor.getRawData().size() >= SMALL) {
                        graph.setInitializer(
                                i, putOut(tensor, channel, data.getFileName().toString()));
                    }
                }
            }
        });
        return model.toBuilder().setGraph(graph).build();
    }

    private static TensorProto putOut(TensorProto tensor, FileChannel channel, String location) throws IOException {
        long offset = (channel.position() + ALIGNED - 1) / ALIGNED * ALIGNED;
        channel.position(offset);
        ByteBuffer values = tensor.getRawData().asReadOnlyByteBuffer();
        int length = values.remaining();
        while (values.hasRemaining()) {
            channel.write(values);
        }
        return tensor.toBuilder()
                .clearRawData()
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(entry("location", location))
                .addExternalData(entry("offset", String.valueOf(offset)))
                .addExternalData(entry("length", String.valueOf(length)))
                .build();
    }

    private static StringStringEntryProto entry(String key, String value) {
        return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
    }

    /** {@code model} of {@code file} with every weight inside; the same object when all were. */
    static ModelProto takenIn(ModelProto model, Path file) {
        GraphProto graph = takenIn(model.getGraph(), file);
        return graph == model.getGraph()
                ? model
                : model.toBuilder().setGraph(graph).build();
    }

    private static GraphProto takenIn(GraphProto graph, Path file) {
        GraphProto.Builder changed = null;
        for (int i = 0; i < graph.getInitializerCount(); i++) {
            TensorProto tensor = graph.getInitializer(i);
            if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
                changed = changed == null ? graph.toBuilder() : changed;
                changed.setInitializer(i, takenIn(tensor, file));
            }
        }
        for (int i = 0; i < graph.getNodeCount(); i++) {
            NodeProto node = takenIn(graph.getNode(i), file);
            if (node != graph.getNode(i)) {
                changed = changed == null ? graph.toBuilder() : changed;
                changed.setNode(i, node);
            }
        }
        return changed == null ? graph : changed.build();
    }

    private static NodeProto takenIn(NodeProto node, Path file) {
        NodeProto.Builder changed = null;
        for (int i = 0; i < node.getAttributeCount(); i++) {
            AttributeProto attribute = node.getAttribute(i);
            AttributeProto.Builder inside = attribute.toBuilder();
            if (attribute.hasG()) {
                inside.setG(takenIn(attribute.getG(), file));
            }
            if (attribute.hasT() && attribute.getT().getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
                inside.setT(takenIn(attribute.getT(), file));
            }
            if ((attribute.hasG() && inside.getG() != attribute.getG())
                    || (attribute.hasT() && inside.getT() != attribute.getT())) {
                changed = changed == null ? node.toBuilder() : changed;
                changed.setAttribute(i, inside);
            }
        }
        return changed == null ? node : changed.build();
    }

    private static TensorProto takenIn(TensorProto tensor, Path model) {
        String location = entry(tensor, "location", "");
        Path folder = model.toAbsolutePath().getParent();
        Path file =
                folder == null ? Path.of(location) : folder.resolve(location).normalize();
        if (location.isEmpty() || folder == null || !file.startsWith(folder)) {
            throw Problem.input(
                    "the tensor '" + tensor.getName() + "' of " + model + " has its values in '" + location
                            + "', which is not beside the model.",
                    "Maybe save the model again with its weights in its own folder.");
        }
        if (!Files.isRegularFile(file)) {
            throw Problem.input(
                    "the values of the tensor '" + tensor.getName() + "' should be in " + file + ", which is missing.",
                    "Maybe copy that file beside " + model.getFileName() + ".");
        }
        return tensor.toBuilder()
                .clearExternalData()
                .clearDataLocation()
                .setRawData(values(tensor, file))
                .build();
    }

    private static ByteString values(TensorProto tensor, Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long offset = Long.parseLong(entry(tensor, "offset", "0"));
            long length = Long.parseLong(entry(tensor, "length", String.valueOf(channel.size() - offset)));
            if (offset < 0 || length < 0 || offset + length > channel.size()) {
                throw Problem.input(
                        "the values of the tensor '" + tensor.getName() + "' should be bytes " + offset + " to "
                                + (offset + length) + " of " + file + ", which has " + channel.size() + ".",
                        "Maybe the file was cut off while it was copied.");
            }
            return ByteString.copyFrom(channel.map(FileChannel.MapMode.READ_ONLY, offset, length));
        } catch (NumberFormatException e) {
            throw Problem.input(
                    "the tensor '" + tensor.getName() + "' says where its values are with no number: " + e.getMessage()
                            + ".",
                    "Maybe save the model again.");
        } catch (IOException e) {
            throw Problem.input(file + " cannot be read: " + e.getMessage() + ".", "Maybe check who may read it.");
        }
    }

    private static String entry(TensorProto tensor, String key, String otherwise) {
        return tensor.getExternalDataList().stream()
                .filter(e -> e.getKey().equals(key))
                .map(StringStringEntryProto::getValue)
                .findFirst()
                .orElse(otherwise);
    }
}
