package dev.lepton.report;

import dev.lepton.core.money.Footing;
import dev.lepton.report.DataTable.Row;
import dev.lepton.report.model.ReportModel;
import dev.lepton.report.model.Waster;
import dev.lepton.report.model.Wasters;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/** What was paid for and bought nothing, worst first. */
final class WasterSection {
    private WasterSection() {}

    static Section of(ReportModel model) {
        Wasters wasters = model.wasters();
        if (wasters.top().isEmpty()) {
            return new Section(
                    "waste",
                    "Top wasters",
                    "",
                    List.of(new Block.Missing(
                            "No workload has a measured utilisation that leaves something unused.",
                            Optional.of("lepton import usage FILE"))));
        }
        int decimals = Figures.decimals(model.headline().total());
        return new Section(
                "waste",
                "Top wasters",
                "Wasted is the cost of what was allocated and not used. Type the command to see the working.",
                List.of(new Block.Table(table(wasters, model.cover().currency(), decimals))));
    }

    private static DataTable table(Wasters wasters, Currency currency, int decimals) {
        List<BigDecimal> shown = shown(wasters, decimals);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < wasters.top().size(); i++) {
            rows.add(row(wasters.top().get(i), Figures.money(shown.get(i), currency), decimals));
        }
        List<Row> feet = new ArrayList<>();
        long others = wasters.count() - wasters.top().size();
        if (others > 0) {
            feet.add(foot(
                    Figures.count(others) + (others == 1 ? " other" : " others"),
                    Figures.money(shown.get(shown.size() - 1), currency)));
        }
        BigDecimal total = shown.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        feet.add(foot("All " + Figures.count(wasters.count()), Figures.money(total, currency)));
        return new DataTable(
                "The " + wasters.top().size() + " that waste most",
                List.of(
                        DataTable.words("What"),
                        DataTable.words("Device"),
                        DataTable.number("Device-hours"),
                        DataTable.number("Utilisation"),
                        DataTable.number("Cost"),
                        DataTable.number("Wasted"),
                        DataTable.words("How sure"),
                        DataTable.words("Working")),
                rows,
                feet);
    }

    /** What each wastes and then what the others waste, adding up. */
    private static List<BigDecimal> shown(Wasters wasters, int decimals) {
        List<BigDecimal> parts = new ArrayList<>();
        BigDecimal rest = wasters.wasted().amount();
        for (Waster waster : wasters.top()) {
            parts.add(waster.wasted().amount());
            rest = rest.subtract(waster.wasted().amount());
        }
        parts.add(rest);
        return Footing.foot(parts, decimals);
    }

    private static Row row(Waster waster, String wasted, int decimals) {
        return DataTable.row(
                DataTable.pair(
                        waster.name(), waster.team().map(t -> "team " + t).orElse("no team")),
                DataTable.text(waster.device().replace(' ', '\u00a0')),
                DataTable.text(Figures.quantity(waster.deviceHours())),
                DataTable.text(waster.utilisation().map(Figures::percent).orElse("not measured")),
                DataTable.text(Figures.money(waster.cost(), decimals)),
                DataTable.text(wasted),
                DataTable.sure(waster.confidence()),
                new DataTable.Cell.Command("lepton why " + waster.whyId()));
    }

    private static Row foot(String label, String wasted) {
        DataTable.Cell none = DataTable.text("");
        return DataTable.row(DataTable.text(label), none, none, none, none, DataTable.text(wasted), none, none);
    }
}
