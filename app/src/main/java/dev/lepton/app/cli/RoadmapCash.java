package dev.lepton.app.cli;

import dev.lepton.core.evidence.Problem;
import dev.lepton.core.money.Money;
import dev.lepton.core.roadmap.Roadmap;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/** What a roadmap spends by month, as the cash flows that {@code lepton invest} reads. */
final class RoadmapCash {
    private RoadmapCash() {}

    /** Writes {@code date,amount,currency}: the start with nothing, then what each month spent, on its last date or the finish. */
    static void write(Path file, RoadmapSheets sheets) {
        Roadmap roadmap = sheets.network().roadmap();
        LocalDate finish = roadmap.lastDay(sheets.plan().schedule().finish());
        String currency = roadmap.currency().getCurrencyCode();
        Table table = new Table().left("", "date").left("", "amount").left("", "currency");
        table.row(List.of(roadmap.start().toString(), "0", currency));
        sheets.months().forEach((month, cost) -> {
            LocalDate at = month.atEndOfMonth().isAfter(finish) ? finish : month.atEndOfMonth();
            Money paid = cost.negated();
            table.row(List.of(at.toString(), paid.amount().toPlainString(), currency));
        });
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8))) {
            table.writeCsv(out);
        } catch (IOException e) {
            throw Problem.outside(file + " cannot be written: " + e.getMessage() + ".", "Maybe another place.", e);
        }
    }
}
