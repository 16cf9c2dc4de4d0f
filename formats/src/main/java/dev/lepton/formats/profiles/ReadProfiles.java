package dev.lepton.formats.profiles;

import dev.lepton.core.evidence.Failure;
import dev.lepton.core.evidence.Ingested;
import dev.lepton.core.plan.Convergence;
import dev.lepton.core.plan.Hardware;
import dev.lepton.core.plan.OperatingPoint;
import dev.lepton.core.plan.Variant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a profile holds.
 *
 * @param form what kind of file it was
 * @param points what was measured, zeros among them: a throughput of 0 says that it cannot be served
 * @param convergences training runs that say how many epochs they took; they become points with {@link Convergence#runs}
 * @param rows rows taken; a point may be of several
 * @param failures rows that were not taken; with {@code rows} all that were read
 * @param notes what was taken for granted
 */
public record ReadProfiles(
        ProfileForm form,
        List<OperatingPoint> points,
        List<Convergence> convergences,
        long rows,
        List<Failure> failures,
        List<String> notes) {
    private static final double FALL = 0.95;

    public ReadProfiles {
        points = List.copyOf(points);
        convergences = List.copyOf(convergences);
        failures = List.copyOf(failures);
        List<String> all = new ArrayList<>(notes);
        long zeros =
                points.stream().filter(p -> p.throughput().perSecond() == 0).count();
        if (zeros > 0) {
            all.add(zeros + " throughputs are 0: these cannot be served there");
        }
        falling(points).ifPresent(all::add);
        notes = List.copyOf(all);
    }

    /** Points of which each is one row. */
    static ReadProfiles of(ProfileForm form, Ingested<OperatingPoint> read, List<String> notes) {
        return new ReadProfiles(form, read.rows(), List.of(), read.rows().size(), read.failures(), notes);
    }

    /** Series whose throughput falls as more are served at once. */
    private static Optional<String> falling(List<OperatingPoint> points) {
        Map<List<Object>, NavigableMap<Integer, Double>> series = new LinkedHashMap<>();
        points.stream()
                .filter(ReadProfiles::serving)
                .forEach(p -> p.concurrency()
                        .ifPresent(c -> series.computeIfAbsent(
                                        List.of(
                                                p.variant(),
                                                p.hardware(),
                                                p.powerCapWatts(),
                                                p.size(),
                                                p.workload(),
                                                p.throughput().work()),
                                        s -> new TreeMap<>())
                                .merge(c, p.throughput().perSecond(), Math::max)));
        List<String> falls = new ArrayList<>();
        series.forEach((setting, byConcurrency) -> fall(byConcurrency)
                .ifPresent(
                        f -> falls.add(((Variant) setting.get(0)).model() + " on " + ((Hardware) setting.get(1)).count()
                                + " × " + ((Hardware) setting.get(1)).device() + " " + f)));
        return falls.isEmpty()
                ? Optional.empty()
                : Optional.of("in " + falls.size() + " of " + series.size()
                        + " series more at once gives over 5 % less, first " + falls.get(0)
                        + ": there the host or the benchmark may be the limit, not the device");
    }

    private static boolean serving(OperatingPoint point) {
        return switch (point.throughput().work()) {
            case REQUESTS, OUTPUT_TOKENS, SAMPLES -> true;
            case STEPS, EPOCHS, RUNS -> false;
        };
    }

    private static Optional<String> fall(NavigableMap<Integer, Double> byConcurrency) {
        for (Map.Entry<Integer, Double> e : byConcurrency.entrySet()) {
            Map.Entry<Integer, Double> next = byConcurrency.higherEntry(e.getKey());
            if (next != null && next.getValue() < FALL * e.getValue()) {
                return Optional.of("from " + e.getKey() + " to " + next.getKey());
            }
        }
        return Optional.empty();
    }
}
