package dev.lepton.core.catalog;

/** What a machine is had on. */
public sealed interface Terms {
    /** Paid while it runs, given back at will. */
    record OnDemand() implements Terms {}

    /** Paid while it runs, taken back by the provider at will. */
    record Spot() implements Terms {}

    /** Paid for {@code years} whether it runs or not. */
    record Commitment(int years) implements Terms {
        public Commitment {
            if (years < 1) {
                throw new IllegalArgumentException("A commitment runs for at least a year, not " + years + ".");
            }
        }
    }

    /** Bought: paid once, and again in power, space and people. */
    record Owned() implements Terms {}

    /** The word used on the command line and in files: {@code on-demand, spot, 1y, 3y, owned}. */
    default String word() {
        return switch (this) {
            case OnDemand o -> "on-demand";
            case Spot s -> "spot";
            case Commitment c -> c.years() + "y";
            case Owned o -> "owned";
        };
    }

    /**
     * The terms that {@code word} names.
     *
     * @throws IllegalArgumentException if it names none, with those it could name
     */
    static Terms parse(String word) {
        return switch (word) {
            case "on-demand", "ondemand", "on_demand" -> new OnDemand();
            case "spot" -> new Spot();
            case "owned" -> new Owned();
            case "1y" -> new Commitment(1);
            case "3y" -> new Commitment(3);
            default ->
                throw new IllegalArgumentException(
                        "'" + word + "' are not terms. Maybe one of: on-demand, spot, 1y, 3y, owned.");
        };
    }
}
