package dev.lepton.compress.graph;

import dev.lepton.compress.onnx.AttributeProto;
import dev.lepton.compress.onnx.GraphProto;
import dev.lepton.compress.onnx.NodeProto;
import dev.lepton.compress.onnx.TensorProto;
import java.nio.ByteBuffer;

/** Counts of a graph's weights, subgraphs included. */
record Weights(long parameters, long nonzero) {
    static Weights of(GraphProto graph) {
        Weights sum = new Weights(0, 0);
        for (TensorProto tensor : graph.getInitializerList()) {
            sum = sum.plus(of(tensor));
        }
        for (NodeProto node : graph.getNodeList()) {
            for (AttributeProto attribute : node.getAttributeList()) {
                if (attribute.hasG()) {
                    sum = sum.plus(of(attribute.getG()));
                } else if (attribute.hasT() && node.getOpType().equals("Constant")) {
                    sum = sum.plus(of(attribute.getT()));
                }
            }
        }
        return sum;
    }

    private static Weights of(TensorProto proto) {
        long elements = Tensors.elements(proto);
        TensorProto.DataType type = TensorProto.DataType.forNumber(proto.getDataType());
        if (type == null || !Tensor.holds(type) || proto.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
            return new Weights(elements, elements);
        }
        return new Weights(elements, nonzero(Tensors.of(proto)));
    }

    private static long nonzero(Tensor tensor) {
        int width = Tensor.width(tensor.type());
        ByteBuffer bytes = tensor.bytes();
        boolean real = tensor.isFloat();
        long nonzero = 0;
        for (int at = 0; at < bytes.capacity(); at += width) {
            long bits = 0;
            for (int b = 0; b < width; b++) {
                bits |= (bytes.get(at + b) & 0xffL) << (8 * b);
            }
            // minus zero is zero
            if (bits != 0 && !(real && bits == 0x80000000L)) {
                nonzero++;
            }
        }
        return nonzero;
    }

    private Weights plus(Weights other) {
        return new Weights(parameters + other.parameters, nonzero + other.nonzero);
    }
}
