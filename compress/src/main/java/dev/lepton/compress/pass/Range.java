package dev.lepton.compress.pass;

import dev.lepton.compress.graph.Tensor;
import dev.lepton.compress.onnx.TensorProto.DataType;

/** What an unsigned byte stands for: {@code value = scale * (byte - zero)}, with zero itself among the values. */
public record Range(double low, double high) {
    private static final int LEVELS = 255;

    public Range {
        low = Math.min(0, low);
        high = Math.max(0, high);
        if (!(high - low > 0) || !Double.isFinite(high - low)) {
            // a tensor that is always zero: any scale will do
            low = 0;
            high = 1;
        }
    }

    public float scale() {
        return (float) Math.max((high - low) / LEVELS, Float.MIN_NORMAL);
    }

    public int zero() {
        return Math.clamp(Math.round(-low / scale()), 0, LEVELS);
    }

    /** {@code value} after it was a byte. */
    double through(double value) {
        double scale = scale();
        long level = Math.clamp(Math.round(value / scale) + zero(), 0, LEVELS);
        return (level - zero()) * scale;
    }

    Tensor scaleTensor() {
        return Tensor.floats(new float[] {scale()});
    }

    Tensor zeroTensor() {
        return Tensor.bytes(DataType.UINT8, new byte[] {(byte) zero()});
    }
}
