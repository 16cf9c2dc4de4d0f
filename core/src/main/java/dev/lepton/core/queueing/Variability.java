package dev.lepton.core.queueing;

/**
 * How uneven arrivals and service times are, as squared coefficients of variation: 0 for a clock, 1 for pure chance, above 1
 * for bursts.
 *
 * @param arrivals of the time between arrivals
 * @param service of the service time
 */
public record Variability(double arrivals, double service) {
    /** Arrivals and service times of pure chance, as Erlang's formulas take them. */
    public static final Variability CHANCE = new Variability(1, 1);

    public Variability {
        if (!(arrivals >= 0 && service >= 0 && Double.isFinite(arrivals + service))) {
            throw new IllegalArgumentException(
                    "A squared coefficient of variation is 0 or more, not " + arrivals + " or " + service + ".");
        }
    }

    /** (Ca² + Cs²) ÷ 2: what Allen and Cunneen lengthen waits by against those of pure chance. */
    public double stretch() {
        return (arrivals + service) / 2;
    }
}
