package dev.lepton.compress.run;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.lepton.compress.graph.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tensors on their way through several sessions, in the runtime's memory: a session takes what it needs and adds what it makes. One
 * thread at a time; closed by whoever has it last.
 */
public final class Flow implements AutoCloseable {
    private final Map<String, OnnxTensor> tensors = new HashMap<>();
    private final List<AutoCloseable> held = new ArrayList<>();

    /** A flow that begins with {@code inputs}. */
    public static Flow of(Map<String, Tensor> inputs) {
        Flow flow = new Flow();
        inputs.forEach((name, tensor) -> {
            OnnxTensor there = Session.onnx(tensor);
            flow.held.add(there);
            flow.tensors.put(name, there);
        });
        return flow;
    }

    /** Runs {@code session} on what it needs of the flow. */
    public void through(Session session) {
        Map<String, OnnxTensor> feed = new LinkedHashMap<>();
        for (String name : session.inputs()) {
            OnnxTensor tensor = tensors.get(name);
            if (tensor == null) {
                throw new IllegalStateException("Nothing before made '" + name + "'.");
            }
            feed.put(name, tensor);
        }
        OrtSession.Result result = session.raw(feed);
        held.add(result);
        for (Map.Entry<String, OnnxValue> entry : result) {
            if (entry.getValue() instanceof OnnxTensor tensor) {
                tensors.put(entry.getKey(), tensor);
            }
        }
    }

    /** The tensor called {@code name} as it is now. */
    public Tensor tensor(String name) {
        OnnxTensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalStateException("Nothing made '" + name + "'.");
        }
        return Session.copy(tensor);
    }

    @Override
    public void close() {
        for (AutoCloseable resource : held) {
            try {
                resource.close();
            } catch (OrtException e) {
                throw Session.failed(e);
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
