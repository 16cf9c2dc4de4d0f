package dev.lepton.compress.shrink;

import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.graph.Tensor;
import dev.lepton.compress.measure.Agreement;
import dev.lepton.compress.measure.Estimate;
import dev.lepton.compress.measure.Processor;
import dev.lepton.compress.measure.Race;
import dev.lepton.compress.measure.Runs;
import dev.lepton.compress.pass.Calibration;
import dev.lepton.compress.run.Ort;
import dev.lepton.compress.run.Outputs;
import dev.lepton.compress.run.Session;
import dev.lepton.compress.run.SessionSettings;
import dev.lepton.core.evidence.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Tries variants of a model, compares each with the original on inputs that it was not calibrated with, times those that keep the
 * promise in turn with the original, and takes the one that the goal asks for. One that is slower than the original is taken for size only.
 */
public final class Shrinker {
    static final SessionSettings ONE_THREAD = SessionSettings.threads(1);
    /** The slowest that still counts as no slower, for a file that is smaller by {@link #SMALLER} at least. */
    private static final double SLACK = 1 / 1.02;
    /** Bytes of the original over those of a variant from which on it counts as smaller. */
    private static final double SMALLER = 1.02;
    /** What counts as faster. */
    private static final double GAIN = 1.02;
    /** Times within this factor of the fastest are as good. */
    private static final double EQUAL = 1.05;
    /** How often the share of channels is halved towards the largest that keeps the promise. */
    private static final int BISECTIONS = 2;

    private static final double LEAST_STEP = 0.05;

    private final OnnxModel original;
    private final ShrinkRequest request;
    private final List<Map<String, Tensor>> expected;
    private final OptionalDouble accuracy;
    private final List<Tried> tried = new ArrayList<>();
    private final List<Kept> kept = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<Kept> runnable = new ArrayList<>();
    private final Calibrated calibrated;
    private List<Harm> harm = List.of();

    /** A candidate that keeps the promise. */
    private record Kept(Candidate candidate, Agreement agreement, OptionalDouble accuracy) {}

    private Shrinker(OnnxModel original, ShrinkRequest request) {
        this.original = original;
        this.request = request;
        this.expected = Outputs.of(original, request.comparison(), ONE_THREAD);
        this.accuracy = Promise.accuracy(expected, request.comparedLabels());
        this.calibrated = new Calibrated(original, request.calibration());
    }

    /** The cheapest variant of {@code original} that keeps the promise. */
    public static Shrunk shrink(OnnxModel original, ShrinkRequest request) {
        return new Shrinker(original, request).run();
    }

    private Shrunk run() {
        Prepared prepared = Prepared.of(original, request.samples());
        Processor processor = Processor.here();
        if (!prepared.said().isEmpty()) {
            notes.add("Static quantisation was not tried: " + prepared.said());
        }
        if (!processor.fastInt8().orElse(true)) {
            notes.add("This processor has no instruction for products of bytes (" + processor
                    + "): weights were kept to 7 bits, and gains" + " are smaller than elsewhere.");
        }
        notes.add("Ranges are of " + request.calibration().size() + " inputs; "
                + request.comparison().size() + (request.samples().size() > 1 ? " others" : "") + " were compared.");
        if (!request.samples().said().isEmpty()) {
            notes.add(request.samples().said());
        }
        Candidates plain = new Candidates(prepared.quicker(request.samples()), request.calibration(), processor);
        formats(plain);
        if (request.front()) {
            harm = new Fallback(plain, Calibration.MSE, request.comparison()).harm();
        }
        request.retraining().ifPresent(r -> retrained(prepared, r, processor));
        return chosen();
    }

    private void formats(Candidates candidates) {
        for (Supplier<Candidate> made : candidates.all()) {
            attempt(made).ifPresent(kept::add);
        }
        statics(candidates);
    }

    /** Fewer channels, a student, zeros; each with every number format, because what is best for one is not for another. */
    private void retrained(Prepared prepared, Retraining wanted, Processor processor) {
        Recipes recipes = new Recipes(prepared, wanted, request.samples());
        try {
            double kept = 0;
            double lost = 1;
            for (double share : wanted.shares()) {
                boolean holds = cut(recipes, share, processor);
                kept = holds ? Math.max(kept, share) : kept;
                lost = holds ? lost : Math.min(lost, share);
            }
            for (int i = 0; wanted.search() && i < BISECTIONS && lost - kept > LEAST_STEP; i++) {
                double middle = (kept + lost) / 2;
                boolean holds = cut(recipes, middle, processor);
                kept = holds ? middle : kept;
                lost = holds ? lost : middle;
            }
            recipes.student().ifPresent(s -> {
                attempt(() -> new Candidate("student", s.passes(), s.model())).ifPresent(this.kept::add);
                formats(new Candidates(s.quicker(request.samples()), "student", request.calibration(), processor));
            });
            if (wanted.zeros() > 0) {
                Prepared sparse = recipes.zeros();
                attempt(() -> new Candidate(
                        Recipes.percent(wanted.zeros()) + " zeros, for packed storage only",
                        sparse.passes(),
                        sparse.model()));
            }
            if (!wanted.shares().isEmpty()) {
                notes.addAll(recipes.refusals());
            }
        } catch (Problem e) {
            notes.add("Pruning and teaching were not tried to the end: " + e.getMessage());
        }
    }

    /** Whether the promise is kept with {@code share} of the channels gone. */
    private boolean cut(Recipes recipes, double share, Processor processor) {
        Optional<Prepared> cut = recipes.cut(share);
        if (cut.isEmpty()) {
            notes.add("Cutting " + Recipes.percent(share)
                    + " of channels takes none: every group is refused, or narrower than the multiple.");
            return true;
        }
        Candidates candidates = new Candidates(
                cut.get().quicker(request.samples()),
                "channels cut by " + Recipes.percent(share),
                request.calibration(),
                processor);
        Optional<Kept> own = attempt(candidates::itself);
        own.ifPresent(kept::add);
        formats(candidates);
        return own.isPresent();
    }

    /** With the most harmful layers back in floats when no calibration keeps enough. */
    private void statics(Candidates candidates) {
        Chosen plain = best(candidates.statics());
        plain.kept.ifPresent(kept::add);
        best(candidates.products()).kept.ifPresent(kept::add);
        if (plain.kept.isEmpty() && plain.index >= 0) {
            new Fallback(candidates, Candidates.CALIBRATIONS.get(plain.index), request.comparison())
                    .attempts(this::attempt)
                    .ifPresent(kept::add);
        }
    }

    /** One of several variants, and what is kept of it. */
    private record Chosen(int index, Optional<Kept> kept) {}

    /**
     * The variant whose outputs are nearest on inputs for calibration, so that those for comparison have no part in the choice. By the
     * outputs, because how many decisions stay is a small count that chance moves.
     */
    private Chosen best(List<Supplier<Candidate>> variants) {
        Chosen best = new Chosen(-1, Optional.empty());
        Agreement most = null;
        for (int i = 0; i < variants.size(); i++) {
            Candidate candidate = variants.get(i).get();
            Optional<Kept> one = attempt(() -> candidate);
            Optional<Agreement> agreement = calibrated.of(candidate.model());
            if (agreement.isPresent() && (most == null || agreement.get().nearness() > most.nearness())) {
                most = agreement.get();
                best = new Chosen(i, one);
            }
        }
        return best;
    }

    /** Makes and compares a variant; what came of it is noted whether or not it keeps the promise. */
    private Optional<Kept> attempt(Supplier<Candidate> made) {
        Candidate candidate = made.get();
        long bytes = candidate.model().proto().getSerializedSize();
        try {
            List<Map<String, Tensor>> outputs = Outputs.of(candidate.model(), request.comparison(), ONE_THREAD);
            Agreement agreement = Agreement.of(expected, outputs);
            OptionalDouble after = Promise.accuracy(outputs, request.comparedLabels());
            boolean holds = request.promise().kept(agreement, accuracy, after);
            tried.add(new Tried(
                    candidate.name(),
                    bytes,
                    Optional.of(agreement),
                    after,
                    Optional.empty(),
                    holds ? "" : "does not keep what was promised"));
            Kept one = new Kept(candidate, agreement, after);
            if (request.front()) {
                runnable.add(one);
            }
            return holds ? Optional.of(one) : Optional.empty();
        } catch (Problem e) {
            tried.add(new Tried(
                    candidate.name(),
                    bytes,
                    Optional.empty(),
                    OptionalDouble.empty(),
                    Optional.empty(),
                    "cannot be run: " + e.getMessage()));
            return Optional.empty();
        }
    }

    private Shrunk chosen() {
        List<OnnxModel> models = new ArrayList<>(List.of(original));
        kept.forEach(k -> models.add(k.candidate().model()));
        List<Runs> runs = race(models, request.budget());
        for (int i = 0; i < kept.size(); i++) {
            note(kept.get(i).candidate().name(), runs.get(i + 1).faster(runs.get(0)));
        }
        boolean size = request.goal() == ShrinkRequest.Goal.SIZE;
        for (int i : order(runs, size)) {
            Kept one = kept.get(i);
            if (size
                    ? bytes(one) >= bytes(original)
                    : runs.get(i + 1).faster(runs.get(0)).mid() < floor(bytes(one))) {
                continue;
            }
            Optional<Shrunk> answer = confirmed(one, size);
            if (answer.isPresent()) {
                return answer.get();
            }
        }
        return unchanged(runs.get(0).estimate());
    }

    /** The least that a variant of {@code bytes} must be faster to be written. */
    private double floor(long bytes) {
        boolean smaller = bytes * SMALLER <= bytes(original);
        return Math.max(request.atLeast() > 1 ? request.atLeast() : 0, smaller ? SLACK : GAIN);
    }

    /**
     * The best first: by size, or by time, where those within five percent of the fastest count as equal and the smaller is better; of those as
     * large, to two percent, the one nearest to the original.
     */
    private List<Integer> order(List<Runs> runs, boolean size) {
        double fastest = runs.stream().skip(1).mapToDouble(Runs::median).min().orElse(0);
        Comparator<Integer> bySize = Comparator.comparingLong(i -> bytes(kept.get(i)));
        Comparator<Integer> byFewer =
                Comparator.comparingLong(i -> (long) (Math.log((double) bytes(kept.get(i))) / Math.log(SMALLER)));
        Comparator<Integer> byNearness =
                Comparator.comparingDouble(i -> -kept.get(i).agreement().nearness());
        Comparator<Integer> byTime = Comparator.comparingDouble(i -> {
            double time = runs.get(i + 1).median();
            return time <= fastest * EQUAL ? fastest : time;
        });
        return IntStream.range(0, kept.size())
                .boxed()
                .sorted(size ? bySize : byTime.thenComparing(byFewer).thenComparing(byNearness))
                .toList();
    }

    private static long bytes(Kept one) {
        return bytes(one.candidate().model());
    }

    private static long bytes(OnnxModel model) {
        return model.proto().getSerializedSize();
    }

    /** The two alone once more, since the fastest of many looks faster than it is. */
    private Optional<Shrunk> confirmed(Kept one, boolean size) {
        OnnxModel model = one.candidate().model();
        List<Runs> runs = race(List.of(original, model), request.budget());
        Estimate faster = runs.get(1).faster(runs.get(0));
        note(one.candidate().name(), faster);
        OnnxModel written =
                new Marks(original, request).on(model, one.candidate().passes(), one.agreement(), faster);
        if (size ? bytes(written) >= bytes(original) : faster.mid() < floor(bytes(written))) {
            return Optional.empty();
        }
        return Optional.of(new Shrunk(
                written,
                one.candidate().passes(),
                Figures.of(
                        original,
                        request.samples(),
                        bytes(original),
                        runs.get(0).estimate(),
                        accuracy),
                Figures.of(
                        written, request.samples(), bytes(written), runs.get(1).estimate(), one.accuracy()),
                faster,
                one.agreement(),
                tried,
                Verdict.of(one.candidate().name(), faster, bytes(original), bytes(written), one.agreement(), size),
                notes,
                points(),
                harm));
    }

    private Shrunk unchanged(Estimate latency) {
        Figures figures = Figures.of(original, request.samples(), bytes(original), latency, accuracy);
        return new Shrunk(
                original,
                List.of(),
                figures,
                figures,
                new Estimate(1, 1, 1),
                Agreement.of(expected, expected),
                tried,
                Verdict.unchanged(tried.size(), request.atLeast()),
                notes,
                points(),
                harm);
    }

    /** Everything that can be run, timed in turn with the original; the original first. */
    private List<Point> points() {
        if (!request.front()) {
            return List.of();
        }
        List<OnnxModel> models = new ArrayList<>(List.of(original));
        runnable.forEach(k -> models.add(k.candidate().model()));
        List<Runs> runs = race(models, request.budget());
        Candidate came = new Candidate("as it came", List.of(), original);
        Kept itself = new Kept(came, Agreement.of(expected, expected), accuracy);
        List<Point> points = new ArrayList<>(List.of(point(itself, original, runs, 0)));
        for (int i = 1; i < models.size(); i++) {
            Kept one = runnable.get(i - 1);
            Estimate faster = runs.get(i).faster(runs.get(0));
            OnnxModel marked = new Marks(original, request)
                    .on(models.get(i), one.candidate().passes(), one.agreement(), faster);
            points.add(point(one, marked, runs, i));
        }
        return points;
    }

    private Point point(Kept one, OnnxModel model, List<Runs> runs, int at) {
        return new Point(
                one.candidate().name(),
                one.candidate().passes(),
                model,
                bytes(model),
                Footprint.bytes(model, request.samples()),
                runs.get(at).estimate(),
                runs.get(at).faster(runs.get(0)),
                one.agreement(),
                one.accuracy(),
                request.promise().kept(one.agreement(), accuracy, one.accuracy()));
    }

    private void note(String name, Estimate faster) {
        for (int i = 0; i < tried.size(); i++) {
            Tried one = tried.get(i);
            if (one.name().equals(name)) {
                tried.set(
                        i,
                        new Tried(name, one.bytes(), one.agreement(), one.accuracy(), Optional.of(faster), one.said()));
            }
        }
    }

    private List<Runs> race(List<OnnxModel> models, Duration budget) {
        List<Session> sessions = new ArrayList<>();
        List<Session.Bound> bound = new ArrayList<>();
        try {
            for (OnnxModel model : models) {
                Session session = Ort.open(model, ONE_THREAD);
                sessions.add(session);
                bound.add(session.bind(request.comparison().first()));
            }
            List<Runnable> runs = new ArrayList<>();
            bound.forEach(b -> runs.add(b::run));
            return Race.run(runs, true, budget);
        } finally {
            bound.forEach(Session.Bound::close);
            sessions.forEach(Session::close);
        }
    }
}
