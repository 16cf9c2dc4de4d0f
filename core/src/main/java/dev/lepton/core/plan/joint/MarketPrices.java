package dev.lepton.core.plan.joint;

import dev.lepton.core.plan.joint.PlaceLoad.Kind;

/** What a machine of a place costs in a slot on the cheapest terms that carry a kind of load: prices before anything is scarce. */
final class MarketPrices {
    private MarketPrices() {}

    static double of(JointProblem problem, int place, int slot, Kind kind) {
        boolean spot = kind == Kind.SPOT_STAYING || kind == Kind.SPOT_HOURLY;
        boolean hourly = kind == Kind.HOURLY || kind == Kind.SPOT_HOURLY;
        double least = Double.POSITIVE_INFINITY;
        for (Supply s : problem.places().get(place).supplies()) {
            boolean fits = s.interruptible() == spot
                    && !(hourly && s.steady())
                    && s.most().orElse(1) > 0;
            if (fits) {
                least = Math.min(least, s.hourly().perUnit().doubleValue() * (s.steady() ? 1 : s.overhead()));
            }
        }
        double hours = problem.slots().get(slot).hours();
        return Double.isInfinite(least) ? 1e6 * hours : least * hours;
    }

    /** Of every place, slot and kind. */
    static Prices all(JointProblem problem) {
        Prices prices = new Prices(problem);
        for (int p = 0; p < problem.places().size(); p++) {
            for (int t = 0; t < problem.slots().size(); t++) {
                for (Kind kind : Kind.values()) {
                    prices.machine(p, t, kind, of(problem, p, t, kind));
                }
            }
        }
        return prices;
    }
}
