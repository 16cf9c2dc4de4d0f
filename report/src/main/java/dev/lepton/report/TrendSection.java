package dev.lepton.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lepton.core.money.CrossFooting;
import dev.lepton.core.money.Money;
import dev.lepton.report.DataTable.Cell;
import dev.lepton.report.DataTable.Row;
import dev.lepton.report.model.MonthCost;
import dev.lepton.report.model.ReportModel;
import dev.lepton.report.model.Trend;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/** Cost by team over time, and month by month. */
final class TrendSection {
    private TrendSection() {}

    static Section of(ReportModel model, Colours colours) {
        List<Block> blocks = new ArrayList<>();
        Optional<Trend> trend = model.trend().filter(t -> !t.series().isEmpty());
        if (trend.isEmpty()) {
            blocks.add(
                    new Block.Missing("No cost has both a day and a team.", Optional.of("lepton import usage FILE")));
        } else {
            overTime(trend.get(), model, colours, blocks);
        }
        if (model.headline().months().size() > 1) {
            blocks.add(new Block.Table(months(model)));
        }
        return new Section("trend", "Over time", "", blocks);
    }

    private static void overTime(Trend trend, ReportModel model, Colours colours, List<Block> blocks) {
        Currency currency = model.cover().currency();
        List<Trend.Series> shown = gathered(trend, colours, currency);
        CrossFooting cells = CrossFooting.of(
                rows(trend, shown), Figures.decimals(model.headline().total()));
        String by = "Cost by team and " + trend.grain().word();
        blocks.add(new Block.Chart(
                "cost-over-time",
                "stack",
                by,
                keys(trend, shown, colours),
                SafeJson.write(json(trend, shown, cells, colours))));
        blocks.add(new Block.Folded("The figures behind this chart", table(by, trend, shown, cells, currency)));
    }

    /** The teams that have a colour, largest first, and the sum of the others. */
    private static List<Trend.Series> gathered(Trend trend, Colours colours, Currency currency) {
        List<Trend.Series> shown = new ArrayList<>();
        for (String team : colours.teams()) {
            trend.series().stream().filter(s -> s.name().equals(team)).forEach(shown::add);
        }
        List<Trend.Series> rest =
                trend.series().stream().filter(s -> colours.slot(s.name()) == 0).toList();
        if (!rest.isEmpty()) {
            List<Money> sums = new ArrayList<>();
            for (int i = 0; i < trend.starts().size(); i++) {
                int period = i;
                sums.add(Money.sum(
                        rest.stream().map(s -> s.amounts().get(period)).toList(), currency));
            }
            shown.add(new Trend.Series(rest.size() == 1 ? rest.get(0).name() : rest.size() + " others", sums));
        }
        return shown;
    }

    private static List<List<BigDecimal>> rows(Trend trend, List<Trend.Series> shown) {
        List<List<BigDecimal>> rows = new ArrayList<>();
        for (int i = 0; i < trend.starts().size(); i++) {
            int period = i;
            rows.add(shown.stream().map(s -> s.amounts().get(period).amount()).toList());
        }
        return rows;
    }

    private static List<Block.Key> keys(Trend trend, List<Trend.Series> shown, Colours colours) {
        List<Block.Key> keys = new ArrayList<>();
        shown.forEach(series -> keys.add(new Block.Key("team" + colours.slot(series.name()), series.name())));
        if (!trend.told().isEmpty()) {
            keys.add(new Block.Key("told", "something dear and out of the ordinary began"));
        }
        return keys;
    }

    private static ObjectNode json(Trend trend, List<Trend.Series> shown, CrossFooting cells, Colours colours) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("grain", trend.grain().word());
        var periods = json.putArray("periods");
        trend.starts().forEach(start -> periods.add(start.toString()));
        var series = json.putArray("series");
        for (int c = 0; c < shown.size(); c++) {
            ObjectNode one = series.addObject();
            one.put("name", shown.get(c).name());
            one.put("slot", colours.slot(shown.get(c).name()));
            var values = one.putArray("values");
            for (List<BigDecimal> row : cells.cells()) {
                values.add(row.get(c));
            }
        }
        var told = json.putArray("told");
        trend.told().forEach(t -> told.addObject().put("at", t.period()).put("what", t.what()));
        return json;
    }

    private static DataTable table(
            String caption, Trend trend, List<Trend.Series> shown, CrossFooting cells, Currency currency) {
        List<DataTable.Column> columns = new ArrayList<>();
        columns.add(DataTable.words(
                trend.grain() == Trend.Grain.WEEK
                        ? "Week from"
                        : capital(trend.grain().word())));
        shown.forEach(series -> columns.add(DataTable.number(series.name())));
        columns.add(DataTable.number("Total"));
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < trend.starts().size(); i++) {
            LocalDate start = trend.starts().get(i);
            rows.add(row(
                    Figures.day(start), cells.cells().get(i), cells.rowTotals().get(i), currency));
        }
        Row foot = row("Total", cells.columnTotals(), cells.total(), currency);
        return new DataTable(caption + ", rounded so that rows and columns add up", columns, rows, List.of(foot));
    }

    private static Row row(String label, List<BigDecimal> parts, BigDecimal total, Currency currency) {
        List<Cell> cells = new ArrayList<>();
        cells.add(DataTable.text(label));
        parts.forEach(part -> cells.add(DataTable.text(Figures.money(part, currency))));
        cells.add(DataTable.text(Figures.money(total, currency)));
        return new Row(0, cells);
    }

    private static DataTable months(ReportModel model) {
        List<MonthCost> months = model.headline().months();
        int decimals = Figures.decimals(model.headline().total());
        CrossFooting shown = CrossFooting.of(
                months.stream().map(m -> List.of(m.cost().amount())).toList(), decimals);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < months.size(); i++) {
            MonthCost month = months.get(i);
            rows.add(DataTable.row(
                    DataTable.text(Figures.month(month.month()) + (month.whole() ? "" : " (part)")),
                    DataTable.text(Figures.money(
                            shown.rowTotals().get(i), model.cover().currency())),
                    DataTable.text(i == 0 ? "" : change(months.get(i - 1), month))));
        }
        Row foot = DataTable.row(
                DataTable.text("Total"),
                DataTable.text(Figures.money(shown.total(), model.cover().currency())),
                DataTable.text(""));
        return new DataTable(
                "Month by month",
                List.of(
                        DataTable.words("Month"),
                        DataTable.number("Cost"),
                        DataTable.number("Change on the month before")),
                rows,
                List.of(foot));
    }

    private static String change(MonthCost before, MonthCost now) {
        if (!before.whole() || !now.whole()) {
            return "not comparable";
        }
        return Overview.relative(now.cost().minus(before.cost()), before.cost()).orElse("nothing before");
    }

    private static String capital(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }
}
