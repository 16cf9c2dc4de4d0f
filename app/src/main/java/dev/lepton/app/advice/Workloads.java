package dev.lepton.app.advice;

import dev.lepton.app.wiring.Session;
import dev.lepton.core.advise.Holding;
import dev.lepton.core.billing.CostLine;
import dev.lepton.core.billing.Filter;
import dev.lepton.core.billing.Resource;
import dev.lepton.core.billing.Share;
import dev.lepton.core.money.Money;
import dev.lepton.core.workload.Job;
import dev.lepton.core.workload.JobState;
import dev.lepton.ledger.query.CostAnswer;
import dev.lepton.ledger.query.CostQuestion;
import dev.lepton.ledger.query.JobFacts;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What workloads held of machines: runs as a whole, and the largest of the others hour by hour. */
final class Workloads {
    /** Workloads that are looked at hour by hour: those that cost most, and those at a keyboard. */
    private static final int TRACED = 60;

    private static final String NONE = "__unallocated__";
    private static final List<String> NAMES =
            List.of("team", "model", "namespace", "controllerKind", "controller", "pod", "job", "label:checkpoint");
    private static final Set<JobState> FAILED =
            Set.of(JobState.FAILED, JobState.TIMED_OUT, JobState.OUT_OF_MEMORY, JobState.NODE_FAILED);
    private static final Pattern KEYBOARD = Pattern.compile(
            "(?i)(^|[^a-z])(notebooks?|jupyter(hub|lab)?|workbench(es)?|vscode|code-server|sandbox(es)?|dev|interactive)([^a-z]|$)");

    private final Session session;
    private final CostQuestion question;
    private final Map<String, Job> jobs = new HashMap<>();
    private final Map<String, Holding.End> ends = new HashMap<>();
    private final List<Holding> holdings = new ArrayList<>();
    private final CostAnswer answer;

    Workloads(Session session, CostQuestion question) {
        this.session = session;
        this.question = question;
        ends();
        List<String> keys = new ArrayList<>(MarketKey.KEYS);
        keys.addAll(NAMES);
        answer = session.costs().ask(question.groupedBy(keys));
        Map<List<String>, List<Holding.Use>> traced = traced();
        for (CostLine line : answer.lines()) {
            if (line.kind() == CostLine.Kind.WORKLOAD
                    && MarketKey.at(line.key(), 0).isKnown()) {
                List<Holding.Use> hours = traced.getOrDefault(line.key(), List.of());
                holdings.add(holding(line.key(), hours.isEmpty() ? List.of(use(line, Optional.empty())) : hours));
            }
        }
    }

    /** What was held of machines of the fleet. */
    List<Holding> holdings() {
        return holdings;
    }

    /** All that was answered. */
    CostAnswer answer() {
        return answer;
    }

    /** Whether any run says how it ended. */
    boolean states() {
        return jobs.values().stream()
                .anyMatch(j ->
                        j.state().map(s -> s.isOver() && s != JobState.ENDED).orElse(false));
    }

    boolean keyboards() {
        return holdings.stream().anyMatch(h -> h.kind() == Holding.Kind.INTERACTIVE);
    }

    boolean checkpoints() {
        return answer.lines().stream()
                .anyMatch(l -> l.kind() == CostLine.Kind.WORKLOAD
                        && !l.key().get(l.key().size() - 1).equals(NONE));
    }

    private void ends() {
        Set<String> failedBefore = new HashSet<>();
        for (Job job : JobFacts.of(session.facts())) {
            jobs.put(job.id(), job);
            if (job.state().map(FAILED::contains).orElse(false)) {
                String like = job.owner().team().orElse("") + "/" + job.name();
                boolean again = !job.name().equals(job.id()) && !failedBefore.add(like);
                ends.put(job.id(), again ? Holding.End.FAILED_AGAIN : Holding.End.FAILED);
            }
        }
    }

    private Holding holding(List<String> key, List<Holding.Use> use) {
        String job = named(key, "job").orElse("");
        Optional<Job> fact = Optional.ofNullable(jobs.get(job));
        boolean run = !job.isEmpty()
                || named(key, "controllerKind")
                        .map(k -> k.toLowerCase(Locale.ROOT).endsWith("job"))
                        .orElse(false);
        String name = name(key);
        String partition = fact.flatMap(Job::partition).orElse("");
        boolean keyboard = KEYBOARD.matcher(name + " " + partition).find();
        return new Holding(
                MarketKey.at(key, 0).id(),
                name,
                named(key, "team"),
                named(key, "model"),
                keyboard ? Holding.Kind.INTERACTIVE : run ? Holding.Kind.RUN : Holding.Kind.SERVICE,
                ends.getOrDefault(job, Holding.End.NOT_FAILED),
                named(key, "label:checkpoint").map(Workloads::yes).orElse(false),
                fact.flatMap(j -> j.resources().gpus())
                        .filter(g -> g.signum() > 0 && g.stripTrailingZeros().scale() <= 0)
                        .map(BigDecimal::intValueExact),
                use);
    }

    private static boolean yes(String value) {
        return !Set.of("false", "no", "0", "none", "off").contains(value.toLowerCase(Locale.ROOT));
    }

    private static Optional<String> named(List<String> key, String name) {
        String value = key.get(key.size() - NAMES.size() + NAMES.indexOf(name));
        return value.equals(NONE) || value.isBlank() ? Optional.empty() : Optional.of(value);
    }

    private static String name(List<String> key) {
        String thing = named(key, "controller").or(() -> named(key, "pod")).orElse("unnamed");
        String job = named(key, "job")
                .map(j -> j.equals(thing) ? "job " + j : thing + " (job " + j + ")")
                .orElse(thing);
        return named(key, "namespace").map(n -> n + "/" + job).orElse(job);
    }

    private static Holding.Use use(CostLine line, Optional<java.time.Instant> hour) {
        Money cost = line.share(Resource.GPU)
                .allocated()
                .plus(line.share(Resource.CPU).allocated())
                .plus(line.share(Resource.RAM).allocated());
        Share lead = line.share(Resource.GPU).quantities().allocated().signum() > 0
                ? line.share(Resource.GPU)
                : line.share(Resource.CPU);
        BigDecimal measured = new BigDecimal(lead.measured());
        if (measured.signum() == 0) {
            return new Holding.Use(hour, cost, Optional.empty(), BigDecimal.ZERO);
        }
        return new Holding.Use(
                hour,
                cost,
                Optional.of(new BigDecimal(lead.quantities().used()).divide(measured, MathContext.DECIMAL64)),
                measured.divide(new BigDecimal(lead.quantities().allocated()), MathContext.DECIMAL64)
                        .min(BigDecimal.ONE));
    }

    /** The hours of those services and keyboards that cost most. */
    private Map<List<String>, List<Holding.Use>> traced() {
        List<CostLine> worth = answer.lines().stream()
                .filter(l -> l.kind() == CostLine.Kind.WORKLOAD)
                .filter(l -> MarketKey.at(l.key(), 0).isKnown())
                .filter(l -> named(l.key(), "job").isEmpty()
                        || KEYBOARD.matcher(name(l.key())).find())
                .sorted(Comparator.comparing(CostLine::total).reversed().thenComparing(l -> String.join("/", l.key())))
                .limit(TRACED)
                .toList();
        Map<List<String>, List<Holding.Use>> hours = new LinkedHashMap<>();
        if (worth.isEmpty()) {
            return hours;
        }
        Set<List<String>> wanted = new HashSet<>();
        List<Filter> parts = new ArrayList<>();
        for (CostLine line : worth) {
            wanted.add(line.key());
            parts.add(only(line.key()));
        }
        List<String> keys = new ArrayList<>(List.of("hour"));
        keys.addAll(MarketKey.KEYS);
        keys.addAll(NAMES);
        Filter filter = new Filter.And(List.of(question.filter(), new Filter.Or(parts)));
        for (CostLine line :
                session.costs().ask(question.groupedBy(keys).where(filter)).lines()) {
            List<String> key = List.copyOf(line.key().subList(1, line.key().size()));
            if (line.kind() == CostLine.Kind.WORKLOAD && wanted.contains(key)) {
                hours.computeIfAbsent(key, k -> new ArrayList<>())
                        .add(use(
                                line,
                                Optional.of(
                                        OffsetDateTime.parse(line.key().get(0)).toInstant())));
            }
        }
        return hours;
    }

    private static Filter only(List<String> key) {
        List<Filter> parts = new ArrayList<>();
        for (String name : List.of("namespace", "controller", "pod", "job")) {
            named(key, name)
                    .ifPresent(v -> parts.add(new Filter.Compare(name, Filter.Operator.EQUALS, false, List.of(v))));
        }
        return parts.isEmpty() ? new Filter.Everything() : new Filter.And(parts);
    }

    /** Cost of volumes: what is needed with room above what is in them, and what is not; empty where nothing is measured. */
    Optional<Volumes> volumes(BigDecimal target) {
        Money surplus = Money.zero(answer.currency());
        Money all = surplus;
        for (CostLine line : answer.lines()) {
            Share stored = line.share(Resource.STORAGE);
            all = all.plus(stored.allocated());
            BigDecimal measured = new BigDecimal(stored.measured());
            if (measured.signum() > 0) {
                BigDecimal need = new BigDecimal(stored.quantities().used())
                        .divide(measured.multiply(target), MathContext.DECIMAL64)
                        .min(BigDecimal.ONE);
                Money seen = stored.used().plus(stored.unused());
                surplus = surplus.plus(seen.times(BigDecimal.ONE.subtract(need)));
            }
        }
        return all.isZero() ? Optional.empty() : Optional.of(new Volumes(all, surplus));
    }

    /** Cost of volumes in the window, and how much of it is for nothing. */
    record Volumes(Money all, Money surplus) {}
}
