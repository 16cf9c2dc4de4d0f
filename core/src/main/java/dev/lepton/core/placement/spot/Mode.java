package dev.lepton.core.placement.spot;

/** Where a job is during one tick. */
public sealed interface Mode {
    /** Waiting; nothing is paid. */
    Mode IDLE = new Idle();

    /** On a machine that is never taken away, at the on-demand price. */
    Mode ON_DEMAND = new OnDemand();

    /** On a spot machine of {@code zone}, numbered as in {@link Availability#zones()}. */
    static Mode spot(int zone) {
        return new Spot(zone);
    }

    /** The mode in a word for people. */
    String words();

    /** See {@link #IDLE}. */
    record Idle() implements Mode {
        @Override
        public String words() {
            return "wait";
        }
    }

    /** See {@link #ON_DEMAND}. */
    record OnDemand() implements Mode {
        @Override
        public String words() {
            return "on-demand";
        }
    }

    /** See {@link #spot}. */
    record Spot(int zone) implements Mode {
        public Spot {
            if (zone < 0) {
                throw new IllegalArgumentException("zone " + zone);
            }
        }

        @Override
        public String words() {
            return "spot";
        }
    }
}
