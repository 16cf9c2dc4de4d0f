package dev.lepton.ledger.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lepton.ledger.focus.FocusColumn;
import dev.lepton.ledger.store.Engine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Whether a file of split charges says the same as the file of the charges themselves, FOCUS 1.4 as Parquet. */
final class Reconciliation {
    private Reconciliation() {}

    static void check(Engine engine, Path split, Path whole) {
        sums(engine, split, whole);
        dimensions(engine, split, whole);
        ratios(engine, split);
        signs(engine, split, whole);
    }

    /** In every summable metric, origin by origin, to the last decimal. */
    private static void sums(Engine engine, Path split, Path whole) {
        String differs = FocusExport.SUMMABLE.stream()
                .map(m -> "p." + m + " IS DISTINCT FROM w." + m)
                .collect(Collectors.joining(" OR "));
        String sums =
                FocusExport.SUMMABLE.stream().map(m -> "sum(" + m + ") AS " + m).collect(Collectors.joining(", "));
        none(
                engine,
                "SELECT w.x_LeptonOriginId FROM (SELECT * FROM '" + whole
                        + "' WHERE x_LeptonOriginId IS NOT NULL) w FULL JOIN (SELECT x_LeptonOriginId, " + sums
                        + " FROM '" + split
                        + "' WHERE x_LeptonOriginId IS NOT NULL GROUP BY ALL) p USING (x_LeptonOriginId) WHERE "
                        + differs);
        none(
                engine,
                "SELECT x_LeptonOriginId FROM '" + whole
                        + "' WHERE x_LeptonOriginId IS NOT NULL GROUP BY ALL HAVING count(*) > 1");
    }

    /** Every other column is the origin's, but for those that say whom the cost went to. */
    private static void dimensions(Engine engine, Path split, Path whole) {
        String differs = FocusColumn.of("1.4").stream()
                .map(FocusColumn::name)
                .filter(c -> !c.startsWith("Allocated") && !FocusExport.SUMMABLE.contains(c))
                .map(c -> "p." + c + " IS DISTINCT FROM w." + c)
                .collect(Collectors.joining(" OR "));
        none(
                engine,
                "SELECT x_LeptonOriginId FROM '" + split + "' p JOIN '" + whole + "' w USING (x_LeptonOriginId) WHERE "
                        + differs);
    }

    private static void ratios(Engine engine, Path split) {
        none(
                engine,
                "SELECT x_LeptonOriginId FROM (SELECT x_LeptonOriginId, unnest(CAST(json_extract(AllocatedMethodDetails, "
                        + "'$.Elements[*].AllocatedRatio') AS DECIMAL(18,12)[])) AS ratio FROM '" + split
                        + "') GROUP BY ALL HAVING sum(ratio) <> 1 OR min(ratio) < 0");
        none(
                engine,
                "SELECT 1 FROM '" + split + "' WHERE (AllocatedMethodId IS NULL) <> (AllocatedMethodDetails IS NULL) "
                        + "OR (x_LeptonPart IS NULL) <> (AllocatedMethodId IS NULL) "
                        + "OR coalesce(x_LeptonPart = 'allocated', false) <> (AllocatedResourceId IS NOT NULL)");
        none(
                engine,
                "SELECT x_LeptonOriginId FROM '" + split
                        + "' WHERE x_LeptonPart = 'unallocated' GROUP BY ALL HAVING count(*) > 1");
    }

    /** No part has another sign than its whole, and none is larger. */
    private static void signs(Engine engine, Path split, Path whole) {
        List<String> wrong = new ArrayList<>();
        for (String m : FocusExport.SUMMABLE) {
            wrong.add("sign(p." + m + ") * sign(w." + m + ") < 0");
            wrong.add("abs(p." + m + ") > abs(w." + m + ")");
        }
        none(
                engine,
                "SELECT x_LeptonOriginId FROM '" + split + "' p JOIN '" + whole
                        + "' w USING (x_LeptonOriginId) WHERE p.x_LeptonPart IS NOT NULL AND ("
                        + String.join(" OR ", wrong) + ")");
    }

    private static void none(Engine engine, String sql) {
        List<String> found = new ArrayList<>();
        engine.query(sql + " LIMIT 3", r -> found.add(r.getString(1)));
        assertEquals(List.of(), found, sql);
    }
}
