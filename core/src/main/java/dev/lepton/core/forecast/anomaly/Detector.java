package dev.lepton.core.forecast.anomaly;

import java.util.List;

/** Looks at a series from its first value to its last, and says of each how far it is out of the ordinary. */
public interface Detector {
    /**
     * What was said of each value when it came. What is said of a value rests on it and on those before it: values that
     * follow never change it.
     *
     * @param y finite, the oldest first
     */
    List<Reading> watch(double[] y);

    /** How many values are only learnt from before anything is said. */
    int learns();

    /**
     * What is said of one value.
     *
     * @param score how far out of the ordinary, 0 to 1; at 0.5 is the alert line
     * @param alert whether an incident begins here: its first value above the line, so one for each incident
     * @param open whether it belongs to an incident
     * @param expected what was to be expected; within an incident, from what was known when it began
     * @param low the least that would not have been out of the ordinary
     * @param high the most that would not have been
     */
    record Reading(double score, boolean alert, boolean open, double expected, double low, double high) {
        static Reading learning(double value) {
            return new Reading(0, false, false, value, value, value);
        }
    }
}
