package dev.lepton.app.board;

import dev.lepton.core.finance.commitment.CommitmentPlan;
import dev.lepton.core.finance.commitment.LoadDuration;
import dev.lepton.report.model.Plot;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/** The drawing of {@code lepton commit}: the load-duration curve and the levels committed to. */
public final class CommitPlots {
    private static final int POINTS = 200;

    private CommitPlots() {}

    /** Units in use, most first, over the share of the time; lines where each commitment ends. */
    public static List<Plot> of(LoadDuration curve, CommitmentPlan plan, int held) {
        List<Plot.Point> points = new ArrayList<>();
        for (int i = 0; i <= POINTS; i++) {
            BigDecimal rest = BigDecimal.valueOf(POINTS - i).divide(BigDecimal.valueOf(POINTS), MathContext.DECIMAL64);
            points.add(new Plot.Point(100.0 * i / POINTS, curve.enoughFor(rest).doubleValue()));
        }
        List<Plot.Mark> marks = new ArrayList<>();
        if (held > 0) {
            marks.add(new Plot.Mark("held", false, held));
        }
        for (CommitmentPlan.Bought b : plan.bought().reversed()) {
            if (b.units() > 0) {
                marks.add(new Plot.Mark(
                        b.commitment().years() + "y: " + b.units(), false, (double) b.from() + b.units() - 1));
            }
        }
        return List.of(new Plot(
                "Units in use, the busiest hours first",
                Plot.Form.STEPS,
                new Plot.Axis("Share of the time, %"),
                new Plot.Axis("Units in use"),
                List.of(Plot.Series.of("in use", points)),
                marks));
    }
}
