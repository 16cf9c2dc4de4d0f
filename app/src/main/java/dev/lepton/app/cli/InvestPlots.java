package dev.lepton.app.cli;

import dev.lepton.core.finance.CashFlow;
import dev.lepton.core.finance.CashFlows;
import dev.lepton.core.finance.risk.Risk;
import dev.lepton.core.money.Money;
import dev.lepton.report.model.Plot;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Drawings of an investment: what is paid, what it has come to so far, and how its value is spread. */
record InvestPlots(BigDecimal rate) {
    List<Plot> of(CashFlows flows, Optional<Risk> risk) {
        List<Plot> plots = new ArrayList<>();
        plots.add(paid(flows));
        plots.add(soFar(flows));
        risk.filter(r -> r.bars().size() > 1).map(this::spread).ifPresent(plots::add);
        return plots;
    }

    /** Each time's payment, net, drawn until the next. */
    private Plot paid(CashFlows flows) {
        List<Plot.Point> in = new ArrayList<>();
        List<Plot.Point> out = new ArrayList<>();
        double end = 0;
        for (Map.Entry<BigDecimal, Money> e : flows.netted().entrySet()) {
            double at = e.getKey().doubleValue();
            double paid = e.getValue().toDouble();
            in.add(new Plot.Point(at, Math.max(0, paid)));
            out.add(new Plot.Point(at, Math.min(0, paid)));
            end = at;
        }
        in.add(new Plot.Point(end + 1, 0));
        out.add(new Plot.Point(end + 1, 0));
        return new Plot(
                "What is paid",
                Plot.Form.STEPS,
                new Plot.Axis("years after now"),
                new Plot.Axis(flows.currency().getCurrencyCode()),
                List.of(
                        new Plot.Series("comes in", Plot.Tone.BUSY, in),
                        new Plot.Series("goes out", Plot.Tone.IDLE, out)),
                List.of());
    }

    private Plot soFar(CashFlows flows) {
        List<Plot.Point> plain = new ArrayList<>();
        List<Plot.Point> discounted = new ArrayList<>();
        Money sum = Money.zero(flows.currency());
        Money worth = sum;
        for (Map.Entry<BigDecimal, Money> e : flows.netted().entrySet()) {
            sum = sum.plus(e.getValue());
            worth = worth.plus(new CashFlows(List.of(new CashFlow(e.getKey(), e.getValue()))).netPresentValue(rate));
            double at = e.getKey().doubleValue();
            plain.add(new Plot.Point(at, sum.toDouble()));
            discounted.add(new Plot.Point(at, worth.toDouble()));
        }
        return new Plot(
                "What it has come to so far; at the end of the discounted line stands the net present value",
                Plot.Form.LINES,
                new Plot.Axis("years after now"),
                new Plot.Axis(flows.currency().getCurrencyCode()),
                List.of(Plot.Series.of("paid", plain), Plot.Series.of("discounted", discounted)),
                List.of(new Plot.Mark("paid back", false, 0)));
    }

    private Plot spread(Risk risk) {
        double from = risk.from().toDouble();
        double width = (risk.to().toDouble() - from) / risk.bars().size();
        List<Plot.Point> points = new ArrayList<>();
        for (int i = 0; i < risk.bars().size(); i++) {
            points.add(new Plot.Point(from + i * width, 100.0 * risk.bars().get(i) / risk.paths()));
        }
        points.add(new Plot.Point(risk.to().toDouble(), 0));
        return new Plot(
                "Net present value over the draws",
                Plot.Form.STEPS,
                new Plot.Axis("net present value, " + risk.mean().currency().getCurrencyCode()),
                new Plot.Axis("% of draws"),
                List.of(Plot.Series.of("draws", points)),
                List.of(
                        new Plot.Mark("5 %", true, risk.p5().toDouble()),
                        new Plot.Mark("median", true, risk.p50().toDouble()),
                        new Plot.Mark("95 %", true, risk.p95().toDouble())));
    }
}
