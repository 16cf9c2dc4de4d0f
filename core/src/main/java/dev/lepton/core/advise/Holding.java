package dev.lepton.core.advise;

import dev.lepton.core.money.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What one workload held of one pool over the window.
 *
 * @param pool which machines
 * @param name the workload: a job, a controller, a pod
 * @param team whose it is, where that is known
 * @param model the model it is for, where that is known
 * @param kind what kind of thing it is
 * @param end how it ended, of a run
 * @param checkpointed whether it says that it goes on from a checkpoint
 * @param devices whole accelerators it held; empty when that varied or is not known
 * @param use what it cost in the window and how much of it was used, as one figure or by the hour
 */
public record Holding(
        String pool,
        String name,
        Optional<String> team,
        Optional<String> model,
        Kind kind,
        End end,
        boolean checkpointed,
        Optional<Integer> devices,
        List<Use> use) {
    /** What kind of thing a workload is. */
    public enum Kind {
        /** Begins and ends by itself. */
        RUN,
        /** Somebody is at its keyboard. */
        INTERACTIVE,
        /** Anything else: it is there until it is taken away. */
        SERVICE
    }

    /** How a run ended. */
    public enum End {
        /** Well, or it is not known, or it has not. */
        NOT_FAILED,
        FAILED,
        /** After one of the same name and team had failed before. */
        FAILED_AGAIN
    }

    /**
     * Cost over some time and how much of it was used.
     *
     * @param from the hour it is of; empty where it is all of the window together
     * @param cost of what was held
     * @param used mean share of it that was used, 0 to 1; empty where nobody measured
     * @param measured share of it whose use was measured
     */
    public record Use(Optional<Instant> from, Money cost, Optional<BigDecimal> used, BigDecimal measured) {
        public Use {
            if (used.isPresent() && (used.get().signum() < 0 || used.get().compareTo(BigDecimal.ONE) > 0)) {
                throw new IllegalArgumentException("A share used is 0 to 1, not " + used.get() + ".");
            }
        }
    }

    public Holding {
        use = use.stream()
                .sorted(Comparator.comparing(u -> u.from().orElse(Instant.MIN)))
                .toList();
    }

    /** Whether its use is known by the hour. */
    public boolean hourly() {
        return !use.isEmpty() && use.stream().allMatch(u -> u.from().isPresent());
    }
}
