package dev.lepton.formats.documents;

import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.evidence.Provenance;
import dev.lepton.core.plan.Hardware;
import dev.lepton.core.plan.Latency;
import dev.lepton.core.plan.OperatingPoint;
import dev.lepton.core.plan.RequestSize;
import dev.lepton.core.plan.Throughput;
import dev.lepton.core.plan.Variant;
import dev.lepton.core.plan.mix.MixProblem;
import dev.lepton.core.plan.mix.ProfiledMix;
import dev.lepton.formats.profiles.Given;
import dev.lepton.formats.profiles.Profiles;
import dev.lepton.formats.profiles.ReadProfiles;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Lepton's own form of what {@code lepton mix} reads: named buckets with their rates, and shapes with measured points, of which the
 * fastest that meets the latency limits counts, or with a device that is looked up in profiles. A bucket that a shape has no such point for is
 * not known to be served by it.
 */
final class ServiceSection {
    private static final List<String> LATENCIES = Arrays.stream(Latency.Phase.values())
            .flatMap(p -> Arrays.stream(Latency.Statistic.values()).map(s -> new Latency(p, s).toString()))
            .toList();

    private static final String[] SHAPE_KEYS = {
        "name",
        "device",
        "devices",
        "price_per_hour",
        "stock",
        "requests_per_second",
        "points",
        "profile",
        "source",
        "confidence"
    };

    private final Mapping top;
    private final List<String> notes = new ArrayList<>();
    private final List<MixProblem.Bucket> buckets = new ArrayList<>();
    private final List<Optional<RequestSize>> sizes = new ArrayList<>();
    private final Map<Latency, Double> limits;
    private final Path document;
    private final MixInputs inputs;

    private ServiceSection(Mapping top, Path document, MixInputs inputs) {
        this.top = top;
        this.document = document;
        this.inputs = inputs;
        limits = top.optional("slo")
                .map(s -> latencies(s.allow(array(LATENCIES))))
                .orElse(Map.of());
    }

    static MixDocument of(Mapping top, Path document, MixInputs inputs) {
        top.allow(
                "service",
                "model",
                "precision",
                "model_size",
                "workload",
                "currency",
                "utilisation_limit",
                "whole_slices",
                "slice_factor",
                "slo",
                "buckets",
                "shapes");
        return new ServiceSection(top, document, inputs).document();
    }

    private MixDocument document() {
        Currency currency = top.currency();
        if (!top.has("buckets")) {
            return recorded(currency);
        }
        if (!inputs.requests().isEmpty()) {
            throw top.wrong(
                    "buckets",
                    "the document states its buckets, and recorded requests are to be put in those of its profiles.",
                    "Maybe leave buckets away, or give rates with --rates.");
        }
        top.each("buckets", this::bucket);
        List<MixProblem.Shape> shapes = top.each("shapes", s -> shape(s, currency));
        OptionalInt slices = MixDocument.slices(top, notes);
        MixProblem problem =
                top.build(() -> new MixProblem(buckets, shapes, MixDocument.utilisationLimit(top), slices));
        return new MixDocument(problem, notes);
    }

    /** Buckets of the sizes that were measured, filled with recorded requests. */
    private MixDocument recorded(Currency currency) {
        if (inputs.requests().isEmpty()) {
            throw top.wrong(
                    "",
                    "buckets is missing at the top; it is a list of sections.",
                    "Maybe state it, or give recorded requests: --requests FILE.csv --rate 8.");
        }
        List<ProfiledMix.Profiled> shapes = top.each("shapes", s -> {
            String name = s.allow(SHAPE_KEYS).text("name");
            ProfiledShape.Wanted wanted = wanted(s, name);
            List<OperatingPoint> points = measured(s, wanted).stream()
                    .filter(p -> p.meets(limits))
                    .map(p -> p.copies(wanted.count() / p.hardware().count()))
                    .toList();
            return new ProfiledMix.Profiled(name, s.price("price_per_hour", currency), MixDocument.stock(s), points);
        });
        MixProblem problem = top.build(() -> {
            MixProblem free = ProfiledMix.of(inputs.requests(), inputs.requestsPerSecond(), shapes);
            return new MixProblem(
                    free.buckets(), free.shapes(), MixDocument.utilisationLimit(top), MixDocument.slices(top, notes));
        });
        notes.add(inputs.requests().size() + " recorded requests are in the sizes that were measured, each in the"
                + " smallest that holds it, or the largest.");
        return new MixDocument(problem, notes);
    }

    private static ProfiledShape.Wanted wanted(Mapping shape, String name) {
        int devices = shape.whole("devices", 1);
        if (devices < 1) {
            throw shape.wrong("devices", "devices is " + devices + ", but must be at least 1.", "");
        }
        return new ProfiledShape.Wanted(name, shape.has("device") ? shape.text("device") : name, devices);
    }

    /** The points of the shape's own profile, or those of its device in all profiles. */
    private List<OperatingPoint> measured(Mapping shape, ProfiledShape.Wanted wanted) {
        if (!shape.has("profile")) {
            return new ProfiledShape(inputs, top, limits, notes).points(wanted);
        }
        Path file = document.resolveSibling(shape.text("profile"));
        ReadProfiles read = Profiles.read(
                file,
                String.valueOf(file.getFileName()),
                new Given(
                        top.has("model") ? Optional.of(top.text("model")) : Optional.empty(),
                        Optional.of(wanted.device()),
                        wanted.count()));
        if (!read.failures().isEmpty()) {
            notes.add(read.failures().size() + " rows of " + file + " were not taken: "
                    + read.failures().get(0) + ".");
        }
        read.notes().forEach(n -> notes.add("Profile of " + wanted.name() + ": " + n + "."));
        return new ProfiledShape(inputs, top, limits, notes)
                .matching(read.points(), shape.has("device") ? Optional.of(wanted.device()) : Optional.empty(), wanted);
    }

    private List<Double> lookedUp(Mapping shape, String name) {
        ProfiledShape.Wanted wanted = wanted(shape, name);
        return new ProfiledShape(inputs, top, limits, notes)
                .throughputs(
                        wanted,
                        measured(shape, wanted),
                        sizes,
                        buckets.stream().map(MixProblem.Bucket::label).toList());
    }

    private MixProblem.Bucket bucket(Mapping section) {
        section.allow("name", "input_tokens", "output_tokens", "requests_per_second");
        String name = section.text("name");
        if (buckets.stream().anyMatch(b -> b.label().equals(name))) {
            throw section.wrong("name", "there are two buckets called '" + name + "'.", "Maybe rename one.");
        }
        MixProblem.Bucket bucket = new MixProblem.Bucket(
                buckets.size(), 0, name, section.amount("requests_per_second").doubleValue());
        buckets.add(bucket);
        sizes.add(
                section.has("input_tokens") || section.has("output_tokens")
                        ? Optional.of(section.build(
                                () -> new RequestSize(section.whole("input_tokens"), section.whole("output_tokens"))))
                        : Optional.empty());
        return bucket;
    }

    private MixProblem.Shape shape(Mapping section, Currency currency) {
        String name = section.allow(SHAPE_KEYS).text("name");
        if (section.has("points") && section.has("requests_per_second")) {
            throw section.wrong(
                    "",
                    "the throughput of '" + name
                            + "' is stated either as requests_per_second, one number for each bucket, or as"
                            + " points.",
                    "Maybe keep one of them.");
        }
        List<Double> throughputs = section.has("points")
                ? fastest(section, name)
                : section.has("requests_per_second") ? stated(section, name) : lookedUp(section, name);
        if (provenance(section).confidence() == Confidence.GUESS) {
            notes.add("The throughputs of " + name + " are a guess: "
                    + provenance(section).source() + ".");
        }
        return section.build(() -> new MixProblem.Shape(
                name, section.price("price_per_hour", currency), throughputs, MixDocument.stock(section)));
    }

    private List<Double> stated(Mapping section, String name) {
        List<BigDecimal> numbers = section.numbers("requests_per_second");
        if (numbers.size() != buckets.size() || numbers.stream().anyMatch(n -> n.signum() < 0)) {
            throw section.wrong(
                    "requests_per_second",
                    name + " states " + numbers + " for " + buckets.size() + " buckets.",
                    "Maybe one number for each bucket, in their order, 0 where it cannot serve.");
        }
        return numbers.stream().map(BigDecimal::doubleValue).toList();
    }

    private List<Double> fastest(Mapping section, String name) {
        List<List<OperatingPoint>> points = new ArrayList<>();
        buckets.forEach(b -> points.add(new ArrayList<>()));
        section.each("points", p -> point(section, name, p, points));
        List<Double> fastest = new ArrayList<>();
        for (int b = 0; b < buckets.size(); b++) {
            Optional<OperatingPoint> best = points.get(b).stream()
                    .filter(p -> p.meets(limits))
                    .max(Comparator.comparingDouble(p -> p.throughput().perSecond()));
            fastest.add(best.map(p -> p.throughput().perSecond()).orElse(0.0));
            if (best.isEmpty()) {
                String why = points.get(b).isEmpty() ? "no point was measured" : "no measured point meets the limits";
                notes.add(ProfiledShape.unknown(name, buckets.get(b).label(), why));
            }
        }
        return fastest;
    }

    private OperatingPoint point(Mapping shape, String name, Mapping section, List<List<OperatingPoint>> points) {
        section.allow(array(
                Stream.concat(Stream.of("bucket", "concurrency", "requests_per_second", "watts"), LATENCIES.stream())
                        .toList()));
        String bucket = section.text("bucket");
        int at = buckets.stream().map(MixProblem.Bucket::label).toList().indexOf(bucket);
        if (at < 0) {
            throw section.wrong(
                    "bucket",
                    "there is no bucket '" + bucket + "'.",
                    "Maybe one of: "
                            + String.join(
                                    ", ",
                                    buckets.stream()
                                            .map(MixProblem.Bucket::label)
                                            .toList()) + ".");
        }
        OperatingPoint point = section.build(() -> new OperatingPoint(
                new Variant(
                        top.has("model") ? top.text("model") : "the model",
                        top.has("precision") ? Optional.of(top.text("precision")) : Optional.empty()),
                new Hardware(
                        shape.has("device") ? shape.text("device") : name, shape.whole("devices", 1), Optional.empty()),
                section.has("concurrency") ? OptionalInt.of(section.whole("concurrency")) : OptionalInt.empty(),
                OptionalInt.empty(),
                sizes.get(at),
                new Throughput(section.amount("requests_per_second").doubleValue(), Throughput.Work.REQUESTS),
                latencies(section),
                section.has("watts")
                        ? OptionalDouble.of(section.amount("watts").doubleValue())
                        : OptionalDouble.empty(),
                Map.of(),
                provenance(shape)));
        points.get(at).add(point);
        return point;
    }

    private static Provenance provenance(Mapping shape) {
        String source = shape.has("source") ? shape.text("source") : "stated in the document";
        String word = shape.has("confidence")
                ? shape.choice("confidence", List.of("guess", "estimate", "measured"))
                : "measured";
        return new Provenance(source, Confidence.valueOf(word.toUpperCase(java.util.Locale.ROOT)));
    }

    private static Map<Latency, Double> latencies(Mapping section) {
        Map<Latency, Double> millis = new TreeMap<>();
        Set<String> keys = new HashSet<>(section.keys());
        for (String key : LATENCIES) {
            if (keys.contains(key)) {
                Latency.named(key)
                        .ifPresent(l -> millis.put(l, section.amount(key).doubleValue()));
            }
        }
        return millis;
    }

    private static String[] array(List<String> keys) {
        return keys.toArray(String[]::new);
    }
}
