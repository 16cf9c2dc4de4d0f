package dev.lepton.ledger.ingest;

import dev.lepton.core.billing.Resource;
import dev.lepton.core.billing.Units;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.evidence.Reason;
import dev.lepton.ledger.store.Engine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The columns of usage samples (docs/formats.md, "Usage samples"), as expressions over whatever columns a file has:
 * a column that is absent is unknown, and names are matched without regard to case.
 *
 * <p>The same expressions serve the check at import and every later question, so a file that is in order is taken as it
 * is and not written again.
 */
public final class UsageColumns {
    /** Keys that say whose a sample is; each is a column of text. */
    public static final List<String> KEYS = List.of(
            "cluster",
            "node",
            "namespace",
            "controller_kind",
            "controller",
            "pod",
            "container",
            "job",
            "team",
            "owner",
            "product",
            "department",
            "environment",
            "model");

    private static final List<String> AMOUNTS = List.of(
            "cpu_request",
            "cpu_usage",
            "ram_request_bytes",
            "ram_usage_bytes",
            "gpu_request",
            "gpu_of",
            "network_zone_bytes",
            "network_region_bytes",
            "network_internet_bytes",
            "storage_request_bytes",
            "storage_usage_bytes",
            "load_balancers",
            "power_watts");

    private static final Set<String> SUMMED =
            Set.of("cpu_request", "cpu_usage", "ram_request_bytes", "ram_usage_bytes", "gpu_request", "gpu_of");

    private final Map<String, String> types = new LinkedHashMap<>();
    private final Map<String, String> names = new LinkedHashMap<>();
    private final long sampleSeconds;

    /**
     * @param file for messages
     * @param columns names and types of the file's columns
     * @param sampleSeconds how long a sample stands for where the file does not say; zero when that was not given
     */
    public UsageColumns(String file, Map<String, String> columns, long sampleSeconds) {
        columns.forEach((name, type) -> {
            String key = name.strip().toLowerCase(Locale.ROOT);
            names.put(key, name);
            types.put(key, type);
        });
        this.sampleSeconds = sampleSeconds;
        for (String required : List.of("ts", "node")) {
            if (!names.containsKey(required)) {
                throw Problem.input(
                        file + " has no column '" + required + "'; its columns are "
                                + String.join(", ", columns.keySet()) + ".",
                        "Maybe rename one: docs/formats.md, \"Usage samples\", lists the columns.");
            }
        }
        if (!names.containsKey("seconds") && sampleSeconds <= 0) {
            throw Problem.input(
                    file + " has no column 'seconds', so how long a sample stands for is unknown.",
                    "Maybe say it: --sample-seconds 300");
        }
    }

    /** The columns that are not used, for a note. */
    public List<String> unused() {
        List<String> known = new ArrayList<>(KEYS);
        known.addAll(AMOUNTS);
        known.addAll(List.of("ts", "seconds", "kind", "gpu_kind", "gpu_utilisation", "labels", "file_row_number"));
        return names.keySet().stream().filter(n -> !known.contains(n)).toList();
    }

    /**
     * The samples as whole numbers: {@code ts, seconds}, the keys, {@code labels}, and by resource what was allocated
     * and used in unit-seconds ({@code ca cu ra ru ga gu sa su}; used is NULL where it was not measured), bytes moved
     * ({@code nz nr ni}) and load-balancer-seconds ({@code lb}); NULL for what is no number. Samples of nodes are left out: they are no workload.
     */
    public String samples(String relation) {
        List<String> select = new ArrayList<>();
        select.add(time() + " AS ts");
        select.add(seconds() + " AS seconds");
        KEYS.forEach(k -> select.add(text(k) + " AS " + k));
        select.add(labels() + " AS labels");
        addResource(select, "c", number("cpu_request"), number("cpu_usage"), Units.perWhole(Resource.CPU) + "");
        addResource(select, "r", number("ram_request_bytes"), number("ram_usage_bytes"), "(1/1024.0::DOUBLE)");
        String held = "coalesce(" + number("gpu_request") + ", 0) / " + gpuParts();
        String ticks = "TRY_CAST(round(" + held + " * " + Units.perWhole(Resource.GPU) + ") AS BIGINT)";
        select.add(ticks + " * " + seconds() + " AS ga");
        select.add("TRY_CAST(round(" + held + " * " + number("gpu_utilisation") + " * " + Units.perWhole(Resource.GPU)
                + ") AS BIGINT) * " + seconds() + " AS gu");
        addResource(select, "s", number("storage_request_bytes"), number("storage_usage_bytes"), "(1/1024.0::DOUBLE)");
        for (String way : List.of("zone", "region", "internet")) {
            select.add("TRY_CAST(coalesce(" + number("network_" + way + "_bytes") + ", 0) AS BIGINT) AS n"
                    + way.charAt(0));
        }
        select.add("TRY_CAST(coalesce(" + number("load_balancers") + ", 0) AS BIGINT) * " + seconds() + " AS lb");
        return "SELECT " + String.join(", ", select) + " FROM " + relation + workloadsOnly();
    }

    private void addResource(List<String> select, String letter, String request, String usage, String units) {
        if (request.startsWith("NULL") && usage.startsWith("NULL")) {
            select.add("0::BIGINT AS " + letter + "a");
            select.add("NULL::BIGINT AS " + letter + "u");
            return;
        }
        String held = "greatest(" + request + ", " + usage + ")"; // of what is known: NULL is passed over
        select.add(
                "TRY_CAST(coalesce(" + held + ", 0) * " + units + " AS BIGINT) * " + seconds() + " AS " + letter + "a");
        select.add("TRY_CAST(" + usage + " * " + units + " AS BIGINT) * " + seconds() + " AS " + letter + "u");
    }

    private String workloadsOnly() {
        return names.containsKey("kind") ? " WHERE lower(coalesce(" + text("kind") + ", 'container')) <> 'node'" : "";
    }

    /** The same columns under their own names and types, for a file that is written again. */
    public String typed() {
        List<String> select = new ArrayList<>(List.of(time() + " AS ts", seconds() + " AS seconds"));
        KEYS.stream().filter(names::containsKey).forEach(k -> select.add(text(k) + " AS " + k));
        AMOUNTS.stream().filter(names::containsKey).forEach(a -> select.add(number(a) + " AS " + a));
        for (String other : List.of("kind", "gpu_kind")) {
            if (names.containsKey(other)) {
                select.add(text(other) + " AS " + other);
            }
        }
        if (names.containsKey("gpu_utilisation")) {
            select.add(number("gpu_utilisation") + " AS gpu_utilisation");
        }
        if (names.containsKey("labels")) {
            select.add(labels() + " AS labels");
        }
        return String.join(", ", select);
    }

    /**
     * Rows of {@link #typed} cut at full hours, so that a sample of a day stands in each of its hours; what was sent
     * stays with the first piece. Samples within an hour of their start are left whole.
     */
    public String hourly(String typed) {
        List<String> replaced = new ArrayList<>(
                List.of(
                        "greatest(piece, ts) AS ts",
                        "CAST(date_diff('second', greatest(piece, ts), least(piece + INTERVAL 1 HOUR, ts + to_seconds(seconds))) AS INTEGER) AS seconds"));
        AMOUNTS.stream()
                .filter(a -> a.startsWith("network_") && names.containsKey(a))
                .forEach(a -> replaced.add("CASE WHEN piece <= ts THEN " + a + " END AS " + a));
        return "SELECT * FROM " + typed + " WHERE seconds <= 3600 UNION ALL SELECT * EXCLUDE (piece) REPLACE ("
                + String.join(", ", replaced)
                + ") FROM (SELECT *, unnest(generate_series(date_trunc('hour', ts), ts + to_seconds(seconds) - INTERVAL 1 MICROSECOND, "
                + "INTERVAL 1 HOUR)) AS piece FROM " + typed + " WHERE seconds > 3600)";
    }

    /** Whether a file in these columns can be taken as it is: it says how long its samples are. */
    public boolean complete() {
        return names.containsKey("seconds");
    }

    /** Why a row cannot be taken, as {@link Refused#because} says it, or NULL when it can. */
    public String refusal() {
        return "CASE "
                + checks().stream()
                        .map(c -> "WHEN " + c.when() + " THEN "
                                + Refused.because(
                                        c.reason(),
                                        c.shown(),
                                        names.containsKey(c.column()) ? column(c.column()) : "''"))
                        .collect(Collectors.joining(" "))
                + " END";
    }

    /**
     * Whether a row cannot be taken, or not as it is. Says of a row what {@link #refusal} does, in a form that the engine
     * can decide for most columns from the file's statistics, without looking at the rows; numbers that are not finite
     * among those that are summed by hour are left to these sums.
     */
    public String unfit() {
        return checks().stream()
                        .filter(c -> !c.seenInSums())
                        .map(c -> "(" + c.when() + ")")
                        .collect(Collectors.joining(" OR "))
                + " OR "
                + seconds() + " > 3600";
    }

    /**
     * Something that is wrong with a row when {@code when} is true of it.
     *
     * @param seenInSums whether {@link #samples} gives NULL for {@code ca}, {@code ra} or {@code ga} then
     */
    private record Check(String when, Reason reason, String column, boolean seenInSums) {
        Check(String when, Reason reason, String column) {
            this(when, reason, column, false);
        }

        String shown() {
            return column.equals("gpu_utilisation") ? "gpu_utilisation (a fraction, 0 to 1)" : column;
        }
    }

    private List<Check> checks() {
        List<Check> checks = new ArrayList<>();
        checks.add(new Check(time() + " IS NULL", Reason.NOT_A_TIME, "ts"));
        checks.add(new Check(
                time() + " NOT BETWEEN TIMESTAMP '1990-01-01' AND TIMESTAMP '2200-01-01'", Reason.OUT_OF_RANGE, "ts"));
        checks.add(new Check(text("node") + " IS NULL", Reason.MISSING_VALUE, "node"));
        if (names.containsKey("seconds")) {
            checks.add(new Check(
                    seconds() + " IS NULL OR " + seconds() + " NOT BETWEEN 1 AND 86400",
                    Reason.OUT_OF_RANGE,
                    "seconds"));
        }
        for (String amount : AMOUNTS) {
            if (names.containsKey(amount)) {
                checkNumber(checks, amount);
                checks.add(new Check(number(amount) + " < 0", Reason.NEGATIVE, amount));
                checks.add(new Check(number(amount) + " > " + largest(amount), Reason.OUT_OF_RANGE, amount));
            }
        }
        checkGpu(checks);
        return checks;
    }

    /** The largest amount that is believed; well below where unit-seconds of a sample would no longer fit in 64 bits. */
    private static String largest(String amount) {
        return switch (amount) {
            case "cpu_request", "cpu_usage" -> "1e7";
            case "gpu_request", "gpu_of", "load_balancers" -> "1e6";
            default -> "1e15";
        };
    }

    private void checkNumber(List<Check> checks, String key) {
        boolean isDouble = "DOUBLE".equals(types.get(key));
        if (!isDouble) {
            String unreadable = column(key) + " IS NOT NULL AND " + number(key) + " IS NULL";
            checks.add(new Check(unreadable, Reason.NOT_A_NUMBER, key));
        }
        if (isDouble || Set.of("FLOAT", "VARCHAR").contains(types.getOrDefault(key, ""))) {
            // Not isnan(): the engine decides that from statistics, which some writers keep without NaN.
            checks.add(new Check(
                    "NOT isfinite(" + number(key) + ")", Reason.NOT_A_NUMBER, key, isDouble && SUMMED.contains(key)));
        }
    }

    private void checkGpu(List<Check> checks) {
        if (names.containsKey("gpu_of")) {
            checks.add(new Check(number("gpu_of") + " < 1", Reason.OUT_OF_RANGE, "gpu_of"));
        }
        if (names.containsKey("gpu_utilisation")) {
            checkNumber(checks, "gpu_utilisation");
            checks.add(new Check(
                    "NOT " + number("gpu_utilisation") + " BETWEEN 0 AND 1", Reason.OUT_OF_RANGE, "gpu_utilisation"));
        }
        if (names.containsKey("gpu_kind")) {
            String kind = "lower(" + text("gpu_kind") + ")";
            checks.add(new Check(
                    kind + " NOT IN ('whole', 'mig', 'time-sliced', 'mps', 'per-mille')",
                    Reason.UNKNOWN_VALUE,
                    "gpu_kind"));
            checks.add(new Check(
                    kind + " IN ('mig', 'time-sliced') AND " + number("gpu_of") + " IS NULL",
                    Reason.MISSING_VALUE,
                    "gpu_of"));
        }
    }

    private String time() {
        String column = column("ts");
        String type = types.getOrDefault("ts", "VARCHAR");
        if (type.equals("TIMESTAMP")) {
            return column;
        }
        if (type.matches("TIMESTAMP(_S|_MS|_NS| WITH TIME ZONE)?|DATE")) {
            return "TRY_CAST(" + column + " AS TIMESTAMP)";
        }
        if (isNumber(type)) {
            String seconds = "CAST(" + column + " AS DOUBLE)"; // since 1970; to the microsecond for millennia
            return "CASE WHEN " + seconds + " BETWEEN 0 AND 1e10 THEN make_timestamp(CAST(" + seconds
                    + " * 1000000 AS BIGINT)) END";
        }
        return "CAST(TRY_CAST(" + text("ts") + " AS TIMESTAMPTZ) AS TIMESTAMP)";
    }

    private String seconds() {
        return names.containsKey("seconds") ? "TRY_CAST(" + numeral("seconds") + " AS INTEGER)" : sampleSeconds + "";
    }

    static boolean isNumber(String type) {
        return type.matches("U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|DOUBLE|FLOAT|DECIMAL\\(\\d+,\\d+\\)");
    }

    /** A number, or text that may be one: the engine refuses to cast some other types at all. */
    private String numeral(String key) {
        return isNumber(types.getOrDefault(key, "")) ? column(key) : text(key);
    }

    /** Parts that one GPU is cut into, by the kind of fraction. */
    private String gpuParts() {
        String of = number("gpu_of");
        if (!names.containsKey("gpu_kind")) {
            return of.startsWith("NULL") ? "1" : "coalesce(" + of + ", 1)";
        }
        return "coalesce(" + of + ", CASE lower(" + text("gpu_kind")
                + ") WHEN 'mps' THEN 100 WHEN 'per-mille' THEN 1000 ELSE 1 END)";
    }

    private String text(String key) {
        if (!names.containsKey(key)) {
            return "NULL::VARCHAR";
        }
        return "VARCHAR".equals(types.get(key)) ? column(key) : "CAST(" + column(key) + " AS VARCHAR)";
    }

    /** Labels as text: {@code k=v;k=v}, or JSON. */
    private String labels() {
        boolean nested = names.containsKey("labels") && !"VARCHAR".equals(types.get("labels"));
        return nested ? "CAST(to_json(" + column("labels") + ") AS VARCHAR)" : text("labels");
    }

    /** Whether the file has one of the columns whose names start so. */
    public boolean records(String prefix) {
        return names.keySet().stream().anyMatch(n -> n.startsWith(prefix) && AMOUNTS.contains(n));
    }

    private String number(String key) {
        if (!names.containsKey(key)) {
            return "NULL::DOUBLE";
        }
        return "DOUBLE".equals(types.get(key)) ? column(key) : "TRY_CAST(" + numeral(key) + " AS DOUBLE)";
    }

    private String column(String key) {
        return Engine.identifier(names.getOrDefault(key, key));
    }
}
