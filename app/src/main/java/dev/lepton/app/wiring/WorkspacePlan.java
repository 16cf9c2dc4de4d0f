package dev.lepton.app.wiring;

import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.money.Money;
import dev.lepton.core.plan.OperatingPoint;
import dev.lepton.core.plan.joint.JointProblem;
import dev.lepton.core.plan.joint.Levels;
import dev.lepton.core.plan.joint.Lever;
import dev.lepton.core.plan.joint.Limits;
import dev.lepton.core.plan.joint.Place;
import dev.lepton.core.plan.joint.Supply;
import dev.lepton.core.plan.joint.Way;
import dev.lepton.core.plan.joint.Work;
import dev.lepton.core.plan.source.PlanRequest;
import dev.lepton.core.plan.source.ServiceNeed;
import dev.lepton.core.plan.source.Site;
import dev.lepton.core.plan.source.Today;
import dev.lepton.core.time.Window;
import dev.lepton.core.workload.ServedTokens;
import dev.lepton.formats.profiles.Profiles;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/** A plan's problem from a workspace alone: what was held and served, on what machines; what the workspace does not know is said. */
public final class WorkspacePlan {
    /** Share of GPUs that are there which work may hold: jobs do not fill machines to the last one. */
    private static final double HELD = 0.85;

    private static final double UTILISATION = 0.8;
    private static final int LEVELS = 8;
    private static final int MOST_DAYS = 120;

    private final Session session;
    private final Window window;
    private final List<String> notes = new ArrayList<>();
    private final List<String> silent = new ArrayList<>();
    private final List<OperatingPoint> points;
    private final List<Site> sites = new ArrayList<>();
    private final PlanRequest request;
    private final List<Work> held = new ArrayList<>();
    private final Map<Integer, String> heldOn = new TreeMap<>();
    private final Money ledgerCost;
    private final Confidence confidence;

    private WorkspacePlan(Session session, List<OperatingPoint> more, Instant pricesAt) {
        this.session = session;
        Window span = span(session);
        window = window(span);
        points = new ArrayList<>(more);
        points.addAll(session.profiles().points());
        points.addAll(Profiles.bundled());
        FleetSites fleet = fleet(session, span.to());
        silent.addAll(fleet.unknown());
        confidence = fleet.confidence().and(Confidence.ESTIMATE);
        Map<String, List<Double>> served = served();
        HeldWork work = HeldWork.of(session, window, served.keySet());
        Levels levels = levels(work, served);
        WorkspacePlaces places = WorkspacePlaces.of(session, fleet.sites(), pricesAt);
        sites.addAll(places.sites());
        notes.addAll(places.notes());
        silent.addAll(places.silent());
        request = new PlanRequest(
                session.settings().currency(),
                levels.slots(),
                List.of(),
                sites,
                Optional.empty(),
                Map.of(),
                services(served, work, levels),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Limits.none());
        works(work, served.size(), levels);
        ledgerCost = work.cost()
                .times(BigDecimal.valueOf(Levels.HOURS_PER_MONTH)
                        .divide(BigDecimal.valueOf(window.length().toHours()), MathContext.DECIMAL64));
        unknown(work);
    }

    private static Window span(Session session) {
        return session.facts()
                .workSpan()
                .orElseThrow(() -> Problem.input(
                        "the workspace " + session.workspace().dir() + " has no work to plan for.",
                        "Maybe lepton import jobs or usage, and a fleet; or a document: lepton plan --example."));
    }

    private static FleetSites fleet(Session session, Instant end) {
        FleetSites fleet = FleetSites.of(session, end);
        if (fleet.sites().isEmpty()) {
            throw Problem.input(
                    "the workspace " + session.workspace().dir()
                            + " has no machine with an accelerator and a price at the end of its evidence.",
                    "Maybe lepton import fleet, with prices; or a document: lepton plan --example.");
        }
        return fleet;
    }

    /**
     * From what {@code session} has.
     *
     * @param more measured points besides those imported and bundled
     * @param pricesAt list prices that held at that moment
     */
    public static WorkspacePlan of(Session session, List<OperatingPoint> more, Instant pricesAt) {
        return new WorkspacePlan(session, more, pricesAt);
    }

    /** What is asked for, without the work that is planned as the GPUs it holds. */
    public PlanRequest request() {
        return request;
    }

    /** What was taken how. */
    public List<String> notes() {
        return notes;
    }

    /** What the ledger has for the machines of the plan's devices, idle included, in a month of 730 hours. */
    public Money ledgerCost() {
        return ledgerCost;
    }

    /** The problem of {@code asked}, which is {@link #request} under some limits, with the work that holds GPUs. */
    public PlanRequest.Assembled assemble(PlanRequest asked) {
        PlanRequest.Assembled assembled = asked.assemble(List.of(), points);
        JointProblem problem = assembled.problem();
        List<Work> works = new ArrayList<>(problem.works());
        List<Way> ways = new ArrayList<>(problem.ways());
        List<String> quiet = new ArrayList<>(assembled.silent());
        quiet.addAll(silent);
        for (int i = 0; i < held.size(); i++) {
            int number = works.size();
            List<Way> of = ways(number, heldOn.getOrDefault(i, ""), problem.places());
            if (asked.limits().kilograms().isPresent()) {
                quiet.add(held.get(i).name() + ": what its machines draw is not known, and there is a limit on carbon");
                of = List.of();
            }
            works.add(held.get(i));
            ways.addAll(of);
        }
        return new PlanRequest.Assembled(
                new JointProblem(problem.currency(), problem.slots(), problem.places(), works, ways, problem.limits()),
                quiet);
    }

    /** Whole hours at the end of {@code span}, at most {@link #MOST_DAYS} days. */
    private Window window(Window span) {
        Instant to = span.to().truncatedTo(ChronoUnit.HOURS);
        to = to.isBefore(span.to()) ? to.plus(1, ChronoUnit.HOURS) : to;
        Instant from = span.from().truncatedTo(ChronoUnit.HOURS);
        Instant earliest = to.minus(Duration.ofDays(MOST_DAYS));
        if (from.isBefore(earliest)) {
            notes.add("Only the last " + MOST_DAYS + " days of the workspace's evidence count.");
            from = earliest;
        }
        return new Window(from, to);
    }

    /** Output tokens a second in each hour, of models that some profile names. */
    private Map<String, List<Double>> served() {
        Map<String, List<ServedTokens>> byModel = new LinkedHashMap<>();
        for (ServedTokens t : session.tokens()) {
            if (t.window().overlap(window).isPresent()) {
                byModel.computeIfAbsent(t.model(), m -> new ArrayList<>()).add(t);
            }
        }
        if (byModel.isEmpty()) {
            silent.add(
                    "services: no tokens served in this time are imported, so what models serve is planned as the GPUs it holds; lepton import tokens");
        }
        Map<String, List<Double>> served = new TreeMap<>();
        byModel.forEach((model, tokens) -> {
            boolean profiled = points.stream()
                    .anyMatch(p -> p.variant().model().equalsIgnoreCase(model)
                            && p.throughput().work() == dev.lepton.core.plan.Throughput.Work.OUTPUT_TOKENS);
            if (profiled) {
                served.put(model, byHour(tokens));
            } else {
                silent.add(
                        model
                                + ": no profile says how many tokens it makes on what, so it is planned as the GPUs it holds; lepton import profiles");
            }
        });
        return served;
    }

    private List<Double> byHour(List<ServedTokens> tokens) {
        int hours = (int) window.length().toHours();
        List<Double> rates = new ArrayList<>(Collections.nCopies(hours, 0.0));
        for (ServedTokens t : tokens) {
            double perSecond = t.outputTokens().doubleValue()
                    / Math.max(1, t.window().length().toSeconds());
            for (int h = 0; h < hours; h++) {
                Instant at = window.from().plus(Duration.ofHours(h));
                double seconds = t.window()
                        .overlap(new Window(at, at.plus(1, ChronoUnit.HOURS)))
                        .map(o -> (double) o.length().toSeconds())
                        .orElse(0.0);
                rates.set(h, rates.get(h) + perSecond * seconds / 3600);
            }
        }
        return rates;
    }

    private Levels levels(HeldWork work, Map<String, List<Double>> served) {
        List<List<Double>> loads = new ArrayList<>(served.values());
        loads.addAll(work.byDevice().values());
        if (loads.stream().allMatch(l -> l.stream().allMatch(x -> x <= 0))) {
            throw Problem.input(
                    "nobody held an accelerator of the fleet from " + window.from() + " to " + window.to() + ".",
                    "Maybe the fleet's machines have other names than the work's, or lepton plan with a document.");
        }
        Levels levels = Levels.of(loads, LEVELS);
        notes.add(
                "From the workspace: " + window.length().toHours() + " hours from " + window.from() + " to "
                        + window.to() + ", put together into " + levels.slots().size()
                        + " levels of load and taken for a month of 730 hours; in each, everything is planned for its busiest hour.");
        return levels;
    }

    private List<ServiceNeed> services(Map<String, List<Double>> served, HeldWork work, Levels levels) {
        List<ServiceNeed> needs = new ArrayList<>();
        int number = 0;
        for (Map.Entry<String, List<Double>> e : served.entrySet()) {
            int at = number++;
            double highest = Collections.max(e.getValue());
            List<List<Double>> rates = levels.rates().stream()
                    .map(r -> List.of(r.get(at) * highest))
                    .toList();
            needs.add(new ServiceNeed(
                    new Work.Service(e.getKey(), OptionalDouble.empty(), List.of("tokens"), rates, UTILISATION, 1, 0.5),
                    e.getKey(),
                    List.of(),
                    List.of(Optional.empty()),
                    true,
                    OptionalDouble.empty(),
                    Map.of(),
                    Optional.empty(),
                    OptionalDouble.empty(),
                    Map.of(),
                    false,
                    List.of(),
                    OptionalDouble.empty(),
                    today(work, e.getKey())));
            silent.add(
                    e.getKey()
                            + ": the workspace has no limits on its latency or accuracy, so any measured form and setting counts; state them in a document");
        }
        return needs;
    }

    /** The device that a model's workloads held most of, and where it is. */
    private Today today(HeldWork work, String model) {
        Optional<String> device = work.byModel().getOrDefault(model, Map.of()).entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey);
        Optional<String> region = sites.stream()
                .map(Site::place)
                .filter(p -> p.device().equals(device))
                .map(Place::region)
                .findFirst();
        return new Today(
                Optional.empty(),
                device,
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                region,
                Optional.empty());
    }

    /** What holds GPUs, one work a device. */
    private void works(HeldWork work, int services, Levels levels) {
        int number = services;
        for (Map.Entry<String, List<Double>> e : work.byDevice().entrySet()) {
            int at = number++;
            double highest = Collections.max(e.getValue());
            List<List<Double>> rates = levels.rates().stream()
                    .map(r -> List.of(r.get(at) * highest))
                    .toList();
            double share = share(e.getKey(), highest);
            heldOn.put(held.size(), e.getKey());
            held.add(new Work.Service(
                    "work on " + e.getKey(), OptionalDouble.empty(), List.of("GPUs"), rates, share, 0, 0.5));
        }
        if (!held.isEmpty()) {
            notes.add("Jobs and other work are planned as the GPUs they held in the mean of each hour, to "
                    + (int) (100 * HELD)
                    + " % of the GPUs there, or to what the fleet was seen to hold, each when it came.");
        }
    }

    /** {@link #HELD}, or more if so much of the fleet's GPUs of the device was held in some hour. */
    private double share(String device, double highest) {
        double there = sites.stream()
                .map(Site::place)
                .filter(p -> p.device().equals(Optional.of(device)))
                .mapToDouble(p -> p.devices()
                        * p.supplies().stream().mapToInt(Supply::held).sum())
                .sum();
        double seen = there > 0 ? highest / there : 0;
        return seen > HELD && seen <= 1 ? seen : HELD;
    }

    /** Whole machines of the device, as large as the largest of the fleet, so that what ran together still does. */
    private List<Way> ways(int work, String device, List<Place> places) {
        List<Place> ours = places.stream()
                .filter(p -> p.device().equals(Optional.of(device)))
                .filter(p -> p.supplies().stream().anyMatch(s -> s.held() > 0))
                .toList();
        int largest = ours.stream().mapToInt(Place::devices).max().orElse(1);
        List<Way> ways = new ArrayList<>();
        for (int p = 0; p < places.size(); p++) {
            Place place = places.get(p);
            if (place.device().equals(Optional.of(device)) && (ours.contains(place) || place.devices() >= largest)) {
                Set<Lever> changes = EnumSet.noneOf(Lever.class);
                if (ours.stream().noneMatch(o -> o.region().equals(place.region()))) {
                    changes.add(Lever.REGION);
                } else if (!ours.contains(place)) {
                    changes.add(Lever.DEVICE);
                }
                ways.add(new Way(
                        work,
                        Map.of(Lever.DEVICE, place.machine(), Lever.REGION, place.region()),
                        changes,
                        OptionalInt.of(p),
                        place.devices(),
                        OptionalDouble.empty(),
                        Optional.empty(),
                        confidence,
                        new Way.How.Serve(List.of((double) place.devices()), false)));
            }
        }
        return ways;
    }

    private void unknown(HeldWork work) {
        if (work.elsewhere() > 0) {
            silent.add(String.format(
                    java.util.Locale.ROOT,
                    "%,.0f GPU-hours were held on machines that the fleet does not have; lepton import fleet",
                    work.elsewhere()));
        }
        silent.add("jobs: their deadlines are not recorded, so none waits for cheaper hours; state runs in a document");
        silent.add(
                "spot: whether work survives that its machines are taken back is not recorded; state spot in a document");
        silent.add("region: where data may go is not recorded; only regions that begin as the fleet's are offered");
        silent.add(
                "storage, notebooks, capital: the workspace has no sizes, reads, hours of use or offers; state stored, kept, capital in a document");
    }
}
