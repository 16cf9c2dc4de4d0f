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
        engine.query(statement(scaled[0]), r -> rows.accept(row(r)));
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

    private String statement(boolean scaled) {
        List<String> select = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            select.add("CAST(" + keys.get(i).sample() + " AS VARCHAR) AS k" + i);
        }
        // A machine's cluster is the fleet's word; the sample's counts only where the fleet does not know the machine.
        select.add("coalesce(CASE WHEN a.asset IS NULL THEN s.cluster ELSE a.cluster END, '') AS in_cluster");
        select.add("coalesce(a.rate, -1) AS rate");
        select.add(question.shared().map(f -> filters.condition(f, Key::sample)).orElse("false") + " AS shared");
        select.add(filters.condition(question.filter(), Key::sample) + " AS passes");
        String machinePasses = filters.condition(question.filter(), Key::assetOfSample);
        select.add("coalesce(" + machinePasses + ", false) AS machine_passes");
        select.add("count(*) AS samples");
        for (String r : List.of("c", "r", "g", "s")) {
            String held = scaled && !r.equals("s") ? fitted(r, "a") : "s." + r + "a";
            String used = scaled && !r.equals("s") ? fitted(r, "u") : "s." + r + "u";
            select.add("sum(" + held + ")::HUGEINT AS " + r + "a");
            // Never more than held, sample by sample: both are rounded, and scaled, by the same monotone rule.
            select.add("coalesce(sum(" + used + "), 0)::HUGEINT AS " + r + "u");
            select.add("coalesce(sum(" + held + ") FILTER (s." + r + "u IS NULL), 0)::HUGEINT AS " + r + "m");
        }
        for (String way : List.of("nz", "nr", "ni", "lb")) {
            select.add("sum(s." + way + ")::HUGEINT AS " + way);
        }
        String over =
                scaled ? " LEFT JOIN overfull o ON o.scaled AND o.id = a.id AND o.hour = date_trunc('hour', s.ts)" : "";
        return "SELECT " + String.join(", ", select) + " FROM samples s LEFT JOIN " + ratedAssets() + " a ON "
                + assets.join() + over
                + " WHERE s.ts >= " + Facts.literal(window.from()) + " AND s.ts < " + Facts.literal(window.to())
                + " GROUP BY ALL";
    }

    /** Assets with the same rates are one group: the first of them stands for all, so that few rows come back. */
    private String ratedAssets() {
        return "(SELECT * FROM assets JOIN asset_rates USING (id))";
    }

    /** An amount of a sample {@code s}, scaled down where its node-hour {@code o} is overfull. */
    static String fitted(String resource, String what) {
        String amount = "s." + resource + what;
        return "CASE WHEN o." + resource + "a > o.room_" + resource + " THEN CAST(" + amount + "::HUGEINT * o.room_"
                + resource + " // o." + resource + "a AS BIGINT) ELSE " + amount + " END";
    }

    private Row row(ResultSet r) throws SQLException {
        List<String> key = new ArrayList<>();
        List<String> idleKey = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            String value = r.getString("k" + i);
            String shown = value == null || value.isEmpty() ? "__unallocated__" : value;
            key.add(shown);
            idleKey.add(IdleQuery.keepsApart(keys.get(i)) ? shown : IdleQuery.IDLE);
        }
        idleKey.add(r.getString("in_cluster"));
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
                r.getString("in_cluster"),
                r.getInt("rate"),
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
