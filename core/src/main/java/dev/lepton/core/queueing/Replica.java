package dev.lepton.core.queueing;

import java.util.List;

/**
 * A replica that serves requests in a batch: the more are in it, the longer each takes. Loads are requests in service at
 * once and may be fractions, for the mean of several replicas; times are milliseconds.
 */
public sealed interface Replica {
    /** Time from a request's entry to its first token, with {@code inService} in the batch, itself included. */
    double prefillMillis(double inService);

    /** Time between its tokens. */
    double decodeMillis(double inService);

    /** Requests that leave per millisecond. */
    double perMilli(double inService);

    /** How many it takes at once. */
    int slots();

    /**
     * Straight lines in the batch: prefill γ + δ·in·n, decode α + β·n, as llm-d's autoscaler fits them. It misses measured
     * times by 5.5 % in the median and by up to 60 % (ML.ENERGY's tables), so use {@link Measured} where there is one.
     *
     * @param alphaMillis decode without load, above 0
     * @param betaMillis what each request in the batch adds to it
     * @param gammaMillis prefill without load
     * @param deltaMillis what each prompt token in the batch adds to it
     * @param tokensIn tokens of a prompt
     * @param tokensOut tokens of an answer, at least 1
     */
    record Law(
            double alphaMillis,
            double betaMillis,
            double gammaMillis,
            double deltaMillis,
            double tokensIn,
            double tokensOut,
            int slots)
            implements Replica {
        public Law {
            if (!(alphaMillis > 0 && betaMillis >= 0 && gammaMillis >= 0 && deltaMillis >= 0)) {
                throw new IllegalArgumentException("Decode takes time and no load makes it faster: alpha " + alphaMillis
                        + ", beta " + betaMillis + ", gamma " + gammaMillis + ", delta " + deltaMillis + ".");
            }
            if (!(tokensIn >= 0 && tokensOut >= 1) || slots < 1 || gammaMillis + tokensOut <= 1) {
                throw new IllegalArgumentException("A request has a token of answer and a slot at least: " + tokensIn
                        + " in, " + tokensOut + " out, " + slots + " slots.");
            }
        }

        /**
         * The line through two measurements of the time between tokens, as llm-d draws it: alone, and with {@code slots}
         * in the batch.
         */
        public static double betaMillis(double aloneMillis, double fullMillis, int slots) {
            return (fullMillis - aloneMillis) / (slots - 1);
        }

        @Override
        public double prefillMillis(double inService) {
            return gammaMillis + deltaMillis * tokensIn * inService;
        }

        @Override
        public double decodeMillis(double inService) {
            return alphaMillis + betaMillis * inService;
        }

        @Override
        public double perMilli(double inService) {
            return inService / (prefillMillis(inService) + (tokensOut - 1) * decodeMillis(inService));
        }
    }

    /**
     * What was measured at some loads, straight lines between. Below the lowest load the rate falls in proportion and the
     * times stay, which is too slow rather than too fast; above the highest load nothing is taken.
     *
     * @param points at rising loads, the last being the slots
     */
    record Measured(List<Point> points) implements Replica {
        /**
         * A measurement.
         *
         * @param inService requests in service at once, at least 1
         * @param perSecond requests served a second, above 0
         * @param prefillMillis time to the first token without the wait for a slot; 0 where it was not measured
         * @param decodeMillis time between tokens
         */
        public record Point(double inService, double perSecond, double prefillMillis, double decodeMillis) {
            public Point {
                if (!(inService >= 1 && perSecond > 0 && prefillMillis >= 0 && decodeMillis >= 0)
                        || !Double.isFinite(inService + perSecond + prefillMillis + decodeMillis)) {
                    throw new IllegalArgumentException("An operating point needs a load and a rate: " + inService
                            + " at once, " + perSecond + " a second.");
                }
            }
        }

        public Measured {
            points = List.copyOf(points);
            if (points.isEmpty()) {
                throw new IllegalArgumentException("A measured replica needs a point.");
            }
            for (int i = 1; i < points.size(); i++) {
                if (points.get(i).inService() <= points.get(i - 1).inService()) {
                    throw new IllegalArgumentException(
                            "Loads are to rise: " + points.get(i).inService() + " after "
                                    + points.get(i - 1).inService() + ".");
                }
            }
        }

        @Override
        public int slots() {
            return (int) Math.floor(points.get(points.size() - 1).inService());
        }

        @Override
        public double prefillMillis(double inService) {
            return at(inService, Point::prefillMillis);
        }

        @Override
        public double decodeMillis(double inService) {
            return at(inService, Point::decodeMillis);
        }

        @Override
        public double perMilli(double inService) {
            double least = points.get(0).inService();
            return at(inService, Point::perSecond) / 1000 * Math.min(1, inService / least);
        }

        private double at(double load, java.util.function.ToDoubleFunction<Point> value) {
            Point below = points.get(0);
            if (load <= below.inService()) {
                return value.applyAsDouble(below);
            }
            for (Point above : points) {
                if (load <= above.inService()) {
                    double weight =
                            (load - below.inService()) / Math.max(above.inService() - below.inService(), 1e-300);
                    return value.applyAsDouble(below)
                            + weight * (value.applyAsDouble(above) - value.applyAsDouble(below));
                }
                below = above;
            }
            return value.applyAsDouble(below);
        }
    }
}
