package dev.lepton.app.board;

import dev.lepton.core.economics.PowerMode;
import dev.lepton.core.economics.RentOrBuy;
import dev.lepton.formats.documents.RentOrBuyDocument;
import dev.lepton.report.model.Plot;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** The drawing of {@code lepton rent-or-buy}: a used GPU-hour by utilisation, owned and rented. */
public final class RentOrBuyPlots {
    private static final int FROM_PERCENT = 10;

    private RentOrBuyPlots() {}

    /** From a tenth of the time to all of it. */
    public static List<Plot> of(RentOrBuyDocument document, PowerMode mode) {
        List<Plot.Series> all = new ArrayList<>();
        List<Plot.Point> owned = new ArrayList<>();
        for (int percent = FROM_PERCENT; percent <= 100; percent += 2) {
            BigDecimal share = BigDecimal.valueOf(percent, 2);
            owned.add(new Plot.Point(
                    percent,
                    document.machine().perGpuHour(share, mode).perUnit().doubleValue()));
        }
        all.add(Plot.Series.of("owned", owned));
        for (RentOrBuy.Rent rent : document.rents()) {
            List<Plot.Point> points = new ArrayList<>();
            for (int percent = FROM_PERCENT; percent <= 100; percent += 2) {
                BigDecimal share = BigDecimal.valueOf(percent, 2);
                points.add(new Plot.Point(
                        percent, rent.perUsedHour(share).perUnit().doubleValue()));
            }
            all.add(Plot.Series.of(rent.name(), points));
        }
        return List.of(new Plot(
                "A GPU-hour that is used",
                Plot.Form.LINES,
                new Plot.Axis("Share of the year that the GPUs are used, %"),
                new Plot.Axis(document.machine().currency().getCurrencyCode() + " per used GPU-hour"),
                all,
                List.of()));
    }
}
