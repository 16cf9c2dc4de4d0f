package dev.lepton.compress.measure;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Several things timed in turn, so that what slows the machine slows all of them: after two rounds that do not count, each round runs
 * each once. On one thread the processor's time of that thread is taken, which others on the machine do not lengthen; otherwise wall time.
 */
public final class Race {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int WARM_UP = 2;
    private static final int LEAST = 15;
    private static final int MOST = 1001;
    /** A time shorter than this is taken over several runs. */
    private static final double SHORT_MILLIS = 0.5;

    private Race() {}

    /** Whether one-thread times are processor times here. */
    public static boolean processorTime() {
        return THREADS.isCurrentThreadCpuTimeSupported();
    }

    /**
     * Times of each of {@code contenders}, as many for each.
     *
     * @param oneThread whether each does its work on the thread that calls it
     * @param budget for all of them together; at least {@value #LEAST} rounds are run even if that takes longer
     */
    public static List<Runs> run(List<Runnable> contenders, boolean oneThread, Duration budget) {
        boolean processor = oneThread && processorTime();
        int[] repeats = new int[contenders.size()];
        for (int i = 0; i < repeats.length; i++) {
            for (int w = 0; w < WARM_UP; w++) {
                contenders.get(i).run();
            }
            double once = millis(contenders.get(i), 1, processor);
            repeats[i] = (int) Math.clamp(Math.ceil(SHORT_MILLIS / Math.max(once, 1e-3)), 1, 500);
        }
        List<List<Double>> times = new ArrayList<>();
        contenders.forEach(c -> times.add(new ArrayList<>()));
        long start = System.nanoTime();
        for (int round = 0; round < MOST; round++) {
            if (round >= LEAST && System.nanoTime() - start > budget.toNanos()) {
                break;
            }
            for (int i = 0; i < repeats.length; i++) {
                times.get(i).add(millis(contenders.get(i), repeats[i], processor));
            }
        }
        return times.stream()
                .map(t -> new Runs(t.stream().mapToDouble(Double::doubleValue).toArray()))
                .toList();
    }

    private static double millis(Runnable work, int repeats, boolean processor) {
        long start = now(processor);
        for (int i = 0; i < repeats; i++) {
            work.run();
        }
        return (now(processor) - start) / 1e6 / repeats;
    }

    private static long now(boolean processor) {
        return processor ? THREADS.getCurrentThreadCpuTime() : System.nanoTime();
    }
}
