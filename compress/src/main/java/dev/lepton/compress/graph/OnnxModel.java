package dev.lepton.compress.graph;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.lepton.compress.onnx.ModelProto;
import dev.lepton.compress.onnx.OperatorSetIdProto;
import dev.lepton.compress.onnx.StringStringEntryProto;
import dev.lepton.core.evidence.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A neural network in ONNX's form. A model that was read and not changed is written byte for byte as it was read: fields
 * of ONNX that are newer than this program are kept, too. The schema is that of ONNX 1.23 in proto2, because proto3 drops
 * fields that are set to their default.
 *
 * @param proto the message
 */
public record OnnxModel(ModelProto proto) {
    private static final int MOST_BYTES = Integer.MAX_VALUE;

    /**
     * Reads {@code file}; weights in files beside it are taken in.
     *
     * @throws Problem when it is no ONNX model, or a file of weights is missing; it names the file or tensor
     */
    public static OnnxModel read(Path file) {
        return new OnnxModel(ExternalData.takenIn(asWritten(file).proto(), file));
    }

    /**
     * Reads {@code file} as it is, weights in other files left where they are.
     *
     * @throws Problem when it is no ONNX model
     */
    public static OnnxModel asWritten(Path file) {
        try {
            OnnxModel model = parse(Files.readAllBytes(file));
            if (!model.proto.hasGraph() || model.proto.getIrVersion() < 1) {
                throw notOnnx(file);
            }
            return model;
        } catch (InvalidProtocolBufferException e) {
            throw notOnnx(file);
        } catch (OutOfMemoryError e) {
            throw Problem.input(
                    file + " is too large to be held in memory.",
                    "Maybe give more: LEPTON_HEAP=8g, up to models of 2 GB.");
        } catch (NoSuchFileException e) {
            throw Problem.input("the model " + file + " does not exist.", "Maybe check its path.");
        } catch (IOException e) {
            throw Problem.input(
                    "the model " + file + " cannot be read: " + e.getMessage() + ".",
                    "Maybe check its path and who may read it.");
        }
    }

    private static OnnxModel parse(byte[] bytes) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(bytes);
        in.setSizeLimit(MOST_BYTES);
        return new OnnxModel(ModelProto.parseFrom(in));
    }

    private static Problem notOnnx(Path file) {
        return Problem.input(
                file + " is no ONNX model.",
                "Maybe export the network to ONNX first: torch.onnx.export, tf2onnx or optimum-cli write such files.");
    }

    /** Writes the model to {@code file} by way of a file beside it, so that no half-written model is ever seen. */
    public void write(Path file) {
        Replaced.write(file, next -> Files.write(next, bytes()));
    }

    /**
     * Writes the model with its large weights in a file beside it, named after it with {@code .data} behind, as ONNX's external data: for
     * models beyond the 2 GB that a file of ONNX may have, and for runtimes that map weights. {@link #read} takes them in again.
     */
    public void writeApart(Path file) {
        new OnnxModel(ExternalData.putOut(proto, file)).write(file);
    }

    /** The model as the bytes of its file. */
    public byte[] bytes() {
        return proto.toByteArray();
    }

    /** SHA-256 of the model's bytes, in hexadecimal. */
    public String sha256() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The version of ONNX's own operators that the model imports. */
    public int opset() {
        return proto.getOpsetImportList().stream()
                .filter(o -> o.getDomain().isEmpty() || o.getDomain().equals("ai.onnx"))
                .mapToInt(o -> (int) o.getVersion())
                .findFirst()
                .orElse(1);
    }

    /** The same model that imports version {@code version} of {@code domain}. */
    public OnnxModel importing(String domain, int version) {
        ModelProto.Builder builder = proto.toBuilder().clearOpsetImport();
        boolean found = false;
        for (OperatorSetIdProto set : proto.getOpsetImportList()) {
            boolean same = set.getDomain().equals(domain)
                    || (domain.isEmpty() && set.getDomain().equals("ai.onnx"));
            builder.addOpsetImport(same ? set.toBuilder().setVersion(version).build() : set);
            found |= same;
        }
        if (!found) {
            builder.addOpsetImport(
                    OperatorSetIdProto.newBuilder().setDomain(domain).setVersion(version));
        }
        return new OnnxModel(builder.build());
    }

    /** The model with {@code value} under {@code key} of its metadata, in place of what stood there. */
    public OnnxModel noting(String key, String value) {
        ModelProto.Builder builder = proto.toBuilder();
        for (int i = 0; i < builder.getMetadataPropsCount(); i++) {
            if (builder.getMetadataProps(i).getKey().equals(key)) {
                builder.setMetadataProps(
                        i, builder.getMetadataProps(i).toBuilder().setValue(value));
                return new OnnxModel(builder.build());
            }
        }
        builder.addMetadataProps(StringStringEntryProto.newBuilder().setKey(key).setValue(value));
        return new OnnxModel(builder.build());
    }

    /** What stands under {@code key} of the metadata. */
    public Optional<String> noted(String key) {
        return proto.getMetadataPropsList().stream()
                .filter(e -> e.getKey().equals(key))
                .map(StringStringEntryProto::getValue)
                .findFirst();
    }

    /** How many weights: elements of the graph's initialisers and constants, subgraphs included. */
    public long parameters() {
        return Weights.of(proto.getGraph()).parameters();
    }

    /** How many of the weights are not zero. */
    public long nonzero() {
        return Weights.of(proto.getGraph()).nonzero();
    }
}
