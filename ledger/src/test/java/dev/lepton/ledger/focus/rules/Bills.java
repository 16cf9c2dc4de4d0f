package dev.lepton.ledger.focus.rules;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** The bundled bill that keeps every rule, as CSV and as Parquet. */
final class Bills {
    private Bills() {}

    static Path conformingCsv() {
        try {
            return Path.of(Objects.requireNonNull(Bills.class.getResource("conforming-1.2.csv"))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same bill with the types that FOCUS names: decimals of 18 places, timestamps in UTC, texts. */
    static Path conformingParquet(Path folder, RuleModel model) throws SQLException {
        return parquet(folder, model, "DECIMAL(38,18)");
    }

    /** The same bill with {@code numberType} for its decimals. */
    static Path parquet(Path folder, RuleModel model, String numberType) throws SQLException {
        Path file = folder.resolve("conforming-1.2.parquet");
        Map<String, String> types = Map.of("TYPE_DECIMAL", numberType, "TYPE_DATE_TIME", "TIMESTAMP");
        String casts = model.rules().values().stream()
                .map(Rule::requirement)
                .filter(Check.Shaped.class::isInstance)
                .map(Check.Shaped.class::cast)
                .filter(shaped -> types.containsKey(shaped.shape().name()))
                .map(shaped -> "CAST(" + Sql.name(shaped.column()) + " AS "
                        + types.get(shaped.shape().name()) + ") AS " + Sql.name(shaped.column()))
                .collect(Collectors.joining(", "));
        try (FocusTable table = FocusTable.open(conformingCsv())) {
            table.change("COPY (SELECT * REPLACE (" + casts + ") FROM focus) TO " + Sql.text(file.toString())
                    + " (FORMAT parquet)");
        }
        return file;
    }
}
