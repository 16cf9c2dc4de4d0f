package dev.lepton.report;

import dev.lepton.report.DataTable.Row;
import dev.lepton.report.model.ReportModel;
import java.util.List;
import java.util.Optional;

/** What one unit of something costs. */
final class UnitSection {
    private UnitSection() {}

    static Section of(ReportModel model) {
        if (model.unitCosts().isEmpty()) {
            return new Section(
                    "units",
                    "Unit costs",
                    "",
                    List.of(new Block.Missing(
                            "No GPU-hours, jobs, tokens or requests are known to divide the cost by.",
                            Optional.of("lepton import jobs FILE"))));
        }
        List<Row> rows = model.unitCosts().stream()
                .map(unit -> DataTable.row(
                        DataTable.text(unit.of()),
                        DataTable.text(unit.value().map(Figures::unitPrice).orElse("not known")),
                        DataTable.text("per " + unit.unit()),
                        DataTable.text(unit.basis()),
                        DataTable.sure(unit.confidence())))
                .toList();
        DataTable table = new DataTable(
                "Cost of one unit",
                List.of(
                        DataTable.words("Of"),
                        DataTable.number("Cost"),
                        DataTable.words("Unit"),
                        DataTable.words("How it was got"),
                        DataTable.words("How sure")),
                rows,
                List.of());
        return new Section("units", "Unit costs", "", List.of(new Block.Table(table)));
    }
}
