package dev.lepton.compress.run;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.lepton.compress.graph.Tensor;
import dev.lepton.compress.onnx.TensorProto.DataType;
import dev.lepton.compress.onnx.TensorShapeProto;
import dev.lepton.compress.onnx.TensorShapeProto.Dimension;
import dev.lepton.core.evidence.Problem;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A model that is ready to run. May be used by several threads at once; closed by its owner. */
public final class Session implements AutoCloseable {
    private final OrtSession session;

    Session(OrtSession session) {
        this.session = session;
    }

    /**
     * Runs the model on {@code inputs} and gives its outputs by name; those that are no tensors (maps, sequences) are left out.
     *
     * @throws Problem when an input is missing or has another shape than the model takes
     */
    public Map<String, Tensor> run(Map<String, Tensor> inputs) {
        try (Bound bound = bind(inputs);
                OrtSession.Result result = session.run(bound.feed)) {
            Map<String, Tensor> outputs = new LinkedHashMap<>();
            for (Map.Entry<String, OnnxValue> entry : result) {
                if (entry.getValue() instanceof OnnxTensor tensor && holds(tensor.getInfo())) {
                    outputs.put(entry.getKey(), copy(tensor));
                }
            }
            return outputs;
        } catch (OrtException e) {
            throw failed(e);
        }
    }

    /** The inputs brought to where the runtime reads them, so that runs can be timed without that. */
    public Bound bind(Map<String, Tensor> inputs) {
        Set<String> missing = new TreeSet<>(session.getInputNames());
        missing.removeAll(inputs.keySet());
        if (!missing.isEmpty()) {
            throw Problem.input(
                    "the model's inputs " + missing + " are not given.",
                    "Maybe name files after them in one folder for each sample: "
                            + missing.iterator().next() + ".npy.");
        }
        Map<String, OnnxTensor> feed = new LinkedHashMap<>();
        inputs.forEach((name, tensor) -> {
            if (session.getInputNames().contains(name)) {
                feed.put(name, onnx(tensor));
            }
        });
        return new Bound(session, feed);
    }

    static OnnxTensor onnx(Tensor tensor) {
        ByteBuffer copy =
                ByteBuffer.allocateDirect(Math.toIntExact(tensor.byteSize())).order(java.nio.ByteOrder.nativeOrder());
        copy.put(tensor.bytes()).flip();
        try {
            return OnnxTensor.createTensor(Ort.environment(), copy, tensor.shape(), java(tensor.type()));
        } catch (OrtException e) {
            throw failed(e);
        }
    }

    static Tensor copy(OnnxTensor tensor) {
        ByteBuffer bytes = tensor.getByteBuffer();
        ByteBuffer copy = ByteBuffer.allocate(bytes.remaining());
        copy.put(bytes).flip();
        return Tensor.of(onnx(tensor.getInfo().type), tensor.getInfo().getShape(), copy);
    }

    private static boolean holds(TensorInfo info) {
        return info.type != OnnxJavaType.STRING && info.type != OnnxJavaType.UNKNOWN;
    }

    private static OnnxJavaType java(DataType type) {
        return switch (type) {
            case FLOAT -> OnnxJavaType.FLOAT;
            case DOUBLE -> OnnxJavaType.DOUBLE;
            case INT8 -> OnnxJavaType.INT8;
            case UINT8 -> OnnxJavaType.UINT8;
            case INT16 -> OnnxJavaType.INT16;
            case INT32 -> OnnxJavaType.INT32;
            case INT64 -> OnnxJavaType.INT64;
            case BOOL -> OnnxJavaType.BOOL;
            case FLOAT16 -> OnnxJavaType.FLOAT16;
            case BFLOAT16 -> OnnxJavaType.BFLOAT16;
            default ->
                throw Problem.input(
                        "tensors of type " + type + " cannot be passed to the runtime.",
                        "Maybe use another element type.");
        };
    }

    private static DataType onnx(OnnxJavaType type) {
        return switch (type) {
            case FLOAT -> DataType.FLOAT;
            case DOUBLE -> DataType.DOUBLE;
            case INT8 -> DataType.INT8;
            case UINT8 -> DataType.UINT8;
            case INT16 -> DataType.INT16;
            case INT32 -> DataType.INT32;
            case INT64 -> DataType.INT64;
            case BOOL -> DataType.BOOL;
            case FLOAT16 -> DataType.FLOAT16;
            case BFLOAT16 -> DataType.BFLOAT16;
            case STRING, UNKNOWN -> DataType.UNDEFINED;
        };
    }

    Set<String> inputs() {
        return session.getInputNames();
    }

    OrtSession.Result raw(Map<String, OnnxTensor> feed) {
        try {
            return session.run(feed);
        } catch (OrtException e) {
            throw failed(e);
        }
    }

    /** The names of the outputs that are tensors of numbers. */
    public Set<String> tensorOutputs() {
        try {
            Set<String> names = new java.util.LinkedHashSet<>();
            for (Map.Entry<String, NodeInfo> output : session.getOutputInfo().entrySet()) {
                if (output.getValue().getInfo() instanceof TensorInfo info && holds(info)) {
                    names.add(output.getKey());
                }
            }
            return names;
        } catch (OrtException e) {
            throw failed(e);
        }
    }

    /** The names of the outputs that are no tensors of numbers: sequences, maps, texts. */
    public Set<String> otherOutputs() {
        Set<String> names = new java.util.LinkedHashSet<>(session.getOutputNames());
        names.removeAll(tensorOutputs());
        return names;
    }

    /**
     * The shapes of the outputs that are tensors as the runtime works them out before it runs: an extent that it cannot tell is free, with
     * the name that the model gives it where it does. A tensor whose rank it cannot tell has no dimensions here.
     */
    public Map<String, TensorShapeProto> shapes() {
        try {
            Map<String, TensorShapeProto> shapes = new LinkedHashMap<>();
            for (Map.Entry<String, NodeInfo> output : session.getOutputInfo().entrySet()) {
                if (output.getValue().getInfo() instanceof TensorInfo info) {
                    shapes.put(output.getKey(), shape(info));
                }
            }
            return shapes;
        } catch (OrtException e) {
            throw failed(e);
        }
    }

    private static TensorShapeProto shape(TensorInfo info) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        long[] extents = info.getShape();
        String[] names = info.getDimensionNames();
        for (int i = 0; i < extents.length; i++) {
            Dimension.Builder dimension = Dimension.newBuilder();
            if (extents[i] >= 0) {
                dimension.setDimValue(extents[i]);
            } else if (i < names.length && !names[i].isEmpty()) {
                dimension.setDimParam(names[i]);
            }
            shape.addDim(dimension);
        }
        return shape.build();
    }

    /** Ends profiling; the name of the file with the times. */
    public String endProfiling() {
        try {
            return session.endProfiling();
        } catch (OrtException e) {
            throw failed(e);
        }
    }

    static Problem failed(OrtException e) {
        return Problem.input(
                "the model cannot be run on these inputs: "
                        + String.valueOf(e.getMessage()).strip(),
                "Maybe their shapes or values are not those the model was made for.");
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw failed(e);
        }
    }

    /** Inputs in the runtime's own memory. */
    public static final class Bound implements AutoCloseable {
        private final OrtSession session;
        private final Map<String, OnnxTensor> feed;

        private Bound(OrtSession session, Map<String, OnnxTensor> feed) {
            this.session = session;
            this.feed = feed;
        }

        /** Runs the model once and throws the outputs away. */
        public void run() {
            try (OrtSession.Result result = session.run(feed)) {
                if (result.size() == 0) {
                    throw new IllegalStateException("A model without outputs ran.");
                }
            } catch (OrtException e) {
                throw failed(e);
            }
        }

        @Override
        public void close() {
            feed.values().forEach(OnnxTensor::close);
        }
    }
}
