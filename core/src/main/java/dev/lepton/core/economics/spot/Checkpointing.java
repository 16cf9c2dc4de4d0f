package dev.lepton.core.economics.spot;

/**
 * How often to save work that failures undo. Failures come at random, at any moment, and each undoes what was done since the
 * last save. All times in one unit, such as seconds.
 *
 * @param write time that a checkpoint takes, above 0
 * @param meanBetweenFailures of the whole job: with n machines, 1/n of one machine's
 * @param restart time from a failure until work goes on, not negative
 */
public record Checkpointing(double write, double meanBetweenFailures, double restart) {
    private static final double PRECISION = 1e-14;

    public Checkpointing {
        if (!(write > 0 && meanBetweenFailures > 0 && restart >= 0)
                || !Double.isFinite(write + meanBetweenFailures + restart)) {
            throw new IllegalArgumentException(
                    "Writing and the time between failures are above 0 and a restart 0 or more," + " not " + write
                            + ", " + meanBetweenFailures + " and " + restart + ".");
        }
    }

    /** √(2δM): Young's interval of work between checkpoints, good where failures are rare. */
    public double young() {
        return Math.sqrt(2 * write * meanBetweenFailures);
    }

    /** Daly's higher-order interval; M where a checkpoint takes 2M or longer. */
    public double daly() {
        if (write >= 2 * meanBetweenFailures) {
            return meanBetweenFailures;
        }
        double ratio = write / (2 * meanBetweenFailures);
        return young() * (1 + Math.sqrt(ratio) / 3 + ratio / 9) - write;
    }

    /**
     * The interval at which {@link #factor} is least. With y = τ/M its derivative is zero where (1 − y)eʸ = e^(−δ/M); the left
     * side falls from 1 to 0 between 0 and 1, so halving finds the one root.
     */
    public double exact() {
        double wanted = -write / meanBetweenFailures;
        double low = 0;
        double high = 1;
        while (high - low > PRECISION * high) {
            double middle = (low + high) / 2;
            if (middle <= low || middle >= high) {
                break;
            }
            if (Math.log1p(-middle) + middle > wanted) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2 * meanBetweenFailures;
    }

    /**
     * Expected time over undisturbed time with a checkpoint after every {@code interval} of work:
     * M·e^(R/M)·(e^((τ+δ)/M) − 1) ÷ τ.
     */
    public double factor(double interval) {
        return meanBetweenFailures
                * Math.exp(restart / meanBetweenFailures)
                * Math.expm1((interval + write) / meanBetweenFailures)
                / interval;
    }
}
