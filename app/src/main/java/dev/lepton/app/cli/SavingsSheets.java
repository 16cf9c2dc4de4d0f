package dev.lepton.app.cli;

import dev.lepton.app.advice.StoredPromises;
import dev.lepton.core.advise.Figures;
import dev.lepton.core.money.Footing;
import dev.lepton.core.money.Money;
import dev.lepton.core.watch.savings.CostChange;
import dev.lepton.core.watch.savings.Kept;
import dev.lepton.core.watch.savings.Promises;
import dev.lepton.core.watch.savings.SavingsCheck;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The answer of {@code lepton savings}; parts shown add up to totals shown. */
final class SavingsSheets {
    private final StoredPromises.Checked checked;
    private final SavingsCheck check;
    private final Money zero;
    private final String currency;

    private SavingsSheets(StoredPromises.Checked checked) {
        this.checked = checked;
        check = checked.check();
        zero = Money.zero(checked.promises().promises().get(0).monthly().currency());
        currency = zero.currency().getCurrencyCode();
    }

    static Sheets answer(StoredPromises.Checked checked, List<Promises> all) {
        SavingsSheets sheets = new SavingsSheets(checked);
        Sheets answer = new Sheets();
        sheets.heads(answer);
        answer.add(sheets.kept());
        answer.add(sheets.changes());
        sheets.notes(answer, all);
        return answer;
    }

    private void heads(Sheets answer) {
        Money promised = check.promised(zero);
        Money realised = check.realised(zero);
        Money volume = sum(CostChange::volume);
        Money fell = sum(CostChange::billFell);
        Money avoided = sum(CostChange::avoided);
        answer.head("currency", Cell.text(currency));
        answer.head("made_at", Cell.text(checked.promises().madeAt().toString()));
        answer.head("before", Cell.text(checked.promises().window().toString()));
        answer.head("since", Cell.known(checked.since(), w -> Cell.text(w.toString())));
        answer.head("promised_per_month", Cell.plain(promised.amount()));
        answer.head("realised_per_month", check.changes().isEmpty() && realised.isZero() ? Cell.NONE : money(realised));
        answer.head("bill_fell_per_month", check.changes().isEmpty() ? Cell.NONE : money(fell));
        answer.head("volume_per_month", check.changes().isEmpty() ? Cell.NONE : money(volume));
        answer.head("avoided_per_month", check.changes().isEmpty() ? Cell.NONE : money(avoided));
        answer.open("Promised on " + checked.promises().madeAt().toString().substring(0, 10) + ": "
                + Figures.money(promised) + " a month by " + count(check.kept().size(), "finding") + ".");
        if (check.changes().isEmpty()) {
            answer.open("Nothing can be said yet of what came of it.");
        } else {
            answer.open("Since then the same work costs " + Figures.money(sum(CostChange::realised))
                    + " a month less than it would have; of that " + Figures.number(avoided.amount(), 2)
                    + " is not seen in the bill because more work is done. What was promised accounts for "
                    + Figures.number(realised.amount(), 2) + " of it.");
        }
    }

    static String count(int n, String what) {
        return n + " " + what + (n == 1 ? "" : "s");
    }

    private Money sum(java.util.function.Function<CostChange, Money> part) {
        return check.changes().values().stream().map(part).reduce(zero, Money::plus);
    }

    private static Cell money(Money money) {
        return Cell.number(money.amount(), 2);
    }

    private Sheet kept() {
        Sheet sheet = new Sheet("promises", "Promises, " + currency + " a month")
                .text("finding", "finding")
                .number("promised", "promised_per_month")
                .number("realised", "realised_per_month")
                .text("state", "state")
                .text("on", "kind")
                .text("because", "reason");
        List<Kept> kept = check.kept();
        List<BigDecimal> promised = Footing.foot(
                kept.stream().map(k -> k.promise().monthly().amount()).toList(), 2);
        List<BigDecimal> realised = Footing.foot(
                kept.stream().map(k -> k.realised().orElse(zero).amount()).toList(), 2);
        for (int i = 0; i < kept.size(); i++) {
            Kept one = kept.get(i);
            BigDecimal shown = realised.get(i);
            sheet.row(
                    Cell.text(one.promise().finding()),
                    Cell.shownAs(promised.get(i), one.promise().monthly().amount()),
                    Cell.known(one.realised(), r -> Cell.shownAs(shown, r.amount())),
                    new Cell(
                            one.state().words(),
                            Cell.text(one.state().name().toLowerCase(java.util.Locale.ROOT))
                                    .raw()),
                    Cell.text(one.promise().kind()),
                    Cell.text(one.reason()));
        }
        boolean none = kept.stream().allMatch(k -> k.realised().isEmpty());
        sheet.total(
                "together",
                Cell.grouped(promised.stream().reduce(BigDecimal.ZERO, BigDecimal::add)),
                none ? "–" : Cell.grouped(realised.stream().reduce(BigDecimal.ZERO, BigDecimal::add)),
                "",
                "",
                "");
        return sheet;
    }

    /** Why a month costs less: from before to since, the effects adding up to the cent. */
    private Sheet changes() {
        Sheet sheet = new Sheet("changes", "Why a month costs less or more, " + currency)
                .text("kind of machine", "kind")
                .number("before", "before")
                .number("less work", "volume")
                .number("less held for the work", "trimmed")
                .number("less idle", "idle")
                .number("lower price", "rate")
                .number("since", "since")
                .number("saved, same work", "realised")
                .number("of it avoided", "avoided");
        for (Map.Entry<String, CostChange> e : check.changes().entrySet()) {
            CostChange c = e.getValue();
            List<Money> parts =
                    new ArrayList<>(List.of(c.volume(), c.trimmed().orElse(zero), c.idle(), c.rate(), c.after()));
            BigDecimal before = c.before().amount().setScale(2, RoundingMode.HALF_EVEN);
            List<BigDecimal> shown =
                    Footing.footTo(parts.stream().map(Money::amount).toList(), before);
            BigDecimal saved = shown.get(1).add(shown.get(2)).add(shown.get(3));
            sheet.row(
                    Cell.text(e.getKey()),
                    Cell.shownAs(before, c.before().amount()),
                    Cell.shownAs(shown.get(0), c.volume().amount()),
                    Cell.known(c.trimmed(), t -> Cell.shownAs(shown.get(1), t.amount())),
                    Cell.shownAs(shown.get(2), c.idle().amount()),
                    Cell.shownAs(shown.get(3), c.rate().amount()),
                    Cell.shownAs(shown.get(4), c.after().amount()),
                    Cell.shownAs(saved, c.realised().amount()),
                    money(c.avoided()));
        }
        return sheet;
    }

    private void notes(Sheets answer, List<Promises> all) {
        answer.note("before: " + checked.promises().window() + "; since: "
                + checked.since().map(String::valueOf).orElse("no facts") + "; both as a month of 730 hours.");
        answer.note(
                "before − the four effects = since. Work is hours used where that is measured in both, else hours held;"
                        + " what the same work would have cost as before is the adjusted baseline of IPMVP (EVO 10000).");
        answer.note(
                "a saving that the bill does not show because work grew is cost avoided, as FinOps tells the two apart.");
        answer.note(
                "what several promises act on together is split among them by what each promised; verified: at least 90 %"
                        + " of it came true, missed: at most 10 %. Others' changes of the same effect count, too.");
        if (all.size() > 1) {
            answer.note(all.size() + " times it was promised, also at "
                    + all.stream()
                            .filter(p -> !p.madeAt().equals(checked.promises().madeAt()))
                            .map(p -> p.madeAt().toString())
                            .reduce((a, b) -> a + ", " + b)
                            .orElse("")
                    + ": --made.");
        }
        Optional.of(check.kept().stream()
                        .filter(k -> k.state() == Kept.State.NOT_KNOWN)
                        .count())
                .filter(n -> n > 0)
                .ifPresent(n -> answer.note(count(n.intValue(), "promise")
                        + " cannot be told by this ledger and is in no total of what came."));
    }
}
