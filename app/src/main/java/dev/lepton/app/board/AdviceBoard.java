package dev.lepton.app.board;

import dev.lepton.app.advice.AdviceWords;
import dev.lepton.app.advice.WorkspaceAdvice;
import dev.lepton.app.wiring.Session;
import dev.lepton.core.advise.Advice;
import dev.lepton.core.advise.Figures;
import dev.lepton.core.advise.Finding;
import dev.lepton.core.finance.Appraisal;
import dev.lepton.ledger.query.CostQuestion;
import dev.lepton.report.model.Plot;
import dev.lepton.report.model.Plot.Axis;
import dev.lepton.report.model.Plot.Form;
import dev.lepton.report.model.Plot.Point;
import dev.lepton.report.model.Plot.Series;
import dev.lepton.report.model.Plot.Tone;
import dev.lepton.report.model.Scoreboard;
import dev.lepton.report.model.Scoreboard.Board;
import dev.lepton.report.model.Scoreboard.Column;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Advice as a part of a page: the findings, the waterfall from today's month to the month after, and what was not looked at. */
public final class AdviceBoard {
    private static final int SHOWN = 15;

    private AdviceBoard() {}

    /** The advice on what {@code question} asks about, with everything assumed as usual; empty where there are no facts. */
    public static Optional<Scoreboard> of(Session session, CostQuestion question, Instant now) {
        return question.window().isEmpty() && session.facts().span().isEmpty()
                ? Optional.empty()
                : Optional.of(of(WorkspaceAdvice.of(session, question, now)));
    }

    /** The page's part on {@code advice}. */
    public static Scoreboard of(WorkspaceAdvice advice) {
        Advice all = advice.advice();
        List<Board> boards = new ArrayList<>();
        if (!all.findings().isEmpty()) {
            boards.add(findings(all));
        }
        if (!all.waterfall().isEmpty()) {
            boards.add(falls(all));
        }
        if (!all.silences().isEmpty()) {
            boards.add(lacking(all));
        }
        return new Scoreboard(
                "What to change", AdviceWords.opening(all), boards, plots(all), AdviceWords.assumptions(advice));
    }

    /** The waterfall; nothing where nothing is saved. */
    public static List<Plot> plots(Advice advice) {
        if (advice.waterfall().isEmpty()) {
            return List.of();
        }
        List<Series> bars = new ArrayList<>();
        double left = advice.today().toDouble();
        bars.add(bar("today", Tone.BUSY, 0, left));
        for (Advice.Fall fall : advice.waterfall()) {
            double after = Math.min(left, fall.left().toDouble());
            bars.add(bar(fall.strategy().words(), Tone.GOING, after, left));
            left = after;
        }
        bars.add(bar("after all of it", Tone.BUSY, 0, Math.max(0, left)));
        return List.of(new Plot(
                "From today's month to the month after, by kind of change",
                Form.WATERFALL,
                new Axis(advice.today().currency().getCurrencyCode() + " a month"),
                new Axis("kind of change"),
                bars,
                List.of()));
    }

    private static Series bar(String name, Tone tone, double from, double to) {
        return new Series(name, tone, List.of(new Point(Math.min(from, to), 0), new Point(to, 0)));
    }

    private static Board findings(Advice advice) {
        List<BigDecimal> beside = AdviceWords.inPlan(advice);
        List<List<String>> rows = new ArrayList<>();
        BigDecimal others = BigDecimal.ZERO.setScale(2);
        for (int i = 0; i < advice.findings().size(); i++) {
            if (i < SHOWN) {
                rows.add(row(advice.findings().get(i), beside.get(i)));
            } else {
                others = others.add(beside.get(i));
            }
        }
        int more = advice.findings().size() - SHOWN;
        if (more > 0) {
            rows.add(List.of(more + " more: lepton advise", "", Figures.number(others, 2), "", "", "", ""));
        }
        BigDecimal total = beside.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        String currency = advice.today().currency().getCurrencyCode();
        return new Board(
                "What to change, best first",
                List.of(
                        new Column("What to do", false),
                        new Column("Alone, " + currency + " a month", true),
                        new Column("Beside the others", true),
                        new Column("How sure", false),
                        new Column("Risk", false),
                        new Column("Payback, months", true),
                        new Column("NPV of a year", true)),
                rows,
                List.of("together", "", Figures.number(total, 2), "", "", "", ""));
    }

    private static List<String> row(Finding finding, BigDecimal beside) {
        return List.of(
                finding.proposal().title(),
                AdviceWords.saving(finding.alone()),
                Figures.number(beside, 2),
                finding.proposal().confidence().word(),
                finding.proposal().risk().word(),
                finding.worth()
                        .flatMap(Appraisal::paybackMonths)
                        .map(m -> Figures.number(m, 1))
                        .orElse("–"),
                finding.worth()
                        .map(w -> Figures.number(w.netPresentValue().amount(), 0))
                        .orElse("–"));
    }

    private static Board falls(Advice advice) {
        List<BigDecimal> cents = AdviceWords.falls(advice);
        List<List<String>> rows = new ArrayList<>();
        BigDecimal left = cents.get(0);
        rows.add(List.of("today", "", Figures.number(left, 2)));
        for (int i = 0; i < advice.waterfall().size(); i++) {
            left = left.subtract(cents.get(i + 1));
            rows.add(List.of(
                    advice.waterfall().get(i).strategy().words(),
                    Figures.number(cents.get(i + 1), 2),
                    Figures.number(left, 2)));
        }
        String currency = advice.today().currency().getCurrencyCode();
        return new Board(
                "From today's month to the month after",
                List.of(
                        new Column("Kind of change", false),
                        new Column("Saves, " + currency, true),
                        new Column("Leaves, " + currency, true)),
                rows,
                List.of("together", Figures.number(cents.get(0).subtract(left), 2), Figures.number(left, 2)));
    }

    private static Board lacking(Advice advice) {
        return new Board(
                "Looked for, and not found",
                List.of(
                        new Column("What", false),
                        new Column("Why", false),
                        new Column("Where", false),
                        new Column("To try", false)),
                AdviceWords.lacking(advice.silences()).stream()
                        .map(l -> List.of(l.of().words(), l.why(), l.where(), l.tryThis()))
                        .toList(),
                List.of());
    }
}
