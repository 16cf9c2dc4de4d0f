package dev.lepton.ledger.query;

import dev.lepton.core.billing.Resource;
import dev.lepton.core.time.Window;
import dev.lepton.ledger.store.Engine;
import java.util.ArrayList;
import java.util.List;

/**
 * What workloads held of assets, workload by workload, as tables of the engine: for exports, whose rows are too many to
 * pass through the heap. The figures are those of {@link Costs}: overfull node-hours are scaled down in the same way.
 *
 * <p>An {@code owner} is whom cost goes to: a pod with its namespace and controller, a job, or what else a sample names,
 * with its labels.
 */
public final class Holdings {
    /** What an owner is told by; each a column of text. */
    public static final List<String> OWNER = List.of(
            "cluster",
            "namespace",
            "controller_kind",
            "controller",
            "pod",
            "container",
            "job",
            "user",
            "partition",
            "team",
            "owner",
            "product",
            "department",
            "environment",
            "model",
            "labels");

    private static final List<String> LETTERS = List.of("c", "r", "g");

    private final Facts facts;
    private final AssetTable assets;

    /** Holdings of {@code assets}, every one of them, as {@code facts} say. */
    public Holdings(Facts facts, List<Asset> assets) {
        this.facts = facts;
        this.assets = new AssetTable(facts, assets);
    }

    public Engine engine() {
        return facts.engine();
    }

    /** Whether there are facts of the kind that {@code charges} reads. */
    public boolean hasBills() {
        return facts.has(dev.lepton.ledger.store.Kind.CHARGES);
    }

    /**
     * Makes the table {@code target} of what owners held in slots: {@code slot, n} (samples), the columns of
     * {@link #OWNER}, and in unit-seconds what was held, used and not measured of CPU, memory and GPU ({@code ca cu cm},
     * {@code ra ru rm}, {@code ga gu gm}).
     *
     * @param slots table {@code slot, asset, s, e}: asset number {@code asset} from {@code s} to {@code e}; slots may
     *     overlap, and a sample counts in each
     * @param window only samples that start in it
     */
    public void hold(String slots, String target, Window window) {
        engine().execute(Sql.of("overfull", AllocationQuery.overfullBlanks(assets, window)));
        boolean[] scaled = {false};
        engine().query("SELECT count(*) FILTER (scaled) FROM overfull", r -> scaled[0] = r.getLong(1) > 0);
        List<String> select = new ArrayList<>(List.of("a.slot", "count(*) AS n"));
        OWNER.forEach(o -> select.add(ownerColumn(o, "s.cluster")));
        for (String r : LETTERS) {
            String held = scaled[0] ? AllocationQuery.fitted(r, "a") : "s." + r + "a";
            String used = scaled[0] ? AllocationQuery.fitted(r, "u") : "s." + r + "u";
            select.add("sum(" + held + ")::HUGEINT AS " + r + "a");
            select.add("coalesce(sum(least(" + used + ", " + held + ")) FILTER (s." + r
                    + "u IS NOT NULL), 0)::HUGEINT AS " + r + "u");
            select.add("coalesce(sum(" + held + ") FILTER (s." + r + "u IS NULL), 0)::HUGEINT AS " + r + "m");
        }
        // A table and not a subquery: the planner then joins by node and day instead of comparing spans of time.
        engine().execute(
                        "CREATE OR REPLACE TEMP TABLE slot_days AS SELECT l.slot, l.s, l.e, a.*, unnest(generate_series("
                                + "date_trunc('day', l.s), l.e - INTERVAL 1 MICROSECOND, INTERVAL 1 DAY)) AS day FROM "
                                + slots
                                + " l JOIN assets a ON a.id = l.asset");
        String over = scaled[0]
                ? " LEFT JOIN overfull o ON o.scaled AND o.id = a.id AND o.hour = date_trunc('hour', s.ts)"
                : "";
        engine().execute("CREATE OR REPLACE TEMP TABLE " + target + " AS SELECT " + String.join(", ", select)
                + " FROM samples s JOIN slot_days a ON " + assets.join()
                + " AND a.day = date_trunc('day', s.ts) AND s.ts >= a.s AND s.ts < a.e" + over + " WHERE "
                + during(window) + " GROUP BY ALL");
        engine().execute("DROP TABLE slot_days");
    }

    /**
     * Makes the table {@code target} of what owners held and moved outside assets, by cluster and UTC day:
     * {@code in_cluster, day}, the columns of {@link #OWNER}, unit-seconds of storage held and used ({@code sa, su,
     * sm}) and of load balancers ({@code lb}), and bytes sent ({@code nz, nr, ni}).
     */
    public void move(String target, Window window) {
        List<String> select = new ArrayList<>(
                List.of("coalesce(a.cluster, s.cluster) AS in_cluster", "date_trunc('day', s.ts) AS day"));
        OWNER.forEach(o -> select.add(ownerColumn(o, "s.cluster")));
        select.add("sum(s.sa)::HUGEINT AS sa");
        select.add("coalesce(sum(least(s.su, s.sa)) FILTER (s.su IS NOT NULL), 0)::HUGEINT AS su");
        select.add("coalesce(sum(s.sa) FILTER (s.su IS NULL), 0)::HUGEINT AS sm");
        for (String way : List.of("nz", "nr", "ni", "lb")) {
            select.add("sum(s." + way + ")::HUGEINT AS " + way);
        }
        engine().execute("CREATE OR REPLACE TEMP TABLE " + target + " AS SELECT " + String.join(", ", select)
                + " FROM samples s LEFT JOIN assets a ON " + assets.join() + " WHERE " + during(window)
                + " GROUP BY ALL");
    }

    /** How many samples start in {@code window}. */
    public long samples(Window window) {
        long[] count = {0};
        engine().query("SELECT count(*) FROM samples s WHERE " + during(window), r -> count[0] = r.getLong(1));
        return count[0];
    }

    /** The letter that the columns of {@link #hold} have for {@code resource}. */
    public static String letter(Resource resource) {
        return switch (resource) {
            case CPU -> "c";
            case RAM -> "r";
            case GPU -> "g";
            case STORAGE, NETWORK, LOAD_BALANCER ->
                throw new IllegalArgumentException(resource + " is not held of an asset.");
        };
    }

    private static String ownerColumn(String name, String cluster) {
        return switch (name) {
            case "cluster" -> cluster + " AS cluster";
            // The containers of a pod are one owner; a container without a pod is one of its own.
            case "container" -> "CASE WHEN s.pod IS NULL THEN s.container END AS container";
            default -> "s." + Engine.identifier(name);
        };
    }

    private static String during(Window window) {
        return "s.ts >= " + Facts.literal(window.from()) + " AND s.ts < " + Facts.literal(window.to());
    }
}
