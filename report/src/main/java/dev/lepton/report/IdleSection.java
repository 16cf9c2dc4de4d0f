package dev.lepton.report;

import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.money.CrossFooting;
import dev.lepton.core.money.Footing;
import dev.lepton.report.DataTable.Cell;
import dev.lepton.report.DataTable.Row;
import dev.lepton.report.model.DeviceUse;
import dev.lepton.report.model.DeviceUse.Slice;
import dev.lepton.report.model.ReportModel;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/** What became of the capacity that was paid for, idle in its two kinds. */
final class IdleSection {
    private static final List<Block.Key> KEYS = List.of(
            new Block.Key("used", "Used"),
            new Block.Key("unmeasured", "Allocated, use not measured"),
            new Block.Key("held", "Allocated but idle"),
            new Block.Key("free", "Unallocated"));

    private IdleSection() {}

    static Section of(ReportModel model) {
        if (model.fleet().isEmpty()) {
            return new Section(
                    "idle",
                    "Used and idle",
                    "",
                    List.of(new Block.Missing(
                            "No fleet is known, so what was paid for and not used cannot be told.",
                            Optional.of("lepton import fleet FILE"))));
        }
        Currency currency = model.cover().currency();
        int decimals = Figures.decimals(model.headline().total());
        CrossFooting costs = CrossFooting.of(
                model.fleet().stream()
                        .map(use -> use.slices().stream()
                                .map(s -> s.cost().amount())
                                .toList())
                        .toList(),
                decimals);
        return new Section(
                "idle",
                "Used and idle",
                "Idle is of two kinds: what a team holds and does not use, and what nobody holds. They have different"
                        + " remedies.",
                List.of(
                        new Block.SplitBars(KEYS, bars(model.fleet(), costs, currency)),
                        new Block.Table(table(model.fleet(), costs, currency))));
    }

    private static List<Block.SplitBar> bars(List<DeviceUse> fleet, CrossFooting costs, Currency currency) {
        List<Block.SplitBar> bars = new ArrayList<>();
        if (fleet.size() > 1) {
            bars.add(bar("All devices", costs.columnTotals(), costs.total(), currency));
        }
        for (int i = 0; i < fleet.size(); i++) {
            bars.add(bar(
                    fleet.get(i).device(),
                    costs.cells().get(i),
                    costs.rowTotals().get(i),
                    currency));
        }
        return bars;
    }

    private static Block.SplitBar bar(String label, List<BigDecimal> parts, BigDecimal total, Currency currency) {
        List<BigDecimal> shares = Footing.percentages(parts, 1);
        List<Block.Segment> segments = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            BigDecimal share = shares.get(i);
            segments.add(new Block.Segment(
                    KEYS.get(i).style(),
                    share.toPlainString(),
                    Figures.percentShown(share),
                    KEYS.get(i).name() + ": " + Figures.money(parts.get(i), currency) + ", "
                            + Figures.percentShown(share)));
        }
        return new Block.SplitBar(label, Figures.money(total, currency), segments);
    }

    private static DataTable table(List<DeviceUse> fleet, CrossFooting costs, Currency currency) {
        boolean oneUnit = fleet.stream().map(DeviceUse::unit).distinct().count() == 1;
        CrossFooting hours = hours(fleet);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < fleet.size(); i++) {
            rows.add(row(
                    fleet.get(i).device(),
                    money(costs.cells().get(i), costs.rowTotals().get(i), currency),
                    time(
                            hours.cells().get(i),
                            hours.rowTotals().get(i),
                            fleet.get(i).unit()),
                    fleet.get(i).confidence()));
        }
        Confidence weakest = fleet.stream()
                .map(DeviceUse::confidence)
                .reduce(Confidence::and)
                .orElseThrow();
        List<String> totalHours =
                oneUnit ? time(hours.columnTotals(), hours.total(), fleet.get(0).unit()) : List.of("", "", "", "", "");
        Row foot = row("All devices", money(costs.columnTotals(), costs.total(), currency), totalHours, weakest);
        return new DataTable("Cost, and under it the time of the devices", columns(), rows, List.of(foot));
    }

    private static List<DataTable.Column> columns() {
        List<DataTable.Column> columns = new ArrayList<>();
        columns.add(DataTable.words("Device"));
        KEYS.forEach(key -> columns.add(DataTable.number(key.name())));
        columns.add(DataTable.number("Paid for"));
        columns.add(DataTable.words("How sure"));
        return columns;
    }

    private static CrossFooting hours(List<DeviceUse> fleet) {
        BigDecimal all = fleet.stream().map(DeviceUse::hours).reduce(BigDecimal.ZERO, BigDecimal::add);
        List<List<BigDecimal>> rows = fleet.stream()
                .map(use -> use.slices().stream().map(Slice::hours).toList())
                .toList();
        return CrossFooting.of(rows, all.compareTo(BigDecimal.valueOf(1_000)) < 0 ? 1 : 0);
    }

    private static Row row(String label, List<String> costs, List<String> hours, Confidence confidence) {
        List<Cell> cells = new ArrayList<>();
        cells.add(DataTable.text(label));
        for (int i = 0; i < costs.size(); i++) {
            cells.add(DataTable.pair(costs.get(i), hours.get(i)));
        }
        cells.add(DataTable.sure(confidence));
        return new Row(0, cells);
    }

    private static List<String> money(List<BigDecimal> parts, BigDecimal total, Currency currency) {
        List<String> texts = new ArrayList<>();
        parts.forEach(part -> texts.add(Figures.money(part, currency)));
        texts.add(Figures.money(total, currency));
        return texts;
    }

    private static List<String> time(List<BigDecimal> parts, BigDecimal total, String unit) {
        List<String> texts = new ArrayList<>();
        parts.forEach(part -> texts.add(Figures.shown(part) + " " + unit));
        texts.add(Figures.shown(total) + " " + unit);
        return texts;
    }
}
