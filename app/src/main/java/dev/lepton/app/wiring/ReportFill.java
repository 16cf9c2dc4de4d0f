package dev.lepton.app.wiring;

import dev.lepton.core.billing.Resource;
import dev.lepton.core.catalog.Offering;
import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.evidence.Reason;
import dev.lepton.core.money.Money;
import dev.lepton.core.time.Window;
import dev.lepton.core.watch.BudgetCheck;
import dev.lepton.formats.prices.PriceFile;
import dev.lepton.ledger.ingest.Doubled;
import dev.lepton.ledger.query.Asset;
import dev.lepton.ledger.query.CostAnswer;
import dev.lepton.ledger.query.CostQuestion;
import dev.lepton.ledger.store.Kind;
import dev.lepton.ledger.store.Segment;
import dev.lepton.report.model.BudgetLine;
import dev.lepton.report.model.Chapter;
import dev.lepton.report.model.CostBasis;
import dev.lepton.report.model.Cover;
import dev.lepton.report.model.DataQuality;
import dev.lepton.report.model.Headline;
import dev.lepton.report.model.Method;
import dev.lepton.report.model.MonthCost;
import dev.lepton.report.model.Portion;
import dev.lepton.report.model.PriceList;
import dev.lepton.report.model.ReportModel;
import dev.lepton.report.model.Scoreboard;
import dev.lepton.report.model.Source;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Fills the report from one answer, by day, team, device, provider, category and service, so that every table in it adds
 * up to the same total exactly.
 */
public final class ReportFill {
    private static final List<String> KEYS = List.of("day", "team", "device", "provider", "category", "service");

    private final Session session;
    private final CostQuestion question;
    private final Instant now;
    private final List<Budgets.Standing> budgets;

    /** @param question which cost the report is about; its keys do not matter */
    public ReportFill(Session session, CostQuestion question, Instant now) {
        this.session = session;
        this.question = question.groupedBy(KEYS);
        this.now = now;
        budgets = new Budgets(session).standing(lastMoment());
    }

    /** What the report is about. */
    public CostQuestion question() {
        return question;
    }

    /** The budgets as of where the facts end, those that are running with their way ahead. */
    public List<Budgets.Standing> budgets() {
        return budgets;
    }

    /**
     * The model of the report titled {@code title}.
     *
     * @param scheduling other ways to run the same jobs
     * @param chapters what comes, what is out of the ordinary, whether changes pay
     * @param told what is out of the ordinary, in few words, and the day it began
     */
    public ReportModel model(String title, List<Scoreboard> scheduling, List<Chapter> chapters, List<Told> told) {
        CostAnswer answer = session.costs().ask(question);
        Window window = answer.window()
                .orElseThrow(() -> Problem.input(
                        "There is nothing to report: the workspace holds no bills, usage or jobs.",
                        "Maybe import some first: lepton import focus BILL.csv"));
        Confidence confidence = confidence();
        CostViews views = new CostViews(answer, confidence);
        List<String> notices = notices();
        Map<Reason, Long> failures = session.facts().failures();
        return new ReportModel(
                cover(title, window, notices),
                sources(),
                priceLists(),
                headline(answer, window, confidence, views),
                views.tree(),
                views.devices(capacity(window)),
                Optional.of(views.trend(window, told)),
                new WasteQuery(session, question, confidence).wasters(),
                new UnitCosts(session, views, window, confidence).all(),
                Optional.of(views.structure()),
                Optional.empty(),
                new UnitCosts(session, views, window, confidence).earnings(),
                scheduling,
                budgetLines(),
                chapters,
                new DataQuality(failures, findings(answer, new UnitCosts(session, views, window, confidence))),
                method(window));
    }

    private Cover cover(String title, Window window, List<String> notices) {
        return new Cover(
                title,
                window,
                session.settings().zone(),
                window.to(),
                now,
                session.settings().currency(),
                notices);
    }

    /** What every reader must know: utilisation that was drawn, and the like. */
    private List<String> notices() {
        return session.facts().manifest().segments().stream()
                .flatMap(
                        s -> s.notes().stream().filter(n -> n.contains("drawn")).map(n -> s.source() + ": " + n))
                .toList();
    }

    /** As sure as the least sure price in it; a drawn utilisation does not change what was paid. */
    private Confidence confidence() {
        Confidence weakest =
                session.facts().manifest().of(Kind.CHARGES).isEmpty() ? Confidence.MEASURED : Confidence.BILLED;
        for (Asset asset : session.assets()) {
            weakest = weakest.and(asset.confidence());
        }
        return weakest;
    }

    private List<Source> sources() {
        return session.facts().manifest().segments().stream()
                .map(s -> new Source(s.source(), s.kind().folder(), s.rows(), s.failures()))
                .toList();
    }

    private List<PriceList> priceLists() {
        if (session.assets().isEmpty()) {
            return List.of();
        }
        List<PriceList> lists = new ArrayList<>();
        for (PriceFile file : session.bundled().lists()) {
            long used = session.assets().stream()
                    .filter(a -> a.working().contains(file.source()))
                    .count();
            if (used > 0) {
                Instant asOf = file.offerings().stream()
                        .map(Offering::validFrom)
                        .max(Comparator.naturalOrder())
                        .orElse(now);
                lists.add(new PriceList(
                        file.source(), asOf.atOffset(ZoneOffset.UTC).toLocalDate(), used));
            }
        }
        return lists;
    }

    private Headline headline(CostAnswer answer, Window window, Confidence confidence, CostViews views) {
        CostAnswer.Quality quality = answer.quality();
        return new Headline(
                answer.total(),
                CostBasis.valueOf(
                        question.basis() == CostQuestion.Basis.CONTRACTED
                                ? "EFFECTIVE"
                                : question.basis().name()),
                confidence,
                Portion.of(
                        quality.unpricedSamples() + quality.unconvertedLines(),
                        quality.samples() + quality.billLines(),
                        "usage samples, job-hours and bill lines"),
                views.unmeasured(),
                months(views, window),
                assumptions());
    }

    private List<MonthCost> months(CostViews views, Window window) {
        ZoneOffset zone = session.settings().zone();
        List<MonthCost> months = new ArrayList<>();
        views.byMonth().forEach((month, cost) -> {
            Instant first = month.atDay(1).atStartOfDay().toInstant(zone);
            Instant next = month.plusMonths(1).atDay(1).atStartOfDay().toInstant(zone);
            months.add(new MonthCost(month, cost, !first.isBefore(window.from()) && !next.isAfter(window.to())));
        });
        return months;
    }

    private List<String> assumptions() {
        List<String> assumptions = new ArrayList<>();
        session.assets().stream()
                .filter(a -> a.confidence() == Confidence.GUESS)
                .map(a -> a.name() + ", " + a.place().instanceType().orElse("size unknown") + ": " + a.working())
                .distinct()
                .limit(5)
                .forEach(assumptions::add);
        return assumptions;
    }

    /** GPU-hours that each device type had in {@code window}. */
    private Map<String, BigInteger> capacity(Window window) {
        Map<String, BigInteger> seconds = new TreeMap<>();
        for (Asset asset : session.assets()) {
            BigInteger units = asset.capacity().getOrDefault(Resource.GPU, BigInteger.ZERO);
            asset.window()
                    .overlap(window)
                    .ifPresent(w -> seconds.merge(
                            asset.place().device().orElse("__unallocated__"),
                            units.multiply(BigInteger.valueOf(w.length().toSeconds())),
                            BigInteger::add));
        }
        return seconds;
    }

    private List<BudgetLine> budgetLines() {
        List<BudgetLine> lines = new ArrayList<>();
        for (Budgets.Standing standing : budgets) {
            BudgetCheck check = standing.check();
            Optional<BudgetCheck.Projection> projection = check.projection();
            Money spent = check.spent().isNegative() ? Money.zero(check.spent().currency()) : check.spent();
            String how = check.ahead().isPresent() ? "forecast, " : "straight line, ";
            lines.add(new BudgetLine(
                    check.budget().name(),
                    check.window(),
                    check.budget().amount(),
                    spent,
                    projection.map(BudgetCheck.Projection::atEnd).filter(p -> p.compareTo(spent) >= 0),
                    how + projection.map(p -> p.confidence().word()).orElse("none yet")));
        }
        return lines;
    }

    /** Budgets of a report are held against its own time: where the facts or its window end, not today. */
    private Instant lastMoment() {
        Optional<Window> known = question.window().isPresent()
                ? session.facts().spanBefore(question.window().get().to())
                : session.facts().span();
        return known.map(Window::to)
                .map(t -> question.window()
                        .map(Window::to)
                        .filter(w -> w.isBefore(t))
                        .orElse(t))
                .map(t -> t.minusSeconds(1))
                .filter(t -> t.isBefore(now))
                .orElse(now);
    }

    private List<DataQuality.Finding> findings(CostAnswer answer, UnitCosts costs) {
        CostAnswer.Quality quality = answer.quality();
        List<DataQuality.Finding> findings = new ArrayList<>();
        costs.unconverted().ifPresent(findings::add);
        for (Segment jobs : session.facts().manifest().of(Kind.JOBS)) {
            if (jobs.notes().stream().anyMatch(n -> n.contains("drawn"))) {
                findings.add(new DataQuality.Finding(
                        "GPU utilisation was drawn, not measured: " + jobs.source(),
                        Portion.of(jobs.rows(), jobs.rows(), "jobs"),
                        "Import usage samples with gpu_utilisation, or jobs that record it."));
            }
        }
        doubled(quality).forEach(findings::add);
        long priceless =
                session.assets().stream().filter(a -> a.rates().isEmpty()).count();
        if (priceless > 0) {
            findings.add(new DataQuality.Finding(
                    "Machines of the fleet without a price: the total lacks them",
                    Portion.of(priceless, session.assets().size(), "machines and pools"),
                    "Give them an instance_type and region that lepton prices knows, or a price_per_hour."));
        }
        if (quality.overfullNodeHours() > 0) {
            findings.add(new DataQuality.Finding(
                    "More was allocated than the node has; allocations were scaled down to fit",
                    Portion.of(quality.overfullNodeHours(), quality.nodeHours(), "node-hours"),
                    "Check the fleet's sizes, or whether samples were imported twice under different names."));
        }
        if (quality.unpricedSamples() > 0) {
            findings.add(new DataQuality.Finding(
                    "No price, or no such node in the fleet",
                    Portion.of(quality.unpricedSamples(), quality.samples(), "samples and job-hours"),
                    "Import the fleet (lepton import fleet) with instance types or prices."));
        }
        if (quality.unconvertedLines() > 0) {
            findings.add(new DataQuality.Finding(
                    "In a currency without an exchange rate",
                    Portion.of(quality.unconvertedLines(), quality.billLines(), "bill lines"),
                    "State exchange_rates in lepton.yaml."));
        }
        return findings;
    }

    private List<DataQuality.Finding> doubled(CostAnswer.Quality quality) {
        List<DataQuality.Finding> findings = new ArrayList<>();
        for (Doubled doubled : Doubled.in(session.facts().manifest())) {
            findings.add(new DataQuality.Finding(
                    "Counted twice: samples of " + doubled.source() + " that are in " + doubled.earlier() + " too",
                    Portion.of(doubled.samples(), Math.max(doubled.samples(), quality.samples()), "samples"),
                    "Import one of the two again with --replace, without them."));
        }
        return findings;
    }

    private Method method(Window window) {
        Map<String, Money> splits = new TreeMap<>();
        for (Asset asset : session.assets()) {
            asset.window().overlap(window).ifPresent(w -> {
                BigInteger seconds = BigInteger.valueOf(w.length().toSeconds());
                List<Money> parts = asset.rates().values().stream()
                        .map(r -> r.assetCost(seconds))
                        .toList();
                String how = asset.working()
                        .substring(asset.working().lastIndexOf("; ") + 1)
                        .strip();
                splits.merge(how, Money.sum(parts, session.settings().currency()), Money::plus);
            });
        }
        List<Method.Split> list = new ArrayList<>();
        splits.forEach((how, cost) -> list.add(new Method.Split(how, cost)));
        String idle = switch (question.idle()) {
            case NONE -> "Unallocated cost stands on its own line.";
            case WEIGHTED -> "Unallocated cost is put onto the workloads of its cluster, weighted by what they hold.";
            case EVEN -> "Unallocated cost is put onto the workloads of its cluster, the same to each.";
        };
        return new Method(list, idle, List.of());
    }
}
