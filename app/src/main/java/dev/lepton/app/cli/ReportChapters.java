package dev.lepton.app.cli;

import dev.lepton.app.board.AdviceBoard;
import dev.lepton.app.wiring.ReportFill;
import dev.lepton.app.wiring.Session;
import dev.lepton.app.wiring.Told;
import dev.lepton.core.roadmap.TaskFault;
import dev.lepton.core.time.Window;
import dev.lepton.formats.documents.RoadmapDocument;
import dev.lepton.ledger.query.CostQuestion;
import dev.lepton.report.model.Chapter;
import dev.lepton.report.model.Scoreboard;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The chapters of a report beyond its cost: what comes, what is out of the ordinary, whether a change pays, when it is done.
 *
 * @param told what is out of the ordinary, for the chart of cost over time
 */
record ReportChapters(List<Chapter> all, List<Told> told) {
    private static final int DRAWS = 10_000;
    private static final long SEED = 42;

    ReportChapters {
        all = List.copyOf(all);
        told = List.copyOf(told);
    }

    /**
     * The chapters of {@code fill}'s report.
     *
     * @param investment what {@code lepton invest} reads
     * @param roadmap what {@code lepton roadmap} reads
     */
    static ReportChapters of(Session session, ReportFill fill, Optional<Path> investment, Optional<Path> roadmap) {
        CostQuestion past = past(session, fill.question());
        List<Chapter> all = new ArrayList<>();
        all.add(SpendAhead.of(session, past.groupedBy(List.of()), fill.budgets()));
        UnusualSpend unusual = UnusualSpend.of(session, past.groupedBy(List.of("day", "team")));
        all.add(unusual.chapter());
        all.add(pays(investment.map(f -> Investment.of(f, Investment.Asked.USUAL)), List.of()));
        all.add(inTime(roadmap.map(RoadmapDocument::read), List.of()));
        return new ReportChapters(all, unusual.told());
    }

    /** These after what to change, where something was found. */
    ReportChapters advised(Session session, ReportFill fill, Instant now) {
        List<Chapter> more = new ArrayList<>();
        AdviceBoard.of(session, fill.question(), now)
                .ifPresent(b -> more.add(new Chapter.Shown("advice", "What to change", b, Optional.empty())));
        more.addAll(all);
        return new ReportChapters(more, told);
    }

    /** These, and {@code chapter} after them. */
    ReportChapters with(Chapter chapter) {
        List<Chapter> more = new ArrayList<>(all);
        more.add(chapter);
        return new ReportChapters(more, told);
    }

    /** The same question about all whole days until its window ends: what comes and what is usual are learnt from them. */
    private static CostQuestion past(Session session, CostQuestion question) {
        Optional<Window> known = question.window().isPresent()
                ? session.facts().spanBefore(question.window().get().to())
                : session.facts().span();
        return question.in(known.flatMap(k -> {
            Instant end = question.window()
                    .map(Window::to)
                    .filter(to -> to.isBefore(k.to()))
                    .orElse(k.to());
            Instant day =
                    end.atOffset(question.offset()).truncatedTo(ChronoUnit.DAYS).toInstant();
            return day.isAfter(k.from()) ? Optional.of(new Window(k.from(), day)) : Optional.empty();
        }));
    }

    /** The most whole days that an answer to {@code past} can have, known without asking. */
    static long wholeDays(CostQuestion past) {
        return past.window()
                .map(w -> (long) Math.ceil(w.length().toMinutes() / (24 * 60.0)))
                .orElse(0L);
    }

    /** Whether {@code investment} pays; {@code notes} say what of it is assumed. */
    static Chapter pays(Optional<Investment> investment, List<String> notes) {
        String id = "pays";
        String title = "Whether a change pays";
        return investment
                .<Chapter>map(i -> {
                    i.sheets().open(worth(i));
                    notes.forEach(i.sheets()::note);
                    return new Chapter.Shown(id, title, i.sheets().board(title, i.plots()), Optional.empty());
                })
                .orElse(new Chapter.Lacking(
                        id,
                        title,
                        "Net present value, payback and risk are worked out from stated cash flows; none were given.",
                        Optional.of("lepton report --investment FILE.yaml")));
    }

    private static String worth(Investment investment) {
        String percent = Cell.percent(investment.rate(), 1).shown();
        String currency = investment.flows().currency().getCurrencyCode();
        return "Net present value "
                + Cell.number(
                                investment
                                        .flows()
                                        .netPresentValue(investment.rate())
                                        .amount(),
                                0)
                        .shown()
                + " " + currency + " at " + percent + " % a year"
                + investment
                        .risk()
                        .map(r -> ", every input at its mean; in 90 % of the draws from "
                                + Cell.number(r.p5().amount(), 0).shown() + " to "
                                + Cell.number(r.p95().amount(), 0).shown())
                        .orElse("")
                + ".";
    }

    /** When {@code roadmap} is done; {@code notes} say what of it is assumed. */
    static Chapter inTime(Optional<RoadmapDocument> roadmap, List<String> notes) {
        String id = "roadmap";
        String title = "When it is done";
        if (roadmap.isEmpty()) {
            return new Chapter.Lacking(
                    id,
                    title,
                    "Schedule and odds of the finish are worked out from stated tasks; none were given.",
                    Optional.of("lepton report --roadmap FILE.yaml"));
        }
        RoadmapDocument document = roadmap.get();
        try {
            RoadmapSheets sheets = RoadmapCommand.sheets(document, RoadmapCommand.Level.SOLVER, DRAWS, SEED);
            Sheets answer = sheets.answer(false);
            sheets.plan().notes().forEach(answer::note);
            notes.forEach(answer::note);
            RoadmapView view = new RoadmapView(sheets, Optional.empty());
            Scoreboard board = answer.board(title, view.plots());
            return new Chapter.Shown(id, title, board, Optional.of(view.timeline()));
        } catch (TaskFault e) {
            throw document.problem(e);
        }
    }
}
