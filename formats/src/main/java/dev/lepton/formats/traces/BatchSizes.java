package dev.lepton.formats.traces;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * How batch sizes change from epoch to epoch in Shockwave's traces (NSDI'23; the numbers are those of its published
 * repository, commit 8a44f4a): by gradient noise scale the batch doubles at given epochs; by accordion it is the largest
 * outside critical phases.
 */
final class BatchSizes {
    private static final Map<String, Integer> SAMPLES = Map.of(
            "ResNet-18", 50_000, "ResNet-50", 100_000, "Transformer", 10_000, "LM", 59_675, "Recommendation", 117_907);
    private static final Map<String, Integer> LARGEST =
            Map.of("ResNet-18", 256, "ResNet-50", 128, "Transformer", 128, "LM", 80, "Recommendation", 8192);

    /** Model/batch/gang, then the epochs at which the batch doubles. */
    private static final Map<String, int[]> DOUBLINGS = doublings("""
            ResNet-18/16/1 31 41 51 71
            ResNet-18/32/1 21 31 51
            ResNet-18/64/1 11 31
            ResNet-18/128/1 11
            ResNet-18/16/2 21 31 91 111
            ResNet-18/32/2 11 21 41
            ResNet-18/64/2 21 41
            ResNet-18/128/2 41
            ResNet-18/16/4 11 21 81 91
            ResNet-18/32/4 21 31 61
            ResNet-18/64/4 11 61
            ResNet-18/128/4 11
            ResNet-50/64/1 101
            ResNet-50/32/2 101 111
            ResNet-50/64/2 81
            ResNet-50/32/4 131 221
            ResNet-50/64/4 191
            LM/5/1 31 41 61 71
            LM/10/1 11 21 41
            LM/20/1 11 41
            LM/40/1 11
            LM/5/2 31 51 61 71
            LM/10/2 11 31 41
            LM/20/2 31 41
            LM/40/2 11
            LM/5/4 11 31 71 91
            LM/10/4 11 31 61
            LM/20/4 11 61
            LM/40/4 61
            Recommendation/512/1 21 41 71 91
            Recommendation/1024/1 21 51 91
            Recommendation/2048/1 21 41
            Recommendation/4096/1 41
            """);

    private BatchSizes() {}

    private static Map<String, int[]> doublings(String table) {
        Map<String, int[]> doublings = new HashMap<>();
        for (String line : table.lines().toList()) {
            List<String> words = List.of(line.split(" "));
            doublings.put(
                    words.get(0),
                    words.stream().skip(1).mapToInt(Integer::parseInt).toArray());
        }
        return doublings;
    }

    static boolean knows(String model) {
        return SAMPLES.containsKey(model);
    }

    static String models() {
        return String.join(", ", new TreeSet<>(SAMPLES.keySet()));
    }

    /** Samples of the data set that {@code model} trains on. */
    static int samples(String model) {
        return SAMPLES.getOrDefault(model, 1);
    }

    /** The batch size of every epoch. */
    static List<Integer> of(String model, int batch, int gpus, String mode, int epochs, boolean calmStart) {
        Integer[] sizes = new Integer[epochs];
        Arrays.fill(sizes, batch);
        int largest = LARGEST.getOrDefault(model, batch);
        int[] at = DOUBLINGS.getOrDefault(model + "/" + batch + "/" + gpus, new int[0]);
        for (int e = 0; e < epochs; e++) {
            if (mode.equals("gns")) {
                int epoch = e;
                int doubled = (int) Arrays.stream(at).filter(a -> epoch >= a).count();
                sizes[e] = at.length == 0 || doubled == 0 ? batch : Math.min(largest, batch << doubled);
            } else if (mode.equals("accordion") && !model.equals("Transformer")) {
                boolean calm = calmStart && e <= 0.3 * epochs;
                sizes[e] = calm || critical(model, batch, e) ? batch : largest;
            }
        }
        return Collections.unmodifiableList(Arrays.asList(sizes));
    }

    private static boolean critical(String model, int batch, int e) {
        return switch (model) {
            case "ResNet-18" -> e < (batch == 256 ? 20 : 10) || (e >= 150 && e < 160) || (e >= 250 && e < 260);
            case "ResNet-50" -> e < 600 && e % 30 < 10;
            case "LM" -> e < 10;
            default -> e < first(batch) || (e >= 60 && e < 70) || (e >= 80 && e < 90);
        };
    }

    private static int first(int batch) {
        return batch <= 1024 ? 30 : batch == 2048 ? 40 : 10;
    }
}
