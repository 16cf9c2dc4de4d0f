package dev.lepton.core.placement.share;

import java.util.Comparator;
import java.util.List;

/** A policy under its name, by what it decides; every rule is a pure function and may be shared between threads. */
public sealed interface TimePolicy {
    /** What it goes by on the command line. */
    String name();

    /** What it aims at, in a few words. */
    String aim();

    /** The jobs in the order in which they may choose GPUs; those left out wait. See {@link Packing}. */
    record Ordered(String name, String aim, OrderRule rule) implements TimePolicy {}

    /** Shares of time to be met over several rounds. */
    record Shared(String name, String aim, ShareRule rule) implements TimePolicy {}

    /** The type of every job for this round. */
    record Matched(String name, String aim, MatchRule rule) implements TimePolicy {}

    /** A matching that is rehearsed as jobs come, and in which those that would be late are made urgent earlier. */
    record Rehearsed(String name, String aim, Matching rule) implements TimePolicy {}

    /** Hours of every job on every type until all are done, cheapest within a due date. */
    record Planned(String name, String aim, DuePlan rule) implements TimePolicy {}

    /** Puts the jobs of a contest in order. */
    @FunctionalInterface
    interface OrderRule {
        List<Contender> order(Contest contest);

        /** Whether, once no job was stopped or moved, the same jobs keep their GPUs until one comes or ends. */
        default boolean steady() {
            return false;
        }
    }

    /**
     * An order by levels. Within a level running jobs come first, by number, and so keep their GPUs; waiting ones follow by a
     * figure that does not change while they wait. A simulator can therefore keep queues instead of asking again.
     */
    interface QueueRule extends OrderRule {
        /** The smallest goes first of the waiting jobs of a level; ties by number. */
        double figure(Contender job);

        /** The lowest goes first, and its waiting jobs may stop running ones of higher levels. */
        default int level(Contender job) {
            return 0;
        }

        @Override
        default List<Contender> order(Contest contest) {
            return InOrder.by(
                    contest,
                    Comparator.comparingInt(this::level)
                            .thenComparingInt(j -> j.running() ? 0 : 1)
                            .thenComparingDouble(j -> j.running() ? 0 : figure(j)));
        }

        @Override
        default boolean steady() {
            return true;
        }
    }

    /** Shares time out: {@code share[job][type]}, by the order of {@code contest.jobs()}. */
    @FunctionalInterface
    interface ShareRule {
        double[][] shares(Contest contest);
    }

    /** Gives every job a type or {@link Contender#WAITING}, by the order of {@code contest.jobs()}. */
    @FunctionalInterface
    interface MatchRule {
        int[] types(Contest contest);
    }
}
