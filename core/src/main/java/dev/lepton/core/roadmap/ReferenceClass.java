package dev.lepton.core.roadmap;

import java.util.List;

/**
 * How far tasks of a kind came out from what was estimated for them: quantiles of actual over estimate. Between two
 * quantiles the logarithm of the ratio is interpolated; beyond the outermost the ratio stays what it is there, so the ends
 * of the distribution are cut off.
 *
 * @param name what it is called
 * @param points from the lowest quantile to the highest
 */
public record ReferenceClass(String name, List<Point> points) {
    /**
     * A quantile.
     *
     * @param share of tasks that came out lower, above 0 and below 1
     * @param ratio actual over estimate, above 0
     */
    public record Point(double share, double ratio) {}

    /**
     * 12,299 tasks of 20 commercial projects, estimated by those who did them: the SiP data set (Jones and Cullum, 2019).
     * Half of them came out more than a third away from the estimate; actuals added up to 1.30 times the estimates.
     */
    public static final ReferenceClass SIP = new ReferenceClass(
            "sip",
            List.of(
                    new Point(0.05, 0.21),
                    new Point(0.25, 0.75),
                    new Point(0.5, 1.0),
                    new Point(0.75, 1.56),
                    new Point(0.95, 5.33)));

    public ReferenceClass {
        points = List.copyOf(points);
        boolean rising = points.size() > 1;
        for (int i = 0; i < points.size(); i++) {
            Point p = points.get(i);
            rising &= p.share() > 0 && p.share() < 1 && p.ratio() > 0 && Double.isFinite(p.ratio());
            rising &= i == 0
                    || (p.share() > points.get(i - 1).share()
                            && p.ratio() >= points.get(i - 1).ratio());
        }
        if (!rising) {
            throw new IllegalArgumentException("Reference class '" + name
                    + "' needs two quantiles or more, shares rising between 0 and 1 and ratios rising above 0.");
        }
    }

    /** The ratio that {@code share} of tasks stay below. */
    double ratio(double share) {
        Point low = points.get(0);
        for (Point high : points) {
            if (share < high.share()) {
                double part = high.share() > low.share() ? (share - low.share()) / (high.share() - low.share()) : 0;
                return low.ratio() * Math.pow(high.ratio() / low.ratio(), Math.max(0, part));
            }
            low = high;
        }
        return low.ratio();
    }
}
