package dev.lepton.core.plan.mix;

import dev.lepton.core.money.Price;
import dev.lepton.core.plan.OperatingPoint;
import dev.lepton.core.plan.RequestSize;
import dev.lepton.core.plan.Throughput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.OptionalInt;
import java.util.TreeSet;

/**
 * A mix problem from recorded requests and measured points: the sizes that were measured are the buckets, and a request falls into the
 * smallest that holds it, or the largest when none does.
 */
public final class ProfiledMix {
    /** A type of machine with what was measured of it, in requests a second by size. */
    public record Profiled(String name, Price hourly, OptionalInt stock, List<OperatingPoint> points) {
        public Profiled {
            points = List.copyOf(points);
        }
    }

    private final NavigableSet<Integer> inputs = new TreeSet<>();
    private final NavigableSet<Integer> outputs = new TreeSet<>();

    private ProfiledMix(List<Profiled> shapes) {
        shapes.stream()
                .flatMap(s -> s.points().stream())
                .flatMap(p -> p.size().stream())
                .forEach(size -> {
                    inputs.add(size.inputTokens());
                    outputs.add(size.outputTokens());
                });
        if (inputs.isEmpty()) {
            throw new IllegalArgumentException("No point says for which size of requests it was measured.");
        }
    }

    /**
     * Requests like {@code requests}, {@code perSecond} of them. Buckets are in rows by output size and columns by input size.
     *
     * @throws IllegalArgumentException if there are no requests, or no point has a size
     */
    public static MixProblem of(List<RequestSize> requests, double perSecond, List<Profiled> shapes) {
        if (requests.isEmpty()) {
            throw new IllegalArgumentException("There are no requests to plan for.");
        }
        ProfiledMix grid = new ProfiledMix(shapes);
        Map<RequestSize, Integer> counts = new HashMap<>();
        requests.forEach(r -> counts.merge(grid.bucket(r), 1, Integer::sum));
        List<RequestSize> sizes = grid.sizes();
        List<MixProblem.Bucket> buckets = new ArrayList<>();
        for (int b = 0; b < sizes.size(); b++) {
            RequestSize size = sizes.get(b);
            buckets.add(new MixProblem.Bucket(
                    b / grid.inputs.size(),
                    b % grid.inputs.size(),
                    "≤" + size.inputTokens() + " in, ≤" + size.outputTokens() + " out",
                    perSecond * counts.getOrDefault(size, 0) / requests.size()));
        }
        return new MixProblem(buckets, shapes.stream().map(s -> shape(s, sizes)).toList(), 1, OptionalInt.empty());
    }

    private static MixProblem.Shape shape(Profiled shape, List<RequestSize> sizes) {
        Map<RequestSize, Double> best = new HashMap<>();
        shape.points().stream()
                .filter(p -> p.throughput().work() == Throughput.Work.REQUESTS)
                .forEach(p -> p.size()
                        .ifPresent(size -> best.merge(size, p.throughput().perSecond(), Math::max)));
        return new MixProblem.Shape(
                shape.name(),
                shape.hourly(),
                sizes.stream().map(size -> best.getOrDefault(size, 0.0)).toList(),
                shape.stock());
    }

    private RequestSize bucket(RequestSize request) {
        Integer input = inputs.ceiling(request.inputTokens());
        Integer output = outputs.ceiling(request.outputTokens());
        return new RequestSize(input == null ? inputs.last() : input, output == null ? outputs.last() : output);
    }

    private List<RequestSize> sizes() {
        return outputs.stream()
                .flatMap(o -> inputs.stream().map(i -> new RequestSize(i, o)))
                .toList();
    }
}
