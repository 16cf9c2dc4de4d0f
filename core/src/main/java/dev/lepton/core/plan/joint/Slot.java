package dev.lepton.core.plan.joint;

/**
 * A part of the month in which loads do not change, for instance the hours of work.
 *
 * @param hours of it in a month
 */
public record Slot(String name, double hours) {
    public Slot {
        if (name.isBlank() || !(hours > 0) || !Double.isFinite(hours)) {
            throw new IllegalArgumentException("A slot has a name and some hours: '" + name + "', " + hours + ".");
        }
    }
}
