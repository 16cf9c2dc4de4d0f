package dev.lepton.core.energy;

import dev.lepton.core.evidence.Confidence;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;

/** The electrical power of a device or a node while it works, and how sure that is. */
public sealed interface PowerDraw {
    /** Average power, watts. */
    BigDecimal watts();

    Confidence confidence();

    /** Where the watts come from, for a person. */
    String words();

    /** Read from a meter: NVML, DCGM, Redfish, a rack PDU. */
    record Measured(BigDecimal watts) implements PowerDraw {
        public Measured {
            notNegative(watts);
        }

        @Override
        public Confidence confidence() {
            return Confidence.MEASURED;
        }

        @Override
        public String words() {
            return watts.toPlainString() + " W measured";
        }
    }

    /**
     * Rated power × load: proportional to load and without an idle floor, so too low for a device that idles.
     *
     * @param ratedWatts thermal design power, or the most that a node draws
     * @param load average share of it that is drawn, 0 to 1
     */
    record Rated(BigDecimal ratedWatts, BigDecimal load) implements PowerDraw {
        public Rated {
            notNegative(ratedWatts);
            if (load.signum() < 0 || load.compareTo(BigDecimal.ONE) > 0) {
                throw new IllegalArgumentException(
                        "A load is 0 to 1 of the rated power, not " + load.toPlainString() + ".");
            }
        }

        @Override
        public BigDecimal watts() {
            return ratedWatts.multiply(load);
        }

        @Override
        public Confidence confidence() {
            return Confidence.ESTIMATE;
        }

        @Override
        public String words() {
            return ratedWatts.toPlainString() + " W rated × " + load.toPlainString() + " load";
        }
    }

    /**
     * Read off a {@link PowerCurve}.
     *
     * @param load where on the curve, in what it was measured by
     */
    record OnCurve(BigDecimal watts, BigDecimal load, Confidence confidence) implements PowerDraw {
        public OnCurve {
            notNegative(watts);
        }

        @Override
        public String words() {
            return watts.round(new MathContext(6)).toPlainString() + " W at a load of " + load.toPlainString();
        }
    }

    /** {@code performance} per watt; empty when no power is drawn. */
    default Optional<BigDecimal> performancePerWatt(BigDecimal performance) {
        return watts().signum() == 0
                ? Optional.empty()
                : Optional.of(performance.divide(watts(), MathContext.DECIMAL128));
    }

    private static void notNegative(BigDecimal watts) {
        if (watts.signum() < 0) {
            throw new IllegalArgumentException("Power cannot be negative: " + watts.toPlainString() + " W.");
        }
    }
}
