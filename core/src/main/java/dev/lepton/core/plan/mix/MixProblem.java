package dev.lepton.core.plan.mix;

import dev.lepton.core.money.Price;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Requests of several sizes, and types of machine that serve them: which, and how many of each?
 *
 * @param buckets sizes of requests with their rates; at least one
 * @param shapes types of machine; at least one, names unique, prices in one currency
 * @param utilisationLimit the share of a machine's measured throughput that may be planned for, above 0 and at most 1
 * @param slices into how many equal parts a bucket may be split, each served by one type whole; empty when it may be split freely
 */
public record MixProblem(List<Bucket> buckets, List<Shape> shapes, double utilisationLimit, OptionalInt slices) {
    /**
     * Requests of one size.
     *
     * @param row,column its place in the table it came from, from 0
     * @param label what a person calls it
     * @param requestsPerSecond how many come
     */
    public record Bucket(int row, int column, String label, double requestsPerSecond) {
        public Bucket {
            if (!Double.isFinite(requestsPerSecond) || requestsPerSecond < 0) {
                throw new IllegalArgumentException(
                        "The rate of bucket " + label + " is " + requestsPerSecond + " requests a second.");
            }
        }
    }

    /**
     * A type of machine, or of machines that serve together.
     *
     * @param hourly what one costs an hour
     * @param requestsPerSecond what one serves of each bucket when it serves nothing else and meets the latency target; 0 when it
     *     cannot, or when that is not known
     * @param stock how many there are; empty when there is no limit
     */
    public record Shape(String name, Price hourly, List<Double> requestsPerSecond, OptionalInt stock) {
        public Shape {
            requestsPerSecond = List.copyOf(requestsPerSecond);
            for (double throughput : requestsPerSecond) {
                if (!Double.isFinite(throughput) || throughput < 0) {
                    throw new IllegalArgumentException(
                            "A throughput of " + name + " is " + throughput + " requests a second.");
                }
            }
            if (name.isBlank() || stock.orElse(0) < 0) {
                throw new IllegalArgumentException("A type of machine needs a name and a stock that is not negative: '"
                        + name + "', " + stock + ".");
            }
        }

        /** Whether it serves {@code bucket} at all and there is one. */
        public boolean serves(int bucket) {
            return requestsPerSecond.get(bucket) > 0 && stock.orElse(1) > 0;
        }
    }

    public MixProblem {
        buckets = List.copyOf(buckets);
        shapes = List.copyOf(shapes);
        if (buckets.isEmpty() || shapes.isEmpty()) {
            throw new IllegalArgumentException("A mix needs at least one bucket of requests and one type of machine.");
        }
        if (!(utilisationLimit > 0 && utilisationLimit <= 1)) {
            throw new IllegalArgumentException(
                    "The utilisation limit is " + utilisationLimit + ", but must be above 0 and at most 1.");
        }
        if (slices.orElse(1) < 1) {
            throw new IllegalArgumentException("A bucket has at least one slice, not " + slices.getAsInt() + ".");
        }
        Set<String> names = new HashSet<>();
        for (Shape shape : shapes) {
            if (shape.requestsPerSecond().size() != buckets.size()) {
                throw new IllegalArgumentException(shape.name() + " has "
                        + shape.requestsPerSecond().size() + " throughputs for " + buckets.size() + " buckets.");
            }
            if (!names.add(shape.name())) {
                throw new IllegalArgumentException("There are two types of machine called " + shape.name() + ".");
            }
            shape.hourly().compareRate(shapes.get(0).hourly());
        }
    }

    public Currency currency() {
        return shapes.get(0).hourly().currency();
    }

    /** The same problem with other slices. */
    public MixProblem withSlices(OptionalInt other) {
        return new MixProblem(buckets, shapes, utilisationLimit, other);
    }

    /** How many of {@code shape} alone would serve everything; empty when it cannot, or there are not as many. */
    public OptionalInt alone(int shape) {
        double all = 0;
        for (int b = 0; b < buckets.size(); b++) {
            if (buckets.get(b).requestsPerSecond() > 0) {
                if (!shapes.get(shape).serves(b)) {
                    return OptionalInt.empty();
                }
                all += machines(b, shape);
            }
        }
        double count = Math.ceil(all / utilisationLimit - 1e-9);
        return count <= shapes.get(shape).stock().orElse(Integer.MAX_VALUE)
                ? OptionalInt.of((int) count)
                : OptionalInt.empty();
    }

    /** The share of one machine of {@code shape} that all requests of {@code bucket} would take, were it not limited. */
    double machines(int bucket, int shape) {
        return buckets.get(bucket).requestsPerSecond()
                / shapes.get(shape).requestsPerSecond().get(bucket);
    }
}
