package dev.lepton.compress.pass;

import dev.lepton.compress.graph.Tensor;
import dev.lepton.compress.onnx.TensorProto.DataType;
import java.util.Arrays;

/** Weights as signed bytes, symmetric around zero, with a scale for each output channel. */
final class Int8Weights {
    private final Tensor values;
    private final float[] scales;

    private Int8Weights(Tensor values, float[] scales) {
        this.values = values;
        this.scales = scales;
    }

    /**
     * @param axis of output channels
     * @param most the largest byte: 127, or 64 where the processor adds pairs of products in 16 bits
     * @param least a scale for each channel that the scale may not be below, or null for none
     */
    static Int8Weights of(Tensor weights, int axis, int most, float[] least) {
        long[] shape = weights.shape();
        int channels = (int) shape[axis];
        int inner = 1;
        for (int i = axis + 1; i < shape.length; i++) {
            inner *= (int) shape[i];
        }
        float[] from = weights.floats();
        float[] largest = new float[channels];
        for (int i = 0; i < from.length; i++) {
            int c = i / inner % channels;
            largest[c] = Math.max(largest[c], Math.abs(from[i]));
        }
        float[] scales = new float[channels];
        for (int c = 0; c < channels; c++) {
            scales[c] = Math.max(largest[c] / most, Math.max(least.length == 0 ? 0 : least[c], Float.MIN_NORMAL));
        }
        byte[] to = new byte[from.length];
        for (int i = 0; i < from.length; i++) {
            to[i] = (byte) Math.clamp(Math.round((double) from[i] / scales[i / inner % channels]), -most, most);
        }
        return new Int8Weights(Tensor.bytes(DataType.INT8, to, shape), scales);
    }

    Tensor values() {
        return values;
    }

    float scale(int channel) {
        return scales[channel];
    }

    Tensor scales() {
        return Tensor.floats(scales, scales.length);
    }

    Tensor zeros() {
        return Tensor.bytes(DataType.INT8, new byte[scales.length], scales.length);
    }

    @Override
    public String toString() {
        return values + " by " + Arrays.toString(scales);
    }
}
