package dev.lepton.core.plan.source;

import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.money.Price;
import dev.lepton.core.plan.joint.Lever;
import dev.lepton.core.plan.joint.Slot;
import dev.lepton.core.plan.joint.Way;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * How many labels to pay for, made how: the fewest of each method whose model still reaches the floor. Between two measured numbers the score is read off a straight line,
 * which says too little where more labels help less and less; nothing is read beyond what was measured.
 */
public final class LabelWays {
    private final List<Slot> slots;

    public LabelWays(List<Slot> slots) {
        this.slots = List.copyOf(slots);
    }

    /** The ways to have {@code need}, the work of number {@code work}. */
    public List<Way> of(LabelNeed need, int work, List<String> silent) {
        Map<String, List<LabelNeed.Point>> methods = new LinkedHashMap<>();
        need.points().stream()
                .sorted(Comparator.comparingLong(LabelNeed.Point::labels))
                .forEach(p -> methods.computeIfAbsent(p.method(), m -> new ArrayList<>())
                        .add(p));
        List<Way> ways = new ArrayList<>();
        List<LabelNeed.Point> now = methods.getOrDefault(need.method(), List.of());
        if (now.isEmpty()) {
            silent.add(need.work().name() + ": what a label costs today is not stated: no point is by '" + need.method()
                    + "'");
        } else if (need.floor().isEmpty() || reaches(now, need.today(), need.floor())) {
            ways.add(way(need, work, now.get(0).each(), need.today(), need.method(), Confidence.MEASURED));
        } else {
            silent.add(need.work().name() + ": the " + need.today()
                    + " labels of today are below the floor, or were not measured");
        }
        if (need.floor().isEmpty()) {
            silent.add(need.work().name()
                    + ", labels: no floor for accuracy is stated, so only today's number of labels is offered");
            return ways;
        }
        methods.forEach((method, points) -> fewest(points, need.floor()).ifPresent(labels -> {
            if (labels != need.today() || !method.equals(need.method())) {
                boolean seen = points.stream().anyMatch(p -> p.labels() == labels);
                ways.add(way(
                        need,
                        work,
                        points.get(0).each(),
                        labels,
                        method,
                        seen ? Confidence.MEASURED : Confidence.ESTIMATE));
            }
        }));
        return ways;
    }

    /** Whether so many labels reach the floor: more than a measured number that does, or between two by a straight line. */
    private static boolean reaches(List<LabelNeed.Point> points, long labels, Map<String, BigDecimal> floor) {
        OptionalLong fewest = fewest(points, floor);
        return fewest.isPresent()
                && labels >= fewest.getAsLong()
                && labels <= points.get(points.size() - 1).labels();
    }

    private static OptionalLong fewest(List<LabelNeed.Point> points, Map<String, BigDecimal> floor) {
        for (int i = 0; i < points.size(); i++) {
            LabelNeed.Point point = points.get(i);
            if (share(point, point, floor).isPresent()) {
                if (i == 0) {
                    return OptionalLong.of(point.labels());
                }
                LabelNeed.Point below = points.get(i - 1);
                OptionalDouble share = share(below, point, floor);
                double labels = share.isPresent()
                        ? below.labels() + share.getAsDouble() * (point.labels() - below.labels())
                        : point.labels();
                return OptionalLong.of(Math.min(point.labels(), (long) Math.ceil(labels - 1e-9)));
            }
        }
        return OptionalLong.empty();
    }

    /** The share of the way from {@code below} to {@code above} from which every metric reaches its floor; empty when it never does or was not measured. */
    private static OptionalDouble share(LabelNeed.Point below, LabelNeed.Point above, Map<String, BigDecimal> floor) {
        double share = 0;
        for (Map.Entry<String, BigDecimal> f : floor.entrySet()) {
            BigDecimal low = below.scores().get(f.getKey());
            BigDecimal high = above.scores().get(f.getKey());
            if (low == null || high == null || high.compareTo(f.getValue()) < 0) {
                return OptionalDouble.empty();
            }
            double needed = f.getValue().subtract(low).doubleValue();
            share = needed > 0 ? Math.max(share, needed / high.subtract(low).doubleValue()) : share;
        }
        return OptionalDouble.of(share);
    }

    private Way way(LabelNeed need, int work, Price each, long labels, String method, Confidence confidence) {
        boolean same = labels == need.today() && method.equals(need.method());
        BigDecimal monthly =
                BigDecimal.valueOf(labels).divide(BigDecimal.valueOf(need.months()), MathContext.DECIMAL64);
        return new Way(
                work,
                Map.of(Lever.DATA, labels + " labels by " + method),
                same ? Set.of() : Set.of(Lever.DATA),
                OptionalInt.empty(),
                0,
                OptionalDouble.empty(),
                need.floor().isEmpty() ? Optional.empty() : Optional.of("at least " + need.floor()),
                confidence,
                new Way.How.Keep(Collections.nCopies(slots.size(), 0.0), each.times(monthly)));
    }
}
