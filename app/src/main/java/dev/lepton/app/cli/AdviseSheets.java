package dev.lepton.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lepton.app.advice.AdviceWords;
import dev.lepton.app.advice.WorkspaceAdvice;
import dev.lepton.core.advise.Advice;
import dev.lepton.core.advise.Effort;
import dev.lepton.core.advise.Figures;
import dev.lepton.core.advise.Finding;
import dev.lepton.core.advise.Saving;
import dev.lepton.core.advise.Strategy;
import dev.lepton.core.finance.Appraisal;
import dev.lepton.core.money.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** The answer of {@code lepton advise}. */
final class AdviseSheets {
    private final Advice advice;
    private final Effort effort;
    private final List<String> assumptions;
    private final String currency;
    private final List<BigDecimal> beside;
    private final String window;

    AdviseSheets(WorkspaceAdvice all) {
        advice = all.advice();
        effort = all.effort();
        assumptions = AdviceWords.assumptions(all);
        currency = advice.today().currency().getCurrencyCode();
        beside = AdviceWords.inPlan(advice);
        window = all.books().window().toString();
    }

    /**
     * For people and pages.
     *
     * @param top findings that are listed
     * @param least smallest saving that is listed, a month
     */
    Sheets answer(int top, BigDecimal least) {
        Sheets answer = new Sheets();
        AdviceWords.opening(advice).forEach(answer::open);
        if (advice.findings().isEmpty()) {
            answer.open("Nothing was found to change.");
        }
        Sheet listed = findings(top, least);
        if (listed.isEmpty() && !advice.findings().isEmpty()) {
            answer.open("None of the " + advice.findings().size() + " findings saves, or acts on, "
                    + least.toPlainString() + " a month; all count in the totals.");
        }
        answer.add(listed);
        answer.add(falls());
        answer.add(lacking());
        assumptions.forEach(answer::note);
        answer.note("how a figure was made: lepton advise --explain ID, or its number in the first column.");
        return answer;
    }

    /** Every listed finding in full: the table that CSV is. */
    Sheet findings(int top, BigDecimal least) {
        Sheet sheet = new Sheet("findings", "Findings, best first")
                .number("#", "rank")
                .text("what to do", "title")
                .number(currency + " a month alone", "saving_per_month")
                .number("beside the others", "saving_beside_others")
                .text("how sure", "confidence")
                .text("risk", "risk")
                .number("work h", "effort_hours")
                .number("payback months", "payback_months")
                .number("NPV", "npv")
                .text("id", "id");
        BigDecimal others = BigDecimal.ZERO.setScale(2);
        int left = 0;
        for (int i = 0; i < advice.findings().size(); i++) {
            Finding finding = advice.findings().get(i);
            if (i - left < top && listed(finding, least)) {
                sheet.row(row(i, finding));
            } else {
                left++;
                others = others.add(beside.get(i));
            }
        }
        if (left > 0) {
            sheet.total("", left + " more, and all together", "", total(), "", "", "", "", "", "");
        } else {
            sheet.total("", "all together", "", total(), "", "", "", "", "", "");
        }
        return sheet;
    }

    private String total() {
        return Figures.number(beside.stream().reduce(BigDecimal.ZERO, BigDecimal::add), 2);
    }

    private static boolean listed(Finding finding, BigDecimal least) {
        return switch (finding.alone()) {
            case Saving.Exact e -> e.amount().amount().compareTo(least) >= 0;
            case Saving.Between b -> b.most().amount().compareTo(least) >= 0;
            case Saving.Unknown u -> u.at().amount().compareTo(least) >= 0;
        };
    }

    private Cell[] row(int i, Finding finding) {
        return new Cell[] {
            Cell.plain(BigDecimal.valueOf(i + 1L)),
            Cell.text(finding.proposal().title()),
            new Cell(AdviceWords.saving(finding.alone()), known(finding.alone())),
            Cell.shownAs(beside.get(i), finding.inPlan().amount()),
            Cell.text(finding.proposal().confidence().word()),
            Cell.text(finding.proposal().risk().word()),
            Cell.plain(effort.hours(finding.proposal().strategy())),
            Cell.known(finding.worth().flatMap(Appraisal::paybackMonths), m -> Cell.number(m, 1)),
            Cell.known(finding.worth(), w -> Cell.number(w.netPresentValue().amount(), 0)),
            Cell.text(finding.id())
        };
    }

    /** What is counted; null where nothing can be said. */
    private static com.fasterxml.jackson.databind.JsonNode known(Saving saving) {
        return saving instanceof Saving.Unknown
                ? Cell.NONE.raw()
                : Cell.json(saving.counted().amount());
    }

    private Sheet falls() {
        Sheet sheet = new Sheet("waterfall", "From today's month to the month after")
                .text("kind of change", "strategy")
                .number("saves " + currency, "saved")
                .number("leaves " + currency, "left");
        if (advice.waterfall().isEmpty()) {
            return sheet;
        }
        List<BigDecimal> cents = AdviceWords.falls(advice);
        BigDecimal left = cents.get(0);
        sheet.row(
                Cell.text("today"), Cell.NONE, Cell.shownAs(left, advice.today().amount()));
        for (int i = 0; i < advice.waterfall().size(); i++) {
            Advice.Fall fall = advice.waterfall().get(i);
            left = left.subtract(cents.get(i + 1));
            sheet.row(
                    strategy(fall.strategy()),
                    Cell.shownAs(cents.get(i + 1), fall.saved().amount()),
                    Cell.shownAs(left, fall.left().amount()));
        }
        sheet.total("together", Cell.grouped(cents.get(0).subtract(left)), Cell.grouped(left));
        return sheet;
    }

    private static Cell strategy(Strategy strategy) {
        return new Cell(strategy.words(), Cell.text(strategy.word()).raw());
    }

    private Sheet lacking() {
        Sheet sheet = new Sheet("silences", "Looked for, and not found")
                .text("what", "strategy")
                .text("why", "why")
                .text("where", "where")
                .text("to try", "try");
        AdviceWords.lacking(advice.silences())
                .forEach(l ->
                        sheet.row(strategy(l.of()), Cell.text(l.why()), Cell.text(l.where()), Cell.text(l.tryThis())));
        return sheet;
    }

    /** One finding with its working, for people. */
    List<String> explained(Finding finding) {
        List<String> lines = new ArrayList<>();
        lines.add(finding.proposal().title() + "   [" + finding.id() + "]");
        String unknown = finding.alone() instanceof Saving.Unknown u
                ? ": " + u.lack().words() + ", on " + Figures.money(u.at())
                : " " + currency;
        lines.add("Saves a month, alone: " + AdviceWords.saving(finding.alone()) + unknown + "; beside the others: "
                + Figures.money(finding.inPlan()));
        lines.add("");
        finding.proposal().working().forEach(w -> lines.add("  " + w));
        if (!finding.proposal().evidence().isEmpty()) {
            lines.add("");
            lines.add("Seen");
            finding.proposal().evidence().forEach(e -> lines.add("  " + e));
        }
        lines.add("");
        lines.add("How sure: " + finding.proposal().confidence().word() + ", "
                + finding.proposal().sureBecause());
        lines.add("Risk:     " + finding.proposal().risk().word() + ", "
                + finding.proposal().riskWords());
        lines.add("Work:     " + effort.hours(finding.proposal().strategy()).toPlainString() + " h (assumed), "
                + Figures.money(effort.oneOff(finding.proposal().strategy())) + " once"
                + finding.worth().map(this::worth).orElse("; what it saves is not known"));
        finding.overlaps().forEach(o -> lines.add("Overlaps: " + Figures.money(o.amount()) + " with " + o.finding()));
        return lines;
    }

    private String worth(Appraisal worth) {
        return "; pays back "
                + worth.paybackMonths()
                        .map(m -> "after " + Figures.number(m, 1) + " months")
                        .orElse("never, by what is counted")
                + "; NPV " + Figures.money(worth.netPresentValue()) + " over " + effort.months() + " months at "
                + Figures.percent(effort.rate());
    }

    /** Everything, for programs. */
    ObjectNode json(int top, BigDecimal least) {
        ObjectNode root = Output.JSON.createObjectNode();
        root.put("window", window);
        root.put("currency", currency);
        put(root, "today_per_month", advice.today());
        put(root, "sum_per_month", advice.sum());
        put(root, "overlap_per_month", advice.overlap());
        put(root, "together_per_month", advice.together());
        put(root, "at_best_per_month", advice.atBest());
        put(root, "after_per_month", advice.after());
        ArrayNode findings = root.putArray("findings");
        for (int i = 0; i < advice.findings().size(); i++) {
            Finding finding = advice.findings().get(i);
            if (findings.size() < top && listed(finding, least)) {
                findings.add(json(i + 1, finding));
            }
        }
        root.set("waterfall", falls().json());
        root.set("silences", lacking().json());
        ArrayNode notes = root.putArray("notes");
        assumptions.forEach(notes::add);
        return root;
    }

    /** One finding, for programs. */
    ObjectNode json(int rank, Finding finding) {
        ObjectNode node = Output.JSON.createObjectNode();
        node.put("id", finding.id());
        node.put("rank", rank);
        node.put("strategy", finding.proposal().strategy().word());
        node.put("scope", finding.proposal().scope());
        node.put("title", finding.proposal().title());
        saving(node, finding.alone());
        put(node, "saving_beside_others", finding.inPlan());
        node.put("confidence", finding.proposal().confidence().word());
        node.put("confidence_because", finding.proposal().sureBecause());
        node.put("risk", finding.proposal().risk().word());
        node.put("risk_because", finding.proposal().riskWords());
        node.put("effort_hours", effort.hours(finding.proposal().strategy()));
        worth(node, finding);
        ArrayNode working = node.putArray("working");
        finding.proposal().working().forEach(working::add);
        ArrayNode evidence = node.putArray("evidence");
        finding.proposal().evidence().forEach(evidence::add);
        ArrayNode overlaps = node.putArray("overlaps");
        finding.overlaps().forEach(o -> {
            ObjectNode one = overlaps.addObject();
            one.put("finding", o.finding());
            put(one, "amount", o.amount());
        });
        return node;
    }

    private static void saving(ObjectNode node, Saving alone) {
        node.set("saving_per_month", known(alone));
        node.set(
                "saving_at_best",
                alone instanceof Saving.Between b ? Cell.json(b.most().amount()) : known(alone));
        node.put("not_known", alone instanceof Saving.Unknown u ? u.lack().words() : null);
        node.set("acts_on", alone instanceof Saving.Unknown u ? Cell.json(u.at().amount()) : Cell.NONE.raw());
    }

    private void worth(ObjectNode node, Finding finding) {
        put(node, "one_off", effort.oneOff(finding.proposal().strategy()));
        node.set(
                "npv",
                finding.worth()
                        .map(w -> Cell.json(w.netPresentValue().amount()))
                        .orElse(Cell.NONE.raw()));
        node.set(
                "payback_months",
                finding.worth()
                        .flatMap(Appraisal::paybackMonths)
                        .map(Cell::json)
                        .orElse(Cell.NONE.raw()));
    }

    private static void put(ObjectNode node, String field, Money money) {
        node.set(field, Cell.json(money.amount()));
    }
}
