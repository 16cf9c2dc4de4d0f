package dev.lepton.formats.finance;

import dev.lepton.core.evidence.Failure;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.evidence.Reason;
import dev.lepton.core.finance.CashFlow;
import dev.lepton.core.money.Money;
import dev.lepton.formats.csv.Columns;
import dev.lepton.formats.csv.CsvFile;
import dev.lepton.formats.csv.Fields;
import dev.lepton.formats.csv.Refused;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Cash flows: {@code period, amount}, a period being the end of year 0, 1, 2 …, or {@code date, amount}, none before the
 * first row's date, and perhaps {@code scenario} and {@code currency}. A file with a bad row is refused whole, because a
 * result without that row would be another one.
 */
public final class CashFlowsCsv {
    private static final Columns COLUMNS =
            Columns.needing("amount", "period|date").allowing("period", "date", "scenario", "currency");
    private static final int SHOWN = 5;
    private static final int LAST_PERIOD = 1000;

    /**
     * What a file holds.
     *
     * @param start the date of the first row, where payments have dates; none where they have periods
     * @param scenarios the payments of each scenario in the file's order; one called "" where the file has no scenarios
     */
    public record ReadFlows(Optional<LocalDate> start, Map<String, List<CashFlow>> scenarios) {
        public ReadFlows {
            scenarios = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(scenarios));
        }
    }

    private record Row(String scenario, CashFlow payment) {}

    private @Nullable LocalDate start;
    private @Nullable Currency currency;
    private boolean first = true;

    private CashFlowsCsv() {}

    /**
     * Reads {@code file}.
     *
     * @throws Problem if it cannot be read, or a row of it cannot
     */
    public static ReadFlows read(Path file) {
        CashFlowsCsv rows = new CashFlowsCsv();
        Map<String, List<CashFlow>> scenarios = new LinkedHashMap<>();
        List<Failure> failures = new ArrayList<>();
        CsvFile.of(file, CsvFile.Dialect.COMMAS)
                .read(
                        COLUMNS,
                        rows::row,
                        r -> scenarios
                                .computeIfAbsent(r.scenario(), s -> new ArrayList<>())
                                .add(r.payment()),
                        failures::add,
                        n -> {});
        if (!failures.isEmpty()) {
            throw Problem.input(
                    failures.size()
                            + " of the cash flows cannot be taken, and without them the result would be another:\n"
                            + failures.stream().limit(SHOWN).map(f -> "  " + f).collect(Collectors.joining("\n")),
                    failures.get(0).reason().advice());
        }
        if (scenarios.isEmpty()) {
            throw Problem.input(
                    file + " has no cash flow.", "Maybe write lines such as '0,-700000' under 'period,amount'.");
        }
        return new ReadFlows(Optional.ofNullable(rows.start), scenarios);
    }

    private Row row(Fields row) {
        BigDecimal amount = Fields.need("amount", row.number("amount"));
        Currency own = row.currency();
        currency = currency == null ? own : currency;
        if (!own.equals(currency)) {
            throw new Refused(
                    Reason.UNKNOWN_VALUE,
                    "currency is '" + own + "', and the rows before are in " + currency + "; convert one of them");
        }
        CashFlow payment = payment(row, new Money(amount, own));
        first = false;
        return new Row(row.text("scenario").orElse(""), payment);
    }

    private CashFlow payment(Fields row, Money amount) {
        boolean dated = row.text("date").isPresent();
        if (dated == row.text("period").isPresent()) {
            throw new Refused(
                    Reason.MISSING_VALUE,
                    "a cash flow has a period or a date, and this has " + (dated ? "both" : "none"));
        }
        if (!first && dated != (start != null)) {
            throw new Refused(
                    Reason.UNKNOWN_VALUE,
                    "this row has a " + (dated ? "date" : "period") + ", and those before have none");
        }
        if (!dated) {
            int period = Fields.need("period", row.count("period", 0));
            if (period > LAST_PERIOD) {
                throw Refused.value(Reason.OUT_OF_RANGE, "period", String.valueOf(period));
            }
            return CashFlow.after(period, amount);
        }
        Instant time = row.needTime("date", ZoneOffset.UTC);
        LocalDate date = LocalDate.ofInstant(time, ZoneOffset.UTC);
        start = start == null ? date : start;
        if (date.isBefore(start)) {
            throw new Refused(
                    Reason.OUT_OF_RANGE,
                    "date is '" + date + "', before the first row's " + start + "; the first is 'now'");
        }
        return CashFlow.afterDays(ChronoUnit.DAYS.between(start, date), amount);
    }
}
