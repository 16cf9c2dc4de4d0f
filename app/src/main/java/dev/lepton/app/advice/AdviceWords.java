package dev.lepton.app.advice;

import dev.lepton.core.advise.Advice;
import dev.lepton.core.advise.Assumptions;
import dev.lepton.core.advise.Effort;
import dev.lepton.core.advise.Figures;
import dev.lepton.core.advise.Saving;
import dev.lepton.core.advise.Silence;
import dev.lepton.core.advise.Strategy;
import dev.lepton.core.money.Footing;
import dev.lepton.core.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How advice is put for people; shown parts add up to shown totals. */
public final class AdviceWords {
    /** What changes how much work holds, and not what that costs. */
    private static final Set<Strategy> HELD =
            EnumSet.of(Strategy.ASLEEP, Strategy.FAILED, Strategy.OFF_HOURS, Strategy.RIGHTSIZING, Strategy.MODEL);

    private AdviceWords() {}

    /** {@code 1,234.56}, or {@code 0.00 to 1,234.56}, or that it is not known. */
    public static String saving(Saving saving) {
        return switch (saving) {
            case Saving.Exact e -> Figures.number(e.amount().amount(), 2);
            case Saving.Between b ->
                Figures.number(b.least().amount(), 2) + " to "
                        + Figures.number(b.most().amount(), 2);
            case Saving.Unknown u -> "not known";
        };
    }

    /** What the answer comes to, one sentence each. */
    public static List<String> opening(Advice advice) {
        List<String> lines = new ArrayList<>();
        BigDecimal today = cents(advice.today());
        BigDecimal together = together(advice);
        BigDecimal overlap = cents(advice.overlap());
        lines.add("A month costs " + Figures.money(advice.today()) + "; after all findings "
                + Figures.number(today.subtract(together), 2) + ", " + share(advice.together(), advice.today())
                + " less.");
        if (overlap.signum() > 0) {
            lines.add("Each alone they save " + Figures.number(together.add(overlap), 2) + " in sum, of which "
                    + Figures.number(overlap, 2) + " is the same money counted more than once: together they save "
                    + Figures.number(together, 2) + ".");
        } else if (together.signum() > 0) {
            lines.add("Together they save " + Figures.number(together, 2) + "; none of it is counted twice.");
        }
        if (advice.atBest().compareTo(advice.together()) > 0) {
            lines.add("Where a saving is from … to …, its least is counted; at best they save "
                    + Figures.number(advice.atBest().amount(), 2) + " together.");
        }
        return lines;
    }

    private static String share(Money part, Money whole) {
        return whole.isZero()
                ? "0.0 %"
                : Figures.percent(part.amount().divide(whole.amount(), java.math.MathContext.DECIMAL64));
    }

    /** What was taken for granted, and how it compares with a plan. */
    public static List<String> assumptions(WorkspaceAdvice all) {
        List<String> lines = new ArrayList<>();
        all.beyond()
                .ifPresent(b -> lines.add(
                        "the window is that of usage and jobs, " + all.books().window()
                                + "; of the bills, which with them reach from " + b.from() + " to " + b.to()
                                + ", only lines that begin in it count (--window FROM,TO takes another)."));
        againstPlan(all.advice()).ifPresent(lines::add);
        lines.addAll(assumed(all.books().assumed(), all.effort()));
        return lines;
    }

    /** Why {@code lepton plan} has another total for the same workspace; empty where no finding changes what work holds. */
    private static Optional<String> againstPlan(Advice advice) {
        Money held = advice.waterfall().stream()
                .filter(f -> HELD.contains(f.strategy()))
                .map(Advice.Fall::saved)
                .reduce(Money.zero(advice.today().currency()), Money::plus);
        return held.isZero()
                ? Optional.empty()
                : Optional.of(
                        "lepton plan --workspace keeps what work holds: " + Figures.money(held)
                                + " here is of work that would hold less or end, so its plan is to be compared with "
                                + Figures.money(advice.after().plus(held))
                                + "; it also sizes machines for the busiest hour of each level of load, and buys on several terms at once.");
    }

    private static List<String> assumed(Assumptions a, Effort effort) {
        return List.of(
                "a month is 730 hours; the window is taken to be like the months to come.",
                "assumed: " + Figures.percent(a.headroom()) + " of machines in reserve, "
                        + Figures.percent(a.targetUse())
                        + " full at the busiest, asleep below " + Figures.percent(a.asleepBelow()) + " for "
                        + a.asleepHours() + " hours, working hours " + a.workFrom() + " to " + a.workTo()
                        + " h Monday to Friday, " + clock(a) + ".",
                "assumed: an hour of work costs " + Figures.money(effort.perHour())
                        + ", hours by kind of change; savings last " + effort.months() + " months, discounted at "
                        + Figures.percent(effort.rate()) + " a year.",
                "ranked by saving × confidence: measured counts in full, an estimate 0.7, a guess 0.3; a range with its middle.",
                "each machine-hour is repriced in one way; two at once, such as spot in another region, is what lepton plan chooses.");
    }

    private static String clock(Assumptions a) {
        return a.zone().equals(java.time.ZoneOffset.UTC)
                ? "UTC"
                : "UTC" + a.zone().getId();
    }

    /** What was not looked at, a line for each reason. */
    public static List<Lacking> lacking(List<Silence> silences) {
        return silences.stream()
                .collect(Collectors.groupingBy(
                        s -> List.of(s.of(), s.lack()), java.util.LinkedHashMap::new, Collectors.toList()))
                .values()
                .stream()
                .map(same -> new Lacking(
                        same.get(0).of(),
                        same.get(0).lack().words(),
                        same.stream()
                                .map(Silence::where)
                                .filter(w -> !w.isEmpty())
                                .collect(Collectors.joining(", ")),
                        same.get(0).lack().advice()))
                .toList();
    }

    /** What was looked for in vain, why, where, and what to try; the last two may be empty. */
    public record Lacking(Strategy of, String why, String where, String tryThis) {}

    /** What findings save beside each other, to the cent; adds up to {@link #together}. */
    public static List<BigDecimal> inPlan(Advice advice) {
        return Footing.footTo(
                advice.findings().stream().map(f -> f.inPlan().amount()).toList(), together(advice));
    }

    /** What all save together, to the cent: today as shown less what is left as shown. */
    public static BigDecimal together(Advice advice) {
        List<BigDecimal> falls = falls(advice);
        return falls.get(0).subtract(falls.get(falls.size() - 1));
    }

    /** The waterfall to the cent: today, what each strategy takes off, and what is left; the first less those is the last. */
    public static List<BigDecimal> falls(Advice advice) {
        BigDecimal today = cents(advice.today());
        List<BigDecimal> parts = Footing.footTo(
                Stream.concat(
                                advice.waterfall().stream().map(f -> f.saved().amount()),
                                Stream.of(advice.after().amount()))
                        .toList(),
                today);
        List<BigDecimal> all = new ArrayList<>(List.of(today));
        all.addAll(parts);
        return all;
    }

    private static BigDecimal cents(Money money) {
        return money.amount().setScale(2, RoundingMode.HALF_EVEN);
    }
}
