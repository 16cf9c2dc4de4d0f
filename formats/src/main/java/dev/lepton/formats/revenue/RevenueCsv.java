package dev.lepton.formats.revenue;

import dev.lepton.core.evidence.Failure;
import dev.lepton.core.money.Money;
import dev.lepton.core.workload.Revenue;
import dev.lepton.formats.csv.Columns;
import dev.lepton.formats.csv.CsvFile;
import dev.lepton.formats.csv.Fields;
import dev.lepton.formats.csv.Reading;
import dev.lepton.formats.csv.RowWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** Revenue by team, model and period: {@code team, model, from, to} or {@code month}, {@code amount, currency}. */
public final class RevenueCsv {
    static final Columns COLUMNS =
            Columns.needing("amount", "from|month").allowing("team", "model", "from", "to", "month", "currency");

    private RevenueCsv() {}

    /**
     * Reads the revenue in {@code file}.
     *
     * @param zone the clock by which months, dates and times without an offset are cut
     * @param bytesRead told how many bytes of the file have been read so far
     * @throws dev.lepton.core.evidence.Problem if the file as a whole cannot be read
     */
    public static Reading read(
            Path file, ZoneId zone, Consumer<Revenue> revenue, Consumer<Failure> failures, LongConsumer bytesRead) {
        return CsvFile.of(file, CsvFile.Dialect.COMMAS)
                .read(COLUMNS, row -> revenue(row, zone), revenue, failures, bytesRead);
    }

    private static Revenue revenue(Fields row, ZoneId zone) {
        return new Revenue(
                row.text("team"),
                row.text("model"),
                row.needWindow(zone),
                new Money(Fields.need("amount", row.number("amount")), row.currency()));
    }

    /** Writes {@code revenue} so that {@link #read} gives it back. */
    public static void write(Writer out, Collection<Revenue> revenue) {
        RowWriter.write(
                out,
                List.of("team", "model", "from", "to", "amount", "currency"),
                revenue.stream().map(RevenueCsv::record));
    }

    private static List<Optional<?>> record(Revenue revenue) {
        return List.of(
                revenue.team(),
                revenue.model(),
                Optional.of(revenue.window().from()),
                Optional.of(revenue.window().to()),
                Optional.of(revenue.amount().amount().toPlainString()),
                Optional.of(revenue.amount().currency()));
    }
}
