package dev.lepton.compress.run;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How a session runs its model.
 *
 * @param threads inside an operator; 1 runs on the caller's thread
 * @param optimisation what the runtime does to the graph at loading
 * @param dump where the graph as optimised is written
 * @param profile the beginning of the name of the file that the times of nodes are written to
 */
public record SessionSettings(int threads, Optimisation optimisation, Optional<Path> dump, Optional<Path> profile) {
    /** What the runtime does to a graph at loading. */
    public enum Optimisation {
        /** Nothing: the graph runs as written. */
        NONE(OptLevel.NO_OPT),
        /** What keeps to ONNX's own operators. */
        BASIC(OptLevel.BASIC_OPT),
        /** Fused operators of the runtime's own; the same on every machine. */
        EXTENDED(OptLevel.EXTENDED_OPT),
        /** Everything, the layout of this kind of processor included: the runtime's default. */
        ALL(OptLevel.ALL_OPT);

        private final OptLevel level;

        Optimisation(OptLevel level) {
            this.level = level;
        }
    }

    public SessionSettings {
        if (threads < 1) {
            throw new IllegalArgumentException("A session has at least one thread, not " + threads + ".");
        }
    }

    /** The runtime's default optimisation on {@code threads} threads. */
    public static SessionSettings threads(int threads) {
        return new SessionSettings(threads, Optimisation.ALL, Optional.empty(), Optional.empty());
    }

    public SessionSettings at(Optimisation level) {
        return new SessionSettings(threads, level, dump, profile);
    }

    public SessionSettings dumping(Path file) {
        return new SessionSettings(threads, optimisation, Optional.of(file), profile);
    }

    public SessionSettings profiling(Path prefix) {
        return new SessionSettings(threads, optimisation, dump, Optional.of(prefix));
    }

    SessionOptions options() throws OrtException {
        SessionOptions options = new SessionOptions();
        options.setIntraOpNumThreads(threads);
        options.setInterOpNumThreads(1);
        options.setOptimizationLevel(optimisation.level);
        options.setExecutionMode(SessionOptions.ExecutionMode.SEQUENTIAL);
        // idle pools that spin take the processor from the session that is measured
        options.addConfigEntry("session.intra_op.allow_spinning", "0");
        if (dump.isPresent()) {
            options.setOptimizedModelFilePath(dump.get().toString());
        }
        if (profile.isPresent()) {
            options.enableProfiling(profile.get().toString());
        }
        return options;
    }
}
