package dev.lepton.core.watch.savings;

import dev.lepton.core.advise.Strategy;
import dev.lepton.core.money.Money;
import dev.lepton.core.time.Window;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What advice promised, and what it was promised against.
 *
 * @param madeAt when
 * @param window what the advice was given on
 * @param filter which part of the spend it was about, in the filter language; empty for all
 * @param basis which of a bill's costs, as a word
 * @param before a month of each kind of machine then, by its name
 * @param promises each finding that was counted
 */
public record Promises(
        Instant madeAt,
        Window window,
        String filter,
        String basis,
        Map<String, WorkCost> before,
        List<Promise> promises) {
    /**
     * One finding.
     *
     * @param finding its name
     * @param title what was to be done
     * @param strategy which kind of change
     * @param kind the kind of machine it acts on, a key of the baseline
     * @param monthly what it was to save a month beside the others
     */
    public record Promise(String finding, String title, Strategy strategy, String kind, Money monthly) {}

    public Promises {
        before = java.util.Collections.unmodifiableMap(new TreeMap<>(before));
        promises = List.copyOf(promises);
        for (Promise promise : promises) {
            if (!before.containsKey(promise.kind())) {
                throw new IllegalArgumentException(
                        promise.finding() + " is about " + promise.kind() + ", of which nothing is known before.");
            }
        }
    }
}
