package dev.lepton.report;

import dev.lepton.core.money.Money;
import dev.lepton.report.model.DeviceUse;
import dev.lepton.report.model.Headline;
import dev.lepton.report.model.MonthCost;
import dev.lepton.report.model.Portion;
import dev.lepton.report.model.ReportModel;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The total and the few figures that say how far to trust it. */
final class Overview {
    private Overview() {}

    static Page.Headline of(ReportModel model) {
        Headline headline = model.headline();
        List<Block.Stat> stats = new ArrayList<>();
        idle(model).ifPresent(stats::add);
        change(headline).ifPresent(stats::add);
        portion("Without a price", headline.unpriced(), "not in the total").ifPresent(stats::add);
        portion("Without utilisation", headline.unmeasured(), "neither used nor idle")
                .ifPresent(stats::add);
        boolean nothing = model.sources().isEmpty() && headline.total().isZero();
        return new Page.Headline(
                nothing ? "no data yet" : Figures.money(headline.total(), Figures.decimals(headline.total())),
                headline.basis().words(),
                headline.basis().meaning(),
                nothing ? Optional.empty() : Optional.of(headline.confidence()),
                stats,
                headline.assumptions());
    }

    private static Optional<Block.Stat> idle(ReportModel model) {
        if (model.fleet().isEmpty()) {
            return Optional.empty();
        }
        Money zero = Money.zero(model.cover().currency());
        Money idle = zero;
        Money paid = zero;
        for (DeviceUse use : model.fleet()) {
            idle = idle.plus(use.idleAllocated().cost()).plus(use.unallocated().cost());
            paid = paid.plus(use.cost());
        }
        if (paid.isZero()) {
            return Optional.empty();
        }
        BigDecimal share = idle.amount().divide(paid.amount(), MathContext.DECIMAL64);
        return Optional.of(new Block.Stat(
                "Paid for and idle",
                Figures.money(idle, Figures.decimals(model.headline().total())),
                Figures.percent(share) + " of the capacity paid for"));
    }

    /** The last two whole months that follow each other; a part of a month is compared with nothing. */
    private static Optional<Block.Stat> change(Headline headline) {
        List<MonthCost> months = headline.months();
        for (int i = months.size() - 1; i > 0; i--) {
            MonthCost now = months.get(i);
            MonthCost before = months.get(i - 1);
            if (now.whole()
                    && before.whole()
                    && now.month().equals(before.month().plusMonths(1))) {
                Money change = now.cost().minus(before.cost());
                int decimals = Figures.decimals(headline.total());
                String relative = relative(change, before.cost()).orElse(Figures.change(change, decimals));
                return Optional.of(new Block.Stat(
                        Figures.month(now.month()) + " on the month before",
                        relative,
                        Figures.money(before.cost(), decimals) + " to " + Figures.money(now.cost(), decimals)));
            }
        }
        return Optional.empty();
    }

    /** A change as a signed percentage of what was before; empty when nothing was. */
    static Optional<String> relative(Money change, Money before) {
        if (before.isZero() || before.isNegative()) {
            return Optional.empty();
        }
        BigDecimal fraction = change.amount().divide(before.amount(), MathContext.DECIMAL64);
        return Optional.of((change.isNegative() ? "" : "+") + Figures.percent(fraction));
    }

    private static Optional<Block.Stat> portion(String name, Portion portion, String meaning) {
        return portion.whole().signum() == 0
                ? Optional.empty()
                : Optional.of(
                        new Block.Stat(name, Figures.percent(portion.fraction()), sized(portion) + ", " + meaning));
    }

    /** {@code 214 of 18,204 lines}. */
    static String sized(Portion portion) {
        return Figures.quantity(portion.part()) + " of " + Figures.quantity(portion.whole()) + " " + portion.unit();
    }
}
