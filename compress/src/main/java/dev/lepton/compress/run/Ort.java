package dev.lepton.compress.run;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.graph.Wires;
import dev.lepton.compress.onnx.NodeProto;
import dev.lepton.core.evidence.Problem;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** ONNX Runtime, loaded when it is first asked for; it reports nothing to its makers. */
public final class Ort {
    private static final Pattern UNREGISTERED =
            Pattern.compile("([A-Za-z0-9_.]*)[:.]([A-Za-z0-9_]+)\\(-?\\d+\\) is not a registered");
    private static final Pattern NO_SCHEMA = Pattern.compile("No Op registered for (\\w+)");

    private static final long ROOM_BYTES = 512L << 20;

    private Ort() {}

    /** The environment that all sessions share. */
    static OrtEnvironment environment() {
        return Holder.ENVIRONMENT;
    }

    private static final class Holder {
        private static final OrtEnvironment ENVIRONMENT = withRoom();
    }

    /**
     * The runtime looks for words in the whole command line of the process when it starts, with a search that calls itself for
     * each character: a long class path overflows a usual stack and ends the process. So it starts on a thread with room.
     */
    private static OrtEnvironment withRoom() {
        FutureTask<OrtEnvironment> task = new FutureTask<>(Ort::load);
        new Thread(null, task, "onnxruntime-start", ROOM_BYTES).start();
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Problem problem) {
                throw problem;
            }
            throw Problem.outside(
                    "ONNX Runtime did not start: " + e.getCause() + ".",
                    "Maybe this platform has no native library; Linux, macOS and Windows on x86-64 and ARM have.",
                    e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static OrtEnvironment load() {
        OrtEnvironment environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "lepton");
        try {
            environment.setTelemetry(false);
        } catch (OrtException e) {
            throw Problem.outside("ONNX Runtime did not start: " + e.getMessage() + ".", "Maybe report it.", e);
        }
        return environment;
    }

    /** The version of the runtime. */
    public static String version() {
        return environment().getVersion();
    }

    /**
     * Opens {@code model}.
     *
     * @throws Problem when the runtime refuses it; it names the node where the runtime does
     */
    public static Session open(OnnxModel model, SessionSettings settings) {
        try (OrtSession.SessionOptions options = settings.options()) {
            return new Session(environment().createSession(model.bytes(), options));
        } catch (OrtException e) {
            throw refused(model, e);
        }
    }

    private static Problem refused(OnnxModel model, OrtException e) {
        String said = String.valueOf(e.getMessage()).strip();
        String where = unknown(model, said).map(n -> Wires.describe(n) + ": ").orElse("");
        return Problem.input(
                "ONNX Runtime " + version() + " cannot run the model: " + where + said,
                "Maybe the operator needs a newer runtime or a library of its own; see the node it names.");
    }

    private static Optional<NodeProto> unknown(OnnxModel model, String said) {
        Matcher matcher = UNREGISTERED.matcher(said);
        Matcher other = NO_SCHEMA.matcher(said);
        String operator = matcher.find() ? matcher.group(2) : other.find() ? other.group(1) : "";
        return model.proto().getGraph().getNodeList().stream()
                .filter(n -> n.getOpType().equals(operator))
                .findFirst();
    }
}
