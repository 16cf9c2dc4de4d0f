package dev.lepton.ledger.export;

import dev.lepton.core.time.Window;
import dev.lepton.ledger.query.Holdings;
import dev.lepton.ledger.store.Engine;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Splits each slot's cost among those who held of it, as the table {@code export_rows}: {@code slot, h} (whom; absent for
 * what nobody held), the span {@code a} to {@code b} of the slot's whole {@code t} that is theirs, where it lies in
 * 2^60ths ({@code along_a, along_b}), and {@code details}, the JSON of AllocatedMethodDetails.
 *
 * <p>The spans of a slot touch and cover it whole, so whatever is split by them adds up to the whole.
 */
final class Split {
    private final Holdings holdings;
    private final Engine engine;
    private final Window window;

    private final boolean moved;

    /** {@code moved} says whether the table {@code export_moved} is there. */
    Split(Holdings holdings, Window window, boolean moved) {
        this.moved = moved;
        this.holdings = holdings;
        this.engine = holdings.engine();
        this.window = window;
    }

    /** Fills the table; returns how many samples are on no priced machine. */
    long run() {
        holdings.hold("export_slots", "export_wide", window);
        long[] counted = {0};
        engine.query(
                "SELECT coalesce(sum(n), 0)::BIGINT FROM export_wide w JOIN export_slots l USING (slot) WHERE l.kind = 'MACHINE'",
                r -> counted[0] = r.getLong(1));
        owners();
        cells();
        rows();
        return counted[0];
    }

    /** Numbers the owners of each slot in an order that is the same for the same facts. */
    private void owners() {
        String owner = Holdings.OWNER.stream().map(Engine::identifier).collect(Collectors.joining(", "));
        StringBuilder all = new StringBuilder(
                "SELECT slot, " + owner + ", ca, cu, cm, ra, ru, rm, ga, gu, gm, NULL::VARCHAR AS moved, "
                        + "0::HUGEINT AS ma, NULL::HUGEINT AS mu, NULL::HUGEINT AS mm FROM export_wide");
        for (String what : moved ? List.of("sa", "nz", "nr", "ni", "lb") : List.<String>of()) {
            boolean storage = what.equals("sa");
            all.append(" UNION ALL SELECT l.slot, ")
                    .append(Holdings.OWNER.stream()
                            .map(o -> "m." + Engine.identifier(o))
                            .collect(Collectors.joining(", ")))
                    .append(", 0, 0, 0, 0, 0, 0, 0, 0, 0, '")
                    .append(what)
                    .append("', m.")
                    .append(what)
                    .append(storage ? ", m.su, m.sm" : ", NULL, NULL")
                    .append(
                            " FROM export_moved m JOIN export_slots l ON l.kind = 'TARIFF' AND l.cluster = coalesce(m.in_cluster, '') "
                                    + "AND l.s = m.day JOIN export_pots p ON p.slot = l.slot AND p.res = '")
                    .append(what)
                    .append("' WHERE m.")
                    .append(what)
                    .append(" > 0");
        }
        engine.execute("CREATE OR REPLACE TEMP TABLE export_owners AS SELECT row_number() OVER (ORDER BY slot, " + owner
                + ") AS h, * FROM (" + all + ")");
    }

    private void cells() {
        String held = List.of("c", "r", "g").stream()
                        .map(r -> "SELECT h, slot, '" + r + "' AS res, " + r + "a AS held, " + r + "u AS used, " + r
                                + "m AS unmeasured FROM export_owners WHERE " + r + "a > 0")
                        .collect(Collectors.joining(" UNION ALL "))
                + " UNION ALL SELECT h, slot, moved, ma, mu, mm FROM export_owners WHERE moved IS NOT NULL";
        engine.execute("CREATE OR REPLACE TEMP TABLE export_cells AS WITH held AS (" + held + "), "
                + "run AS (SELECT h, p.*, held, used, unmeasured, sum(held) OVER so_far AS upto FROM held JOIN export_pots p USING (slot, res) "
                + "WINDOW so_far AS (PARTITION BY p.slot, p.ord ORDER BY h ROWS UNBOUNDED PRECEDING)), "
                + "taken AS (SELECT slot, ord, least(max(upto), any_value(cap)) AS upto FROM run GROUP BY ALL), "
                + "parts AS (SELECT h, slot, ord, unit, per_unit, held, used, unmeasured, "
                + "lepton_upto(cost, upto, cap) - lepton_upto(cost, upto - held, cap) AS x FROM run "
                + "UNION ALL SELECT NULL, p.slot, p.ord, p.unit, p.per_unit, p.cap - coalesce(t.upto, 0), NULL, NULL, "
                + "p.cost - lepton_upto(p.cost, coalesce(t.upto, 0), p.cap) FROM export_pots p LEFT JOIN taken t USING (slot, ord)) "
                + "SELECT *, sum(x) OVER (PARTITION BY slot ORDER BY h NULLS LAST, ord ROWS UNBOUNDED PRECEDING) AS b, "
                + "sum(x) OVER (PARTITION BY slot) AS t FROM parts WHERE held > 0 OR x > 0");
    }

    private void rows() {
        String ratio = "CAST(lepton_ratio(b, t) - lepton_ratio(b - x, t) AS VARCHAR)";
        String hours = "CAST(CAST(round(%s::DOUBLE / per_unit::DOUBLE, 9) AS DECIMAL(38,9)) AS VARCHAR)";
        String element = "'{\"AllocatedRatio\":' || " + plain(ratio)
                + " || ',\"UsageUnit\":\"' || unit || '\",\"UsageQuantity\":' || "
                + plain(hours.formatted("held"))
                + " || CASE WHEN used IS NULL THEN '' ELSE ',\"x_LeptonUsedQuantity\":' || "
                + plain(hours.formatted("used")) + " || ',\"x_LeptonUnmeasuredQuantity\":' || "
                + plain(hours.formatted("unmeasured"))
                + " END || '}'";
        engine.execute("CREATE OR REPLACE TEMP TABLE export_rows AS SELECT *, lepton_along(a, t) AS along_a, "
                + "lepton_along(b, t) AS along_b FROM (SELECT slot, h, min(b - x) AS a, max(b) AS b, any_value(t) AS t, "
                + "'{\"Elements\":[' || string_agg(" + element + ", ',' ORDER BY ord) || ']}' AS details "
                + "FROM export_cells WHERE t > 0 GROUP BY slot, h)");
        engine.execute("DROP TABLE export_cells");
    }

    /** A decimal's text without the zeros at its end: {@code 0.05}, {@code 2}. */
    private static String plain(String text) {
        return "rtrim(rtrim(" + text + ", '0'), '.')";
    }
}
