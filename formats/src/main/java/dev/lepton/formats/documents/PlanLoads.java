package dev.lepton.formats.documents;

import dev.lepton.core.evidence.Problem;
import dev.lepton.core.plan.RequestSize;
import dev.lepton.core.plan.joint.Levels;
import dev.lepton.core.plan.joint.Slot;
import dev.lepton.core.plan.joint.Work;
import dev.lepton.formats.profiles.RequestTrace;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The loads of a plan document's services: stated for each slot, by the hour of day or week, or recorded in a trace. */
final class PlanLoads {
    private static final int MOST_LEVELS = 24;
    private static final int DAY = 24;
    private static final int WEEK = 168;

    private final Path folder;
    private final Map<String, RequestTrace> traces = new HashMap<>();
    private final List<String> notes;
    private final List<Slot> slots;
    private final Optional<Levels> levels;
    private int leveled;

    /**
     * Of the services of {@code top}.
     *
     * @param folder that traces are named from
     * @param notes what was taken how
     */
    PlanLoads(Mapping top, Path folder, List<String> notes) {
        this.folder = folder;
        this.notes = notes;
        levels = levels(top);
        slots = levels.map(Levels::slots).orElseGet(() -> slots(top));
    }

    List<Slot> slots() {
        return slots;
    }

    Optional<Levels> levels() {
        return levels;
    }

    private static List<Slot> slots(Mapping top) {
        List<Slot> slots = top.eachNamed("slots", "slots", s -> {
            s.allow("name", "hours");
            return s.build(() -> new Slot(s.text("name"), s.positive("hours").doubleValue()));
        });
        return slots.isEmpty() ? List.of(new Slot("always", Levels.HOURS_PER_MONTH)) : slots;
    }

    /** If services have their load by hour: a few slots of alike load. */
    private Optional<Levels> levels(Mapping top) {
        List<List<Double>> loads = new ArrayList<>();
        top.each("services", s -> {
            byHour(s).ifPresent(loads::add);
            return s;
        });
        if (loads.isEmpty()) {
            return Optional.empty();
        }
        if (top.has("slots")) {
            throw top.wrong(
                    "slots", "slots are stated, and a service has its load by hour.", "Maybe keep one of them.");
        }
        int most = top.whole("levels", 4);
        if (most < 1 || most > MOST_LEVELS) {
            throw top.wrong("levels", "levels is " + most + ", but must be from 1 to " + MOST_LEVELS + ".", "Maybe 4.");
        }
        boolean week = loads.stream().anyMatch(l -> l.size() == WEEK);
        List<List<Double>> even = loads.stream()
                .map(l -> week && l.size() == DAY ? sevenTimes(l) : l)
                .toList();
        Levels found = top.build(() -> Levels.of(even, most));
        notes.add("The hours are put together into " + found.slots().size()
                + " levels of load; in each, every service is planned for its busiest hour.");
        return Optional.of(found);
    }

    /** As stated, else as recorded. */
    private Optional<List<Double>> byHour(Mapping s) {
        if (!s.has("by_hour")) {
            return trace(s).flatMap(RequestTrace::byHour);
        }
        List<BigDecimal> numbers = s.numbers("by_hour");
        if (numbers.size() != DAY && numbers.size() != WEEK) {
            throw s.wrong(
                    "by_hour",
                    "by_hour has " + numbers.size() + " numbers, but must have 24 or 168.",
                    "Maybe one for each hour of the week, Monday first, UTC.");
        }
        if (numbers.stream().anyMatch(n -> n.signum() < 0) || numbers.stream().allMatch(n -> n.signum() == 0)) {
            throw s.wrong("by_hour", "by_hour has a number below 0, or no other than 0.", "Maybe shares of 100.");
        }
        return Optional.of(numbers.stream().map(BigDecimal::doubleValue).toList());
    }

    private static List<Double> sevenTimes(List<Double> day) {
        List<Double> week = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            week.addAll(day);
        }
        return week;
    }

    /** The trace that {@code s} names, read once. */
    private Optional<RequestTrace> trace(Mapping s) {
        if (!s.has("trace")) {
            if (s.has("trace_times")) {
                throw s.wrong("trace_times", "trace_times is stated without a trace.", "Maybe 'trace: requests.csv'.");
            }
            return Optional.empty();
        }
        for (String key : List.of("requests_per_second", "output_tokens_per_second", "output_tokens", "buckets")) {
            if (s.has(key)) {
                throw s.wrong(key, "the load is stated twice, here and by its trace.", "Maybe keep the trace.");
            }
        }
        return Optional.of(traces.computeIfAbsent(s.text("trace"), name -> read(s, name)));
    }

    private RequestTrace read(Mapping s, String name) {
        try {
            return RequestTrace.read(folder.resolve(name));
        } catch (Problem | InvalidPathException e) {
            throw s.wrong("trace", "the trace cannot be taken: " + e.getMessage(), "");
        }
    }

    /** Output tokens of one request. */
    OptionalDouble outputTokens(Mapping s) {
        Optional<RequestTrace> trace = trace(s);
        if (trace.isPresent()) {
            return OptionalDouble.of(trace.get().outputTokens());
        }
        return s.has("output_tokens")
                ? OptionalDouble.of(s.positive("output_tokens").doubleValue())
                : OptionalDouble.empty();
    }

    private void told(Mapping s, RequestTrace trace, BigDecimal times) {
        notes.add(s.text("name") + ": " + trace.requests() + " requests recorded from " + trace.from() + " to "
                + trace.to()
                + ", " + shown(trace.perSecond()) + " a second "
                + (trace.byHour().isPresent() ? "in the busiest hour" : "in the mean") + ", "
                + shown(trace.inputTokens()) + " tokens in and " + shown(trace.outputTokens()) + " out in the mean"
                + (times.compareTo(BigDecimal.ONE) == 0 ? "" : "; taken " + times.toPlainString() + " times")
                + (trace.failures().isEmpty()
                        ? "."
                        : "; " + trace.failures().size() + " lines are left out, the first: "
                                + trace.failures().get(0) + "."));
    }

    private static String shown(double value) {
        return BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_EVEN).toPlainString();
    }

    /** The service of {@code s} with its load in each slot, told apart by {@code buckets} if there are any. */
    Work.Service of(Mapping s, List<Mapping> buckets) {
        Optional<RequestTrace> trace = trace(s);
        List<List<Double>> rates =
                trace.isPresent() ? recorded(s, trace.get()) : buckets.isEmpty() ? single(s) : bucketed(s, buckets);
        return s.build(() -> new Work.Service(
                s.text("name"),
                PlanDocument.maybe(s, "worth_per_month"),
                buckets.isEmpty()
                        ? List.of("all")
                        : buckets.stream().map(b -> b.text("name")).toList(),
                rates,
                s.has("utilisation_limit") ? MixDocument.utilisationLimit(s) : s.has("queue") ? 1 : 0.8,
                s.whole("min_replicas", 1),
                s.has("core_percent") ? s.share("core_percent").doubleValue() : 0.5,
                s.has("one_variant") && s.flag("one_variant"),
                s.has("kib_per_request")
                        ? Optional.of(new Work.Traffic(
                                PlanNeeds.text(s, "origin"),
                                s.amount("kib_per_request").doubleValue()))
                        : Optional.empty()));
    }

    static Optional<RequestSize> size(Mapping b) {
        return b.has("input_tokens") || b.has("output_tokens")
                ? Optional.of(b.build(() -> new RequestSize(b.whole("input_tokens"), b.whole("output_tokens"))))
                : Optional.empty();
    }

    /** The load that was recorded, as many times as is stated. */
    private List<List<Double>> recorded(Mapping s, RequestTrace trace) {
        BigDecimal times = s.has("trace_times") ? s.positive("trace_times") : BigDecimal.ONE;
        told(s, trace, times);
        double highest = trace.perSecond() * times.doubleValue();
        boolean leveledOff = s.has("by_hour") || trace.byHour().isPresent();
        List<Double> shape = leveledOff ? levelsOfNext() : Collections.nCopies(slots.size(), 1.0);
        return shape.stream().map(share -> List.of(share * highest)).toList();
    }

    /** The load of a service whose requests are alike, by slot. */
    private List<List<Double>> single(Mapping s) {
        boolean tokens = s.has("output_tokens_per_second");
        String key = tokens ? "output_tokens_per_second" : "requests_per_second";
        if (tokens && s.has("requests_per_second")) {
            throw s.wrong(
                    "requests_per_second",
                    "the load is stated twice, in tokens and in requests.",
                    "Maybe keep output_tokens_per_second only.");
        }
        return perSlot(s, key).stream().map(List::of).toList();
    }

    private List<List<Double>> bucketed(Mapping s, List<Mapping> buckets) {
        for (String key : List.of("requests_per_second", "output_tokens_per_second")) {
            if (s.has(key)) {
                throw s.wrong(key, "the load is stated twice, here and in buckets.", "Maybe keep that of the buckets.");
            }
        }
        List<List<Double>> byBucket =
                buckets.stream().map(b -> numbers(b, "requests_per_second")).toList();
        List<Double> shape = s.has("by_hour") ? levelsOfNext() : Collections.nCopies(slots.size(), 1.0);
        List<List<Double>> rates = new ArrayList<>();
        for (int t = 0; t < slots.size(); t++) {
            int slot = t;
            rates.add(byBucket.stream().map(b -> b.get(slot) * shape.get(slot)).toList());
        }
        return rates;
    }

    private List<Double> perSlot(Mapping s, String key) {
        if (!s.has("by_hour")) {
            return numbers(s, key);
        }
        double highest = s.amount(key).doubleValue();
        return levelsOfNext().stream().map(share -> share * highest).toList();
    }

    /** Shares of the highest load in each slot, of the next service that states its load by hour. */
    private List<Double> levelsOfNext() {
        int service = leveled++;
        return levels.orElseThrow().rates().stream().map(r -> r.get(service)).toList();
    }

    /** One number for all slots, or a list with one for each. */
    List<Double> numbers(Mapping s, String key) {
        if (!s.isList(key)) {
            return Collections.nCopies(slots.size(), s.amount(key).doubleValue());
        }
        List<BigDecimal> numbers = s.numbers(key);
        if (numbers.size() != slots.size()) {
            throw s.wrong(
                    key,
                    key + " has " + numbers.size() + " numbers for " + slots.size() + " slots.",
                    "Maybe one number for all slots, or one for each.");
        }
        for (BigDecimal number : numbers) {
            if (number.signum() < 0) {
                throw s.wrong(key, key + " has " + number.toPlainString() + ", but cannot be negative.", "");
            }
        }
        return numbers.stream().map(BigDecimal::doubleValue).toList();
    }
}
