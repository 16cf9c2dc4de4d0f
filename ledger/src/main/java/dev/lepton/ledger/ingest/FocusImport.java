package dev.lepton.ledger.ingest;

import dev.lepton.core.evidence.Failure;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.evidence.Reason;
import dev.lepton.ledger.focus.FocusColumn;
import dev.lepton.ledger.store.Engine;
import dev.lepton.ledger.store.Kind;
import dev.lepton.ledger.store.Segment;
import dev.lepton.ledger.store.Workspace;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Takes a bill in the columns of FOCUS 1.0 to 1.4 in, from CSV, gzipped CSV or Parquet.
 *
 * <p>Money is kept as printed to 18 decimals, whether it comes as text, DECIMAL or DOUBLE. Columns that FOCUS does not
 * know are kept together as JSON in {@code x_SourceColumns}. Names are matched without regard to case.
 */
public final class FocusImport {
    private final Engine engine;
    private final Workspace.Draft draft;
    private final Progress progress;

    public FocusImport(Engine engine, Workspace.Draft draft, Progress progress) {
        this.engine = engine;
        this.draft = draft;
        this.progress = progress;
    }

    /**
     * Imports {@code file}.
     *
     * @param replace whether the file restates the bill: segments of files with the same name are dropped for it
     * @param now when
     */
    public ImportResult run(Path file, boolean replace, Instant now) {
        SourceFile source = SourceFile.open(file);
        String sha = source.fingerprint("focus/1", OutputStream.nullOutputStream(), progress);
        Optional<ImportResult> known = Restated.known(draft, Kind.CHARGES, file, sha, replace);
        if (known.isPresent()) {
            return known.get();
        }
        Map<String, String> columns = source.columns(engine, source.relation());
        columns.remove("file_row_number");
        Map<String, String> select = new LinkedHashMap<>();
        String refusal = plan(file, columns, select);
        String path = draft.newPath(Kind.CHARGES);
        Path target = draft.workspace().dir().resolve(path);
        progress.at("writing", 0, 1);
        List<String> items = new ArrayList<>();
        select.forEach((name, sql) -> items.add(sql + " AS " + Engine.identifier(name)));
        Refused refused = new Refused(engine, source, refusal);
        List<Failure> failures = source.read(engine, () -> {
            engine.execute("COPY (SELECT " + String.join(", ", items) + " FROM " + source.relation() + " WHERE "
                    + refusal + " IS NULL) TO " + Engine.literal(target.toString())
                    + " (FORMAT parquet, COMPRESSION zstd)");
            return refused.list(file, target);
        });
        return commit(file, path, sha, refused.count(), failures, replace, now, select);
    }

    private ImportResult commit(
            Path file,
            String path,
            String sha,
            long refused,
            List<Failure> failures,
            boolean replace,
            Instant now,
            Map<String, String> select) {
        String data = Engine.literal(draft.workspace().dir().resolve(path).toString());
        long[] rows = {0};
        String[] span = {"", ""};
        engine.query(
                "SELECT count(*), min(ChargePeriodStart), max(coalesce(ChargePeriodEnd, ChargePeriodStart + INTERVAL 1 HOUR)) FROM read_parquet("
                        + data + ")",
                r -> {
                    rows[0] = r.getLong(1);
                    span[0] = UsageImport.iso(r.getObject(2, LocalDateTime.class));
                    span[1] = UsageImport.iso(r.getObject(3, LocalDateTime.class));
                });
        String name = file.getFileName().toString();
        List<String> notes = select.containsKey("BillingCurrency")
                ? List.of()
                : List.of("no BillingCurrency column: the workspace's currency is assumed");
        Segment segment = new Segment(
                path.substring(path.lastIndexOf('/') + 1, path.lastIndexOf('.')),
                Kind.CHARGES,
                path,
                name,
                sha,
                now,
                rows[0],
                refused,
                span[0],
                span[1],
                notes);
        draft.commit(segment, Restated.by(draft, Kind.CHARGES, file, replace && rows[0] > 0));
        return new ImportResult(segment, false, failures);
    }

    /** Fills {@code select} with what each stored column is made of; returns the refusal expression. */
    private static String plan(Path file, Map<String, String> columns, Map<String, String> select) {
        Map<String, String> byLowerName = new LinkedHashMap<>();
        columns.keySet().forEach(c -> byLowerName.put(c.strip().toLowerCase(Locale.ROOT), c));
        List<String> cases = new ArrayList<>();
        for (FocusColumn column : FocusColumn.all()) {
            String name = byLowerName.remove(column.name().toLowerCase(Locale.ROOT));
            if (name != null) {
                String value = value(column.type(), Engine.identifier(name), columns.getOrDefault(name, "VARCHAR"));
                select.put(column.name(), value);
                refuseUnreadable(cases, column, Engine.identifier(name), value);
            }
        }
        if ((!select.containsKey("BilledCost") && !select.containsKey("EffectiveCost"))
                || !select.containsKey("ChargePeriodStart")) {
            throw Problem.input(
                    file
                            + " is not a FOCUS bill: it has no ChargePeriodStart, or neither BilledCost nor EffectiveCost. Its columns are "
                            + String.join(", ", columns.keySet()) + ".",
                    "Maybe export it in the FOCUS format from your provider's billing console.");
        }
        select.putIfAbsent("ChargePeriodEnd", "NULL::TIMESTAMP");
        List<String> rest = new ArrayList<>();
        byLowerName
                .values()
                .forEach(c -> rest.add(Engine.literal(c) + ", CAST(" + Engine.identifier(c) + " AS VARCHAR)"));
        select.put(
                "x_SourceColumns",
                rest.isEmpty() ? "NULL::VARCHAR" : "CAST(json_object(" + String.join(", ", rest) + ") AS VARCHAR)");
        for (String cost : List.of("BilledCost", "EffectiveCost")) {
            if (select.containsKey(cost)) {
                cases.add("WHEN " + select.get(cost) + " IS NULL THEN "
                        + Refused.because(Reason.MISSING_VALUE, cost, "''"));
            }
        }
        refusePeriods(
                cases,
                select.getOrDefault("ChargePeriodStart", "NULL"),
                select.getOrDefault("ChargePeriodEnd", "NULL"));
        return "CASE " + String.join(" ", cases) + " END";
    }

    private static void refusePeriods(List<String> cases, String start, String end) {
        cases.add(
                "WHEN " + start + " IS NULL THEN " + Refused.because(Reason.MISSING_VALUE, "ChargePeriodStart", "''"));
        cases.add("WHEN " + end + " <= " + start + " THEN "
                + Refused.because(
                        Reason.ENDS_BEFORE_START,
                        "ChargePeriodEnd",
                        "concat(" + end + ", ', not after ', " + start + ")"));
        cases.add("WHEN " + start + " NOT BETWEEN TIMESTAMP '1990-01-01' AND TIMESTAMP '2200-01-01' THEN "
                + Refused.because(Reason.OUT_OF_RANGE, "ChargePeriodStart", start));
    }

    private static void refuseUnreadable(List<String> cases, FocusColumn column, String raw, String value) {
        switch (column.type()) {
            case MONEY, NUMBER ->
                cases.add("WHEN " + raw + " IS NOT NULL AND " + value + " IS NULL THEN "
                        + Refused.because(Reason.NOT_A_NUMBER, column.name(), raw));
            case TIME ->
                cases.add("WHEN " + raw + " IS NOT NULL AND NOT coalesce(isfinite(" + value + "), false) THEN "
                        + Refused.because(Reason.NOT_A_TIME, column.name(), raw));
            case TEXT, JSON -> {
                // any text is a text, and tags that are no JSON are kept as they are
            }
        }
    }

    private static String value(FocusColumn.Type type, String column, String sqlType) {
        return switch (type) {
            case TEXT -> "CAST(" + column + " AS VARCHAR)";
            case JSON ->
                sqlType.equals("VARCHAR") || sqlType.equals("JSON")
                        ? "CAST(" + column + " AS VARCHAR)"
                        : "CAST(to_json(" + column + ") AS VARCHAR)";
            case MONEY, NUMBER -> number(column, sqlType);
            case TIME ->
                sqlType.matches("TIMESTAMP(_S|_MS|_NS| WITH TIME ZONE)?|DATE")
                        ? "TRY_CAST(" + column + " AS TIMESTAMP)"
                        : time(sqlType.equals("VARCHAR") ? column : "CAST(" + column + " AS VARCHAR)");
        };
    }

    /** A DOUBLE is read as it prints, so that 0.1 is 0.1 and not its nearest binary fraction. */
    private static String number(String column, String sqlType) {
        String plain = "TRY_CAST(" + column + " AS DECIMAL(38,18))";
        if (sqlType.equals("DOUBLE") || sqlType.equals("FLOAT")) {
            return "TRY_CAST(CAST(" + column + " AS VARCHAR) AS DECIMAL(38,18))";
        }
        if (UsageColumns.isNumber(sqlType)) {
            return plain;
        }
        if (!sqlType.equals("VARCHAR")) {
            return "TRY_CAST(CAST(" + column + " AS VARCHAR) AS DECIMAL(38,18))";
        }
        // Spreadsheets write "$50,000.00 ". That is taken where it can mean one thing only: with the sign, or with
        // separators and a decimal point; "1,500" alone may be one and a half, and is refused.
        String dressed = "regexp_matches(" + column
                + ", '^\\s*-?(\\$\\d{1,3}(,\\d{3})*(\\.\\d+)?|\\d{1,3}(,\\d{3})+\\.\\d+)\\s*$')";
        return "coalesce(" + plain + ", CASE WHEN " + dressed + " THEN TRY_CAST(regexp_replace(" + column
                + ", '[$,\\s]', '', 'g') AS DECIMAL(38,18)) END)";
    }

    /** ISO 8601, or month/day/year as spreadsheets write it; the engine by itself would take 4/1/25 for the year 4. */
    private static String time(String column) {
        return "CASE WHEN contains(" + column + ", '/') THEN try_strptime(" + column
                + ", ['%m/%d/%y', '%m/%d/%Y', '%m/%d/%Y %H:%M', '%m/%d/%Y %H:%M:%S']) ELSE CAST(TRY_CAST(" + column
                + " AS TIMESTAMPTZ) AS TIMESTAMP) END";
    }
}
