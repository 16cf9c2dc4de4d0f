package dev.lepton.ledger.query;

import dev.lepton.core.billing.Quantities;
import dev.lepton.core.billing.Resource;
import dev.lepton.core.time.Window;
import dev.lepton.ledger.store.Engine;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * What workloads held of assets, added up by key and asset rate.
 *
 * <p>Where more was allocated in a node-hour than the node has, every allocation there is scaled down by the same
 * factor, so that it fits; the node-hour is counted as a finding.
 */
final class AllocationQuery {
    /** Assets with the same rates are one group: the first of them stands for all, so that few rows come back. */
    private static final String RATED = "(SELECT * FROM assets JOIN asset_rates USING (id)";

    private static final String FULL = "SELECT id FROM overfull WHERE scaled";
    private static final int FEW = 500;

    /** What is held by one key on assets of one rate. */
    record Row(
            List<String> key,
            List<String> idleKey,
            String cluster,
            int asset,
            boolean shared,
            boolean passes,
            long samples,
            Map<Resource, Quantities> quantities,
            Network network) {}

    /** Bytes sent, by how far. */
    record Network(BigInteger zone, BigInteger region, BigInteger internet) {}

    private final Facts facts;
    private final AssetTable assets;
    private final List<Key> keys;
    private final CostQuestion question;
    private final FilterSql filters;
    private final Window window;

    AllocationQuery(
            Facts facts, AssetTable assets, List<Key> keys, CostQuestion question, FilterSql filters, Window window) {
        this.facts = facts;
        this.assets = assets;
        this.keys = keys;
        this.question = question;
        this.filters = filters;
        this.window = window;
    }

    /** Hands every row to {@code rows}; overfull node-hours are counted into {@code quality}. */
    void run(Costs.QualityCount quality, Consumer<Row> rows) {
        Engine engine = facts.engine();
        engine.execute(Sql.of("overfull", overfullBlanks(assets, window)));
        boolean[] scaled = {false};
        engine.query("SELECT count(*), count(*) FILTER (notable), count(*) FILTER (scaled) FROM overfull", r -> {
            quality.nodeHours = r.getLong(1);
            quality.overfullNodeHours = r.getLong(2);
            scaled[0] = r.getLong(3) > 0;
        });
        engine.query(statement(scaled[0] ? Part.FITS : Part.ALL), r -> rows.accept(row(r)));
        if (scaled[0]) {
            engine.query(statement(Part.OVERFULL), r -> rows.accept(row(r)));
        }
    }

    /** What the statement that finds overfull node-hours is filled in with. */
    static Map<String, String> overfullBlanks(AssetTable assets, Window window) {
        Instant wholeFrom = window.from().truncatedTo(ChronoUnit.HOURS);
        wholeFrom = wholeFrom.equals(window.from()) ? wholeFrom : wholeFrom.plus(1, ChronoUnit.HOURS);
        Instant wholeTo = window.to().truncatedTo(ChronoUnit.HOURS);
        boolean unique = !assets.join().contains("cluster");
        return Map.of(
                "from", Facts.literal(window.from()),
                "to", Facts.literal(window.to()),
                "whole_from", Facts.literal(wholeFrom),
                "whole_to", Facts.literal(wholeTo),
                "cut", Boolean.toString(!(wholeFrom.equals(window.from()) && wholeTo.equals(window.to()))),
                "by_cluster", unique ? "" : "cluster,",
                "same_cluster", unique ? "true" : "coalesce(s.cluster, a.cluster, '') = coalesce(a.cluster, '')");
    }

    /** Which assets' samples are looked at: fitting costs more than adding up, so it is done where something does not fit. */
    private enum Part {
        ALL,
        /** Those that were never overfull, and samples on no known asset. */
        FITS,
        /** Those that were overfull at some hour. */
        OVERFULL
    }

    private String statement(Part part) {
        boolean scaled = part == Part.OVERFULL;
        List<String> select = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            select.add("CAST(" + keys.get(i).sample() + " AS VARCHAR) AS k" + i);
        }
        // A machine's cluster is the fleet's word, told by its rate; the sample's counts only where the fleet does not
        // know it.
        select.add("CASE WHEN a.asset IS NULL THEN coalesce(s.cluster, '') END AS in_cluster");
        select.add("coalesce(a.rate, -1) AS rate");
        select.add(question.shared().map(f -> filters.condition(f, Key::sample)).orElse("false") + " AS shared");
        select.add(filters.condition(question.filter(), Key::sample) + " AS passes");
        String machinePasses = filters.condition(question.filter(), Key::assetOfSample);
        select.add("coalesce(" + machinePasses + ", false) AS machine_passes");
        select.add("count(*) AS samples");
        for (String r : List.of("c", "r", "g", "s")) {
            select.addAll(sums(r, scaled));
        }
        boolean network = facts.records("network");
        for (String way : List.of("nz", "nr", "ni")) {
            select.add((network ? "sum(s." + way + ")" : "0") + "::HUGEINT AS " + way);
        }
        select.add((facts.records("load_balancers") ? "sum(s.lb)" : "0") + "::HUGEINT AS lb");
        return "SELECT " + String.join(", ", select) + " FROM samples s " + joined(part) + inWindow() + " GROUP BY ALL";
    }

    private String joined(Part part) {
        return switch (part) {
            case ALL -> "LEFT JOIN " + RATED + ") a ON " + assets.join() + " WHERE ";
            case FITS ->
                "LEFT JOIN " + RATED.replace("*", "*, id IN (" + FULL + ") AS overfull") + ") a ON " + assets.join()
                        + " WHERE a.overfull IS NOT TRUE AND ";
            case OVERFULL ->
                "JOIN " + RATED + " WHERE id IN (" + FULL + ")) a ON " + assets.join()
                        + " LEFT JOIN overfull o ON o.scaled AND o.id = a.id AND o.hour = date_trunc('hour', s.ts) WHERE "
                        + onOverfull() + " AND ";
        };
    }

    /** The names of overfull assets, when they are few: the engine then reads only their samples. */
    private String onOverfull() {
        List<String> names = new ArrayList<>();
        facts.engine()
                .query(
                        "SELECT DISTINCT asset FROM overfull WHERE scaled ORDER BY 1 LIMIT " + (FEW + 1),
                        r -> names.add(Engine.literal(r.getString(1))));
        return names.size() > FEW ? "true" : "s.node IN (" + String.join(", ", names) + ")";
    }

    private String inWindow() {
        boolean all = facts.span()
                .map(span -> !span.from().isBefore(window.from()) && !span.to().isAfter(window.to()))
                .orElse(true);
        return all ? "true" : "s.ts >= " + Facts.literal(window.from()) + " AND s.ts < " + Facts.literal(window.to());
    }

    /** Allocated, used and unmeasured of a resource; a sample's use is never more than what it was allocated. */
    private List<String> sums(String r, boolean scaled) {
        if (r.equals("s") && !facts.records("storage")) {
            return List.of("0::HUGEINT AS sa", "0::HUGEINT AS su", "0::HUGEINT AS sm");
        }
        boolean fit = scaled && !r.equals("s");
        String held = fit ? fitted(r, "a") : "s." + r + "a";
        String used = fit ? fitted(r, "u") : "s." + r + "u";
        return List.of(
                "sum(" + held + ")::HUGEINT AS " + r + "a",
                "coalesce(sum(" + used + "), 0)::HUGEINT AS " + r + "u",
                "coalesce(sum(" + held + ") FILTER (s." + r + "u IS NULL), 0)::HUGEINT AS " + r + "m");
    }

    /** An amount of a sample {@code s}, scaled down where its node-hour {@code o} is overfull. */
    static String fitted(String resource, String what) {
        String amount = "s." + resource + what;
        return "CASE WHEN o." + resource + "a > o.room_" + resource + " THEN CAST(" + amount + "::HUGEINT * o.room_"
                + resource + " // o." + resource + "a AS BIGINT) ELSE " + amount + " END";
    }

    private Row row(ResultSet r) throws SQLException {
        int rate = r.getInt("rate");
        String stated = r.getString("in_cluster");
        String cluster = stated == null ? assets.asset(rate).cluster().orElse("") : stated;
        List<String> key = new ArrayList<>();
        List<String> idleKey = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            String value = r.getString("k" + i);
            String shown = value == null || value.isEmpty() ? "__unallocated__" : value;
            key.add(shown);
            idleKey.add(IdleQuery.keepsApart(keys.get(i)) ? shown : IdleQuery.IDLE);
        }
        idleKey.add(cluster);
        idleKey.add(Boolean.toString(r.getBoolean("machine_passes")));
        Map<Resource, Quantities> quantities = new EnumMap<>(Resource.class);
        quantities.put(Resource.CPU, quantities(r, "c"));
        quantities.put(Resource.RAM, quantities(r, "r"));
        quantities.put(Resource.GPU, quantities(r, "g"));
        quantities.put(Resource.STORAGE, quantities(r, "s"));
        BigInteger balancers = big(r, "lb");
        quantities.put(Resource.LOAD_BALANCER, new Quantities(balancers, balancers, BigInteger.ZERO));
        return new Row(
                key,
                idleKey,
                cluster,
                rate,
                r.getBoolean("shared"),
                r.getBoolean("passes"),
                r.getLong("samples"),
                quantities,
                new Network(big(r, "nz"), big(r, "nr"), big(r, "ni")));
    }

    private static Quantities quantities(ResultSet r, String resource) throws SQLException {
        return new Quantities(big(r, resource + "a"), big(r, resource + "u"), big(r, resource + "m"));
    }

    private static BigInteger big(ResultSet r, String column) throws SQLException {
        return (BigInteger) r.getObject(column);
    }

    static String names(List<Key> keys) {
        return keys.stream().map(Key::name).collect(Collectors.joining(", "));
    }
}
