package dev.lepton.core.plan.joint;

import dev.lepton.core.plan.joint.PlaceLoad.Kind;

/**
 * Raises prices of machines as far as machines at those prices still earn nothing. Where little runs the program's prices may be anything up to that, and
 * low ones find plans that are none. Raised ones give a bound that is no lower.
 */
record Lifting(JointProblem problem) {
    void lift(Prices prices) {
        for (int p = 0; p < problem.places().size(); p++) {
            for (int t = 0; t < problem.slots().size(); t++) {
                for (Kind kind : new Kind[] {Kind.HOURLY, Kind.SPOT_STAYING, Kind.SPOT_HOURLY}) {
                    double market = prices.dollar() * MarketPrices.of(problem, p, t, kind);
                    prices.machine(p, t, kind, Math.max(market, prices.machine(p, t, kind)));
                }
            }
            staying(p, prices);
        }
    }

    /** In each slot up to what a machine by the hour costs, and in all slots together up to what one that is kept does. */
    private void staying(int p, Prices prices) {
        int slots = problem.slots().size();
        double kept = prices.dollar() * monthly(p);
        double[] room = new double[slots];
        double all = 0;
        for (int t = 0; t < slots; t++) {
            double now = prices.machine(p, t, Kind.STAYING);
            kept -= now;
            room[t] = Math.max(0, prices.dollar() * MarketPrices.of(problem, p, t, Kind.HOURLY) - now);
            all += room[t];
        }
        double part = kept <= 0 ? 0 : Math.min(1, kept / Math.max(1e-12, all));
        for (int t = 0; t < slots; t++) {
            double raised = prices.machine(p, t, Kind.STAYING) + part * room[t];
            prices.machine(p, t, Kind.STAYING, raised);
            prices.machine(p, t, Kind.SPARE, Math.max(raised, prices.machine(p, t, Kind.SPARE)));
        }
    }

    /** Of a machine that is paid in every hour, for the month; infinite where none is to be had. */
    private double monthly(int p) {
        return problem.places().get(p).supplies().stream()
                .filter(s -> s.steady() && s.most().orElse(1) > 0)
                .mapToDouble(s -> s.hourly().perUnit().doubleValue() * problem.hours())
                .min()
                .orElse(Double.POSITIVE_INFINITY);
    }
}
