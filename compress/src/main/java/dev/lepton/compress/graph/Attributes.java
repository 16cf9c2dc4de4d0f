package dev.lepton.compress.graph;

import com.google.protobuf.ByteString;
import dev.lepton.compress.onnx.AttributeProto;
import dev.lepton.compress.onnx.AttributeProto.AttributeType;
import dev.lepton.compress.onnx.NodeProto;
import java.util.List;
import java.util.Optional;

/** A node's attributes, read with the defaults that ONNX gives them, and made. */
public final class Attributes {
    private Attributes() {}

    public static Optional<AttributeProto> find(NodeProto node, String name) {
        return node.getAttributeList().stream()
                .filter(a -> a.getName().equals(name))
                .findFirst();
    }

    public static long whole(NodeProto node, String name, long otherwise) {
        return find(node, name).map(AttributeProto::getI).orElse(otherwise);
    }

    public static float real(NodeProto node, String name, float otherwise) {
        return find(node, name).map(AttributeProto::getF).orElse(otherwise);
    }

    public static String text(NodeProto node, String name, String otherwise) {
        return find(node, name).map(a -> a.getS().toStringUtf8()).orElse(otherwise);
    }

    /** A list of whole numbers; empty when the node does not have it. */
    public static Optional<long[]> wholes(NodeProto node, String name) {
        return find(node, name)
                .map(a -> a.getIntsList().stream().mapToLong(Long::longValue).toArray());
    }

    public static AttributeProto of(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.INT)
                .setI(value)
                .build();
    }

    public static AttributeProto of(String name, float value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.FLOAT)
                .setF(value)
                .build();
    }

    public static AttributeProto of(String name, String value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(value))
                .build();
    }

    public static AttributeProto of(String name, List<Long> values) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.INTS)
                .addAllInts(values)
                .build();
    }

    /** {@code node} without the attributes called {@code names}. */
    public static NodeProto without(NodeProto node, String... names) {
        List<String> gone = List.of(names);
        NodeProto.Builder builder = node.toBuilder().clearAttribute();
        node.getAttributeList().stream()
                .filter(a -> !gone.contains(a.getName()))
                .forEach(builder::addAttribute);
        return builder.build();
    }
}
