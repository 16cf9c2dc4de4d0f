package dev.lepton.core.placement.share;

/**
 * What makes a job urgent earlier than its own laxity does.
 *
 * @param marginHours laxity below which it is urgent, beyond the usual
 * @param weight what its urgency counts beside that of others
 */
public record Urgency(double marginHours, double weight) {
    /** Nothing beyond the usual. */
    public static final Urgency USUAL = new Urgency(0, 1);

    private static final double MORE_HOURS = 0.5;
    private static final double MORE_OF_TIME = 0.05;
    private static final double MORE_WEIGHT = 1.5;

    /** What it becomes after a rehearsal in which a job that had {@code hours} until its deadline was late. */
    public Urgency raised(double hours) {
        return new Urgency(marginHours + MORE_HOURS + MORE_OF_TIME * hours, weight * MORE_WEIGHT);
    }
}
