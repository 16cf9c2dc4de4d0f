package dev.lepton.ledger.query;

import dev.lepton.core.evidence.Reason;
import dev.lepton.core.time.Window;
import dev.lepton.ledger.focus.FocusColumn;
import dev.lepton.ledger.ingest.UsageColumns;
import dev.lepton.ledger.store.Engine;
import dev.lepton.ledger.store.Kind;
import dev.lepton.ledger.store.Manifest;
import dev.lepton.ledger.store.Segment;
import dev.lepton.ledger.store.Workspace;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The facts of a workspace as relations of one engine: {@code charges}, {@code usage_samples}, {@code usage_hours} and
 * {@code jobs}. They are those of the manifest as it was when this was made, whatever is imported meanwhile.
 */
public final class Facts {
    private static final Set<Kind> BULK = Set.of(Kind.CHARGES, Kind.USAGE, Kind.JOBS);

    /** Beginnings of the columns that few usage files have. */
    private static final List<String> SELDOM = List.of("storage", "network", "load_balancers");

    private final Engine engine;
    private final Workspace workspace;
    private final Manifest manifest;
    private final Set<String> recorded = new HashSet<>();

    public Facts(Engine engine, Workspace workspace) {
        this.engine = engine;
        this.workspace = workspace;
        this.manifest = workspace.manifest();
        defineCharges();
        defineUsage();
        defineJobs();
    }

    public Manifest manifest() {
        return manifest;
    }

    Engine engine() {
        return engine;
    }

    boolean has(Kind kind) {
        return !manifest.of(kind).isEmpty();
    }

    /** From the first to the last moment of bills, usage and jobs; empty when there are none. */
    public Optional<Window> span() {
        return span(BULK);
    }

    /** {@link #span} of those files only whose evidence begins before {@code end}. */
    public Optional<Window> spanBefore(Instant end) {
        return span(BULK, s -> Instant.parse(s.from()).isBefore(end));
    }

    /** The span in which machines are known to have been at work: that of usage and jobs. */
    public Optional<Window> workSpan() {
        return span(Set.of(Kind.USAGE, Kind.JOBS));
    }

    /**
     * The names of machines on which somebody's CPU or memory is recorded; empty when that is every machine that jobs
     * ran on. On the others only GPUs are, and their whole price is the GPUs'.
     */
    public Optional<Set<String>> withProcessorsRecorded() {
        boolean[] jobsSay = {true};
        if (has(Kind.JOBS)) {
            engine.query(
                    "SELECT count(*) FILTER (cpu > 0 OR ram > 0) > 0 FROM jobs", r -> jobsSay[0] = r.getBoolean(1));
        }
        if (jobsSay[0]) {
            return Optional.empty();
        }
        Set<String> nodes = new HashSet<>();
        engine.query("SELECT DISTINCT node FROM usage_hours WHERE ca > 0 OR ra > 0", r -> nodes.add(r.getString(1)));
        return Optional.of(nodes);
    }

    /** How many rows were refused for each reason, over all imports. */
    public Map<Reason, Long> failures() {
        Map<Reason, Long> counts = new EnumMap<>(Reason.class);
        List<String> files = manifest.segments().stream()
                .filter(s -> s.failures() > 0)
                .map(s -> Engine.literal(
                        workspace.dir().resolve(s.sibling(".failures.csv")).toString()))
                .toList();
        if (!files.isEmpty()) {
            engine.query(
                    "SELECT reason, count(*) FROM read_csv([" + String.join(", ", files)
                            + "], header = true, all_varchar = true) GROUP BY ALL",
                    r -> counts.put(Reason.valueOf(r.getString(1)), r.getLong(2)));
        }
        return counts;
    }

    /** Whether any usage file has a column whose name starts so, one of {@code storage, network, load_balancers}. */
    boolean records(String columns) {
        return recorded.contains(columns);
    }

    private Optional<Window> span(Set<Kind> kinds) {
        return span(kinds, s -> true);
    }

    private Optional<Window> span(Set<Kind> kinds, Predicate<Segment> counted) {
        Optional<Window> span = Optional.empty();
        for (Segment segment : manifest.segments()) {
            boolean bulk = kinds.contains(segment.kind());
            if (bulk && !segment.from().isEmpty() && !segment.to().isEmpty() && counted.test(segment)) {
                Instant from = Instant.parse(segment.from());
                Instant to = Instant.parse(segment.to());
                Window window = new Window(from, to.isAfter(from) ? to : from.plusSeconds(1));
                span = Optional.of(span.map(s -> s.span(window)).orElse(window));
            }
        }
        return span;
    }

    /** Whether every bill line has a value in {@code column}, by the files' own statistics. */
    boolean everyBillSays(String column) {
        return chargesStatistics(
                column,
                "bool_and(coalesce(stats_null_count, 1) = 0) AND count(DISTINCT file_name) = "
                        + manifest.of(Kind.CHARGES).size());
    }

    /** Whether no bill line is in another currency than {@code code}, by the files' own statistics. */
    boolean billsAreIn(String code) {
        String same = "coalesce(stats_min_value, '') = " + Engine.literal(code)
                + " AND coalesce(stats_max_value, '') = " + Engine.literal(code);
        return chargesStatistics("BillingCurrency", "count(*) = 0 OR bool_and(" + same + ")");
    }

    private boolean chargesStatistics(String column, String condition) {
        boolean[] holds = {false};
        engine.query(
                "SELECT coalesce(" + condition + ", false) FROM parquet_metadata("
                        + list(manifest.of(Kind.CHARGES), ".parquet") + ") WHERE path_in_schema = "
                        + Engine.literal(column),
                r -> holds[0] = r.getBoolean(1));
        return holds[0];
    }

    private void defineCharges() {
        String none = FocusColumn.all().stream()
                .map(c -> "NULL::" + c.type().sql() + " AS " + c.name())
                .collect(Collectors.joining(", "));
        String all = "SELECT " + none + ", NULL::VARCHAR AS x_SourceColumns, NULL::VARCHAR AS x_Source WHERE false";
        for (Segment segment : manifest.of(Kind.CHARGES)) {
            all += " UNION ALL BY NAME SELECT *, " + Engine.literal(segment.id()) + " AS x_Source FROM "
                    + files(List.of(segment), ".parquet");
        }
        engine.execute("CREATE OR REPLACE TEMP VIEW charges AS " + all);
    }

    /** Segments with the same columns are read as one relation. */
    private void defineUsage() {
        Map<Map<String, String>, List<Segment>> byColumns = new LinkedHashMap<>();
        for (Segment segment : manifest.of(Kind.USAGE)) {
            Map<String, String> columns = new LinkedHashMap<>();
            engine.query(
                    "DESCRIBE SELECT * FROM " + files(List.of(segment), ".parquet"),
                    r -> columns.put(r.getString(1), r.getString(2)));
            byColumns.computeIfAbsent(columns, c -> new ArrayList<>()).add(segment);
        }
        List<String> parts = new ArrayList<>();
        byColumns.forEach((columns, segments) -> {
            UsageColumns usage = new UsageColumns(segments.get(0).source(), columns, 0);
            parts.add(usage.samples(files(segments, ".parquet")));
            SELDOM.stream().filter(usage::records).forEach(recorded::add);
        });
        if (parts.isEmpty()) {
            parts.add(new UsageColumns("none", Map.of("ts", "TIMESTAMP", "node", "VARCHAR", "seconds", "INTEGER"), 0)
                    .samples("(SELECT NULL::TIMESTAMP AS ts, NULL::VARCHAR AS node, 1 AS seconds WHERE false)"));
        }
        String samples = parts.stream()
                .map(p -> "SELECT *, NULL::VARCHAR AS \"user\", NULL::VARCHAR AS \"partition\" FROM (" + p + ")")
                .collect(Collectors.joining(" UNION ALL "));
        engine.execute("CREATE OR REPLACE TEMP VIEW usage_samples AS " + samples);
        engine.execute("CREATE OR REPLACE TEMP VIEW usage_hours AS "
                + (has(Kind.USAGE)
                        ? "SELECT * FROM " + files(manifest.of(Kind.USAGE), ".hours.parquet")
                        : "SELECT NULL::VARCHAR AS cluster, NULL::VARCHAR AS node, NULL::TIMESTAMP AS hour, 0::HUGEINT"
                                + " AS ca, 0::HUGEINT AS ra, 0::HUGEINT AS ga, 0::BIGINT AS samples WHERE false"));
    }

    private void defineJobs() {
        engine.execute("CREATE OR REPLACE TEMP VIEW jobs AS "
                + (has(Kind.JOBS)
                        ? "SELECT * FROM " + files(manifest.of(Kind.JOBS), ".parquet")
                        : JobsTable.emptySelect()));
    }

    private String files(Collection<Segment> segments, String ending) {
        return "read_parquet(" + list(segments, ending) + ")";
    }

    private String list(Collection<Segment> segments, String ending) {
        return "["
                + segments.stream()
                        .map(s -> Engine.literal(
                                workspace.dir().resolve(s.sibling(ending)).toString()))
                        .collect(Collectors.joining(", "))
                + "]";
    }

    /** {@code instant} as a literal of SQL. */
    public static String literal(Instant instant) {
        return "TIMESTAMP "
                + Engine.literal(LocalDateTime.ofInstant(instant, ZoneOffset.UTC)
                        .toString()
                        .replace('T', ' '));
    }
}
