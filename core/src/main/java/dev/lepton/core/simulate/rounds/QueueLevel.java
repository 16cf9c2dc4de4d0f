package dev.lepton.core.simulate.rounds;

import dev.lepton.core.placement.share.Lengths;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The jobs of one level of a queue rule. Waiting ones stand in a line for each gang and set of types, so that those behind one
 * for which there is no room need not be looked at.
 */
final class QueueLevel {
    /** Jobs that fit wherever one of them does. */
    private record Need(int gpus, long types) {}

    private static final Comparator<QueuedJob> IN_LINE =
            Comparator.comparingDouble(QueuedJob::figure).thenComparingInt(QueuedJob::number);

    private final int[] held;
    private final TreeMap<Integer, QueuedJob> running = new TreeMap<>();
    private final Map<Need, TreeSet<QueuedJob>> waiting = new HashMap<>();

    QueueLevel(int types) {
        held = new int[types];
    }

    Collection<QueuedJob> running() {
        return running.values();
    }

    void wait(QueuedJob job) {
        waiting.computeIfAbsent(need(job), n -> new TreeSet<>(IN_LINE)).add(job);
    }

    private static Need need(QueuedJob job) {
        Lengths lengths = job.live().lengths;
        long types = 0;
        for (int t = 0; t < lengths.types(); t++) {
            types |= lengths.runsOn(t) ? 1L << t : 0;
        }
        return new Need(job.gpus(), types);
    }

    void addHeld(int[] sums) {
        for (int t = 0; t < sums.length; t++) {
            sums[t] += held[t];
        }
    }

    /** Takes out a job that ended. */
    void remove(QueuedJob job) {
        running.remove(job.number());
        held[lastType(job)] -= job.gpus();
    }

    private static int lastType(QueuedJob job) {
        return job.live().type;
    }

    /**
     * Lets running jobs, by number, keep their GPUs out of {@code free}; where higher levels took some, jobs move to another type
     * or are stopped.
     *
     * @param staying GPUs of jobs that stay, counted up
     * @param moving gets those that start on another type
     * @return those that are stopped, no longer among the running ones
     */
    List<QueuedJob> keep(int[] free, int[] staying, List<QueuedJob> moving) {
        boolean room = true;
        for (int t = 0; t < free.length; t++) {
            room = room && held[t] <= free[t];
        }
        if (room) {
            for (int t = 0; t < free.length; t++) {
                free[t] -= held[t];
                staying[t] += held[t];
            }
            return List.of();
        }
        List<QueuedJob> stopped = new ArrayList<>();
        for (QueuedJob job : List.copyOf(running.values())) {
            int from = lastType(job);
            int type = place(job, free);
            if (type == from) {
                staying[type] += job.gpus();
                continue;
            }
            held[from] -= job.gpus();
            if (type < 0) {
                running.remove(job.number());
                stopped.add(job);
            } else {
                held[type] += job.gpus();
                moving.add(job);
            }
        }
        return stopped;
    }

    /** The first waiting job for which there is room, its GPUs taken out of {@code free}; null when there is none. */
    @Nullable
    QueuedJob take(int[] free) {
        QueuedJob first = null;
        for (Map.Entry<Need, TreeSet<QueuedJob>> line : waiting.entrySet()) {
            if (!line.getValue().isEmpty() && fits(line.getKey(), free)) {
                QueuedJob head = line.getValue().first();
                first = first == null || IN_LINE.compare(head, first) < 0 ? head : first;
            }
        }
        if (first != null) {
            waiting.getOrDefault(need(first), new TreeSet<>(IN_LINE)).remove(first);
            running.put(first.number(), first);
            held[place(first, free)] += first.gpus();
        }
        return first;
    }

    private static boolean fits(Need need, int[] free) {
        for (int t = 0; t < free.length; t++) {
            if (free[t] >= need.gpus() && (need.types() >>> t & 1) != 0) {
                return true;
            }
        }
        return false;
    }

    /** Its own type if there is room, else the fastest with room, as in {@code Packing}. */
    private static int place(QueuedJob job, int[] free) {
        Lengths lengths = job.live().lengths;
        int best = -1;
        for (int t = 0; t < free.length; t++) {
            if (!lengths.runsOn(t) || free[t] < job.gpus()) {
                continue;
            }
            if (t == job.type()) {
                best = t;
                break;
            }
            best = best < 0 || lengths.hours(t) < lengths.hours(best) ? t : best;
        }
        if (best >= 0) {
            free[best] -= job.gpus();
        }
        job.choose(best);
        return best;
    }
}
