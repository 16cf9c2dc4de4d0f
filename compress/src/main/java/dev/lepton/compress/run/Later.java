package dev.lepton.compress.run;

import dev.lepton.compress.graph.Tensor;
import dev.lepton.core.evidence.Problem;
import java.io.IOException;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Samples of which the first are held, up to so many bytes, and the others read again whenever they are asked for: memory does not grow with
 * their number.
 */
final class Later extends AbstractList<Map<String, Tensor>> {
    /** Reads one sample. */
    interface Reading {
        Map<String, Tensor> read() throws IOException;
    }

    private final List<Reading> readings = new ArrayList<>();
    private long left;

    /** @param held bytes at most */
    Later(long held) {
        this.left = held;
    }

    /** Adds a sample that was read for a first time, and how it is read again. */
    void add(Map<String, Tensor> sample, Reading again) {
        left -= sample.values().stream().mapToLong(Tensor::byteSize).sum();
        readings.add(left >= 0 ? () -> sample : again);
    }

    @Override
    public Map<String, Tensor> get(int index) {
        try {
            return readings.get(index).read();
        } catch (IOException e) {
            throw Problem.input(
                    "sample " + index + " cannot be read again: " + e.getMessage() + ".",
                    "Maybe leave the files as they are until the command ends.");
        }
    }

    @Override
    public int size() {
        return readings.size();
    }
}
