package dev.lepton.report;

import dev.lepton.report.DataTable.Row;
import dev.lepton.report.model.DataQuality;
import dev.lepton.report.model.PriceList;
import dev.lepton.report.model.ReportModel;
import dev.lepton.report.model.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The evidence, what is wrong with it, and what to do about that. */
final class QualitySection {
    private QualitySection() {}

    static Section of(ReportModel model) {
        List<Block> blocks = new ArrayList<>();
        if (model.sources().isEmpty()) {
            blocks.add(new Block.Missing(
                    "Nothing has been imported.", Optional.of("lepton import focus|usage|jobs FILE")));
            return new Section("quality", "Evidence and its quality", "", blocks);
        }
        List<Row> weak = weaknesses(model.quality());
        blocks.add(
                weak.isEmpty()
                        ? new Block.Note("Every row was read, priced and measured.")
                        : new Block.Table(weakTable(weak)));
        blocks.add(new Block.Table(sources(model.sources())));
        blocks.add(
                model.priceLists().isEmpty()
                        ? new Block.Note("No price list was used: the amounts are those of the bills.")
                        : new Block.Table(prices(model.priceLists())));
        return new Section("quality", "Evidence and its quality", "", blocks);
    }

    private static DataTable weakTable(List<Row> rows) {
        return new DataTable(
                "What weakens the figures, and what to do",
                List.of(DataTable.words("What"), DataTable.number("How much"), DataTable.words("What to do")),
                rows,
                List.of());
    }

    private static List<Row> weaknesses(DataQuality quality) {
        List<Row> rows = new ArrayList<>();
        for (DataQuality.Finding finding : quality.findings()) {
            rows.add(DataTable.row(
                    DataTable.text(finding.what()),
                    DataTable.pair(Figures.percent(finding.portion().fraction()), Overview.sized(finding.portion())),
                    DataTable.text(finding.advice())));
        }
        quality.failures()
                .forEach((reason, count) -> rows.add(DataTable.row(
                        DataTable.text("Rows not taken: " + reason.words()),
                        DataTable.text(Figures.count(count) + (count == 1 ? " row" : " rows")),
                        DataTable.text(Remedy.of(reason)))));
        return rows;
    }

    private static DataTable sources(List<Source> sources) {
        List<Row> rows = sources.stream()
                .map(source -> row(source.file(), source.kind(), source.rows(), source.failures()))
                .toList();
        long taken = sources.stream().mapToLong(Source::rows).sum();
        long failed = sources.stream().mapToLong(Source::failures).sum();
        return new DataTable(
                "Sources",
                List.of(
                        DataTable.words("File"),
                        DataTable.words("Kind"),
                        DataTable.number("Rows taken"),
                        DataTable.number("Rows not taken")),
                rows,
                List.of(row("Total", "", taken, failed)));
    }

    private static Row row(String file, String kind, long rows, long failures) {
        return DataTable.row(
                DataTable.text(file),
                DataTable.text(kind),
                DataTable.text(Figures.count(rows)),
                DataTable.text(Figures.count(failures)));
    }

    private static DataTable prices(List<PriceList> lists) {
        return new DataTable(
                "Price lists",
                List.of(DataTable.words("List"), DataTable.words("Prices of"), DataTable.number("Lines priced")),
                lists.stream()
                        .map(list -> DataTable.row(
                                DataTable.text(list.name()),
                                DataTable.text(Figures.day(list.asOf())),
                                DataTable.text(Figures.count(list.linesPriced()))))
                        .toList(),
                List.of());
    }
}
