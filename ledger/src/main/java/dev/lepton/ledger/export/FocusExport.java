package dev.lepton.ledger.export;

import dev.lepton.core.time.Window;
import dev.lepton.ledger.query.Facts;
import dev.lepton.ledger.query.Holdings;
import dev.lepton.ledger.store.Engine;
import dev.lepton.ledger.store.Segment;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Writes a workspace's cost as rows of FOCUS: bill lines as they came, machines and pools that no bill covers, and in
 * place of each charge of a machine what every pod and job caused of it (docs/exports.md).
 *
 * <p>Every charge is in the file once: the rows that a charge was split into stand for it, in all its summable metrics,
 * to the last decimal. All work is done in the engine; the heap holds no rows.
 */
public final class FocusExport {
    /** What a whole charge is shared by: capacity held over time, unheld capacity on a row of its own. */
    static final String METHOD = "lepton-held-capacity-1";

    /** The columns that are split with a charge; every other column of an allocated row is its origin's. */
    static final Set<String> SUMMABLE = Set.of(
            "BilledCost",
            "EffectiveCost",
            "ListCost",
            "ContractedCost",
            "PricingQuantity",
            "ConsumedQuantity",
            "CommitmentDiscountQuantity",
            "PricingCurrencyEffectiveCost");

    private final Facts facts;
    private final FocusRequest request;
    private final Holdings holdings;
    private final Engine engine;

    public FocusExport(Facts facts, FocusRequest request) {
        this.facts = facts;
        this.request = request;
        this.holdings = new Holdings(facts, request.assets());
        this.engine = holdings.engine();
    }

    /**
     * What was written.
     *
     * @param file where
     * @param rows lines, without the header
     * @param bills bill lines among the charges
     * @param machines charges of machines that no bill covers
     * @param tariffs charges of storage, network and load balancers at stated tariffs
     * @param splits charges that were split, bill lines among them
     * @param notes what a reader of the file should know
     */
    public record Written(
            Path file, long rows, long bills, long machines, long tariffs, long splits, List<String> notes) {
        public Written {
            notes = List.copyOf(notes);
        }
    }

    /** Writes {@code file}, CSV, CSV.gz or Parquet by its ending; a file that is there is replaced when all is written. */
    public Written write(Path file) {
        OutFile out = OutFile.of(file);
        Optional<Window> window = request.window().or(facts::span);
        Window there = window.orElse(new Window(Instant.EPOCH, Instant.EPOCH.plusSeconds(1)));
        List<String> notes = new ArrayList<>();
        Exact.define(engine);
        match(there);
        Origins origins = new Origins(holdings, request, there);
        origins.define();
        if (request.split()) {
            long counted = new Split(holdings, there, origins.priced()).run();
            noteUnpriced(counted, there, notes);
        } else {
            engine.execute("CREATE OR REPLACE TEMP TABLE export_owners AS SELECT 0::BIGINT AS h WHERE false");
            engine.execute("CREATE OR REPLACE TEMP TABLE export_rows AS SELECT 0 AS slot, 0::BIGINT AS h WHERE false");
        }
        sources();
        categories(there);
        long rows = out.write(engine, new FocusFile(request, out.form()).select(origins(there)));
        Written written = counts(file, rows, there, notes);
        for (String table : List.of(
                "slots", "pots", "assets", "moved", "matched", "wide", "owners", "rows", "sources", "categories")) {
            engine.execute("DROP TABLE IF EXISTS export_" + table);
        }
        return written;
    }

    /** Bill lines that charge for the use of a machine of the fleet, numbered: their cost is split as the machine's is. */
    private void match(Window window) {
        String order =
                "EffectiveCost, BilledCost, ListCost, PricingQuantity, SkuId, SkuPriceId, ChargeDescription, x_Source";
        engine.execute("CREATE OR REPLACE TEMP TABLE export_matched AS SELECT m.id AS asset, b.*, "
                + "row_number() OVER (PARTITION BY m.id, b.ChargePeriodStart ORDER BY b.ChargePeriodEnd, " + order
                + ") AS n FROM charges b JOIN assets m ON m.billed_as = b.ResourceId AND b.ChargePeriodStart >= m.f "
                + "AND b.ChargePeriodStart < m.t WHERE " + during(window) + " AND " + splittable());
    }

    private static String splittable() {
        return "b.ChargeCategory = 'Usage' AND b.ChargePeriodEnd IS NOT NULL AND b.AllocatedMethodId IS NULL";
    }

    private static String during(Window window) {
        return "b.ChargePeriodStart >= " + literal(window.from()) + " AND b.ChargePeriodStart < "
                + literal(window.to());
    }

    private static String literal(Instant instant) {
        return "TIMESTAMP "
                + Engine.literal(LocalDateTime.ofInstant(instant, ZoneOffset.UTC)
                        .toString()
                        .replace('T', ' '));
    }

    /** Every charge once, whole, with the slot it is split by. */
    private String origins(Window window) {
        BillRows bills = new BillRows(request.version(), request.currency(), request.reconciled());
        List<String> carried = List.of("slot", "x_LeptonRow", "x_LeptonOriginId", "x_LeptonConfidence");
        boolean matching = request.assets().stream().anyMatch(a -> a.billedAs().isPresent());
        String unmatched = "(SELECT NULL::INTEGER AS slot, 'bill' AS x_LeptonRow, NULL::VARCHAR AS x_LeptonOriginId, "
                + "'billed' AS x_LeptonConfidence, b.* FROM charges b WHERE " + during(window)
                + (matching
                        ? " AND NOT (" + splittable()
                                + " AND EXISTS (SELECT 1 FROM assets m WHERE m.billed_as = b.ResourceId "
                                + "AND b.ChargePeriodStart >= m.f AND b.ChargePeriodStart < m.t))"
                        : "")
                + ")";
        String matched = "(SELECT l.slot, 'bill' AS x_LeptonRow, 'bill/' || b.ResourceId || '@' || "
                + "strftime(b.ChargePeriodStart, '%Y-%m-%dT%H:%M:%SZ') || '/' || b.n AS x_LeptonOriginId, "
                + "'billed' AS x_LeptonConfidence, b.* EXCLUDE (asset, n) FROM export_matched b LEFT JOIN export_slots l "
                + "ON l.kind = 'BILLED' AND l.asset = b.asset AND l.s = b.ChargePeriodStart AND l.e = b.ChargePeriodEnd)";
        return bills.select(unmatched, carried)
                + (matching ? " UNION ALL BY NAME " + bills.select(matched, carried) : "") + " UNION ALL BY NAME "
                + new MachineRows(request).select();
    }

    /** Under which category each service is filed that the bill files under several: the one that most lines have. */
    private void categories(Window window) {
        engine.execute("CREATE OR REPLACE TEMP TABLE " + BillRows.CATEGORIES_OF_SERVICES
                + " AS SELECT service, arg_max(category, (n, category)) AS category FROM (SELECT b.ServiceName AS service, "
                + "b.ServiceCategory AS category, count(*) AS n FROM charges b WHERE b.ServiceName IS NOT NULL AND "
                + "b.ServiceCategory IS NOT NULL AND " + during(window)
                + " GROUP BY ALL) GROUP BY service HAVING count(*) > 1");
    }

    private void sources() {
        List<String> rows = new ArrayList<>(List.of("(NULL, NULL)"));
        for (Segment segment : facts.manifest().segments()) {
            rows.add("(" + Engine.literal(segment.id()) + ", " + Engine.literal(segment.source()) + ")");
        }
        engine.execute("CREATE OR REPLACE TEMP TABLE export_sources (id VARCHAR, name VARCHAR)");
        engine.execute("INSERT INTO export_sources VALUES " + String.join(", ", rows));
    }

    private void noteUnpriced(long counted, Window window, List<String> notes) {
        long samples = holdings.samples(window);
        boolean billed = request.assets().stream().anyMatch(a -> a.billedAs().isPresent());
        if (counted < samples && !billed) {
            notes.add((samples - counted) + " of " + samples
                    + " samples are on no machine with a known price; their machines have no rows");
        }
    }

    private Written counts(Path file, long rows, Window window, List<String> notes) {
        long[] n = new long[4];
        engine.query("SELECT count(*) FROM charges b WHERE " + during(window), r -> n[0] = r.getLong(1));
        engine.query(
                "SELECT count(*) FILTER (kind = 'MACHINE'), count(*) FILTER (kind = 'TARIFF') FROM export_slots", r -> {
                    n[1] = r.getLong(1);
                    n[2] = r.getLong(2);
                });
        engine.query(
                "SELECT count(*) FROM (SELECT slot FROM export_slots l WHERE kind <> 'BILLED' UNION ALL SELECT l.slot FROM "
                        + "export_matched b JOIN export_slots l ON l.kind = 'BILLED' AND l.asset = b.asset "
                        + "AND l.s = b.ChargePeriodStart AND l.e = b.ChargePeriodEnd) WHERE slot IN (SELECT slot FROM export_rows)",
                r -> n[3] = r.getLong(1));
        if (n[1] > 0) {
            notes.add(
                    "machines that no bill covers are priced by the fleet or the catalog: their four costs are one amount");
        }
        return new Written(file, rows, n[0], n[1], n[2], n[3], notes);
    }
}
