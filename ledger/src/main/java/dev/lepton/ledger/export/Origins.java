package dev.lepton.ledger.export;

import dev.lepton.core.billing.Resource;
import dev.lepton.core.billing.UnitRate;
import dev.lepton.core.billing.Units;
import dev.lepton.core.money.Money;
import dev.lepton.core.money.Price;
import dev.lepton.core.time.Window;
import dev.lepton.ledger.query.Asset;
import dev.lepton.ledger.query.Holdings;
import dev.lepton.ledger.query.Tariffs;
import dev.lepton.ledger.store.Engine;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * The charges that are split, as tables of the engine.
 *
 * <p>{@code export_slots}: an asset for a charge period, or what a tariff prices in a cluster on a day; with its cost in
 * units of the eighteenth decimal. {@code export_pots}: what a slot's cost is made of, by resource, with how many
 * unit-seconds there are to be held of it. {@code export_assets}: what assets are, for their rows.
 */
final class Origins {
    private final Holdings holdings;
    private final FocusRequest request;
    private final Window window;
    private final Engine engine;
    private int slots;

    Origins(Holdings holdings, FocusRequest request, Window window) {
        this.holdings = holdings;
        this.request = request;
        this.window = window;
        this.engine = holdings.engine();
    }

    /** What a slot's charge is for. */
    enum Kind {
        /** A machine or pool that no bill covers. */
        MACHINE,
        /** A machine or pool whose charge is on a bill. */
        BILLED,
        /** Storage, network or load balancers at a stated tariff. */
        TARIFF
    }

    void define() {
        engine.execute(
                "CREATE OR REPLACE TEMP TABLE export_slots (slot INTEGER, kind VARCHAR, asset INTEGER, cluster VARCHAR, s TIMESTAMP, "
                        + "e TIMESTAMP, cost HUGEINT, service VARCHAR, quantity DECIMAL(38,18), unit VARCHAR, price DECIMAL(38,18))");
        engine.execute(
                "CREATE OR REPLACE TEMP TABLE export_pots (slot INTEGER, res VARCHAR, ord INTEGER, unit VARCHAR, per_unit HUGEINT, "
                        + "cap HUGEINT, cost HUGEINT)");
        engine.execute(
                "CREATE OR REPLACE TEMP TABLE export_assets (asset INTEGER, price DECIMAL(38,18), working VARCHAR, confidence VARCHAR, "
                        + "cores DECIMAL(38,6), gib DECIMAL(38,6), gpus DECIMAL(38,6))");
        if (priced()) {
            holdings.move("export_moved", window);
        }
        try (DuckDBAppender slot = appender("export_slots");
                DuckDBAppender pot = appender("export_pots");
                DuckDBAppender asset = appender("export_assets")) {
            for (int id = 0; id < request.assets().size(); id++) {
                asset(asset, id);
                if (request.assets().get(id).billedAs().isEmpty()) {
                    machine(slot, pot, id);
                }
            }
            billed(slot, pot);
            tariffs(slot, pot);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether any tariff is stated, and so {@code export_moved} made. */
    boolean priced() {
        Tariffs t = request.tariffs();
        return List.of(t.storage(), t.zone(), t.region(), t.internet(), t.loadBalancer()).stream()
                .anyMatch(Optional::isPresent);
    }

    private DuckDBAppender appender(String table) throws SQLException {
        return ((DuckDBConnection) engine.connection()).createAppender("temp", "main", table);
    }

    /** One slot for each period that the asset was there in. */
    private void machine(DuckDBAppender slot, DuckDBAppender pot, int id) throws SQLException {
        Asset asset = request.assets().get(id);
        Optional<Window> there = asset.window().overlap(window);
        if (there.isEmpty() || asset.rates().isEmpty()) {
            return;
        }
        Instant at = there.get().from();
        while (at.isBefore(there.get().to())) {
            Instant next = periodAfter(at);
            Instant end = next.isBefore(there.get().to()) ? next : there.get().to();
            asset(slot, pot, id, Kind.MACHINE, new Window(at, end));
            at = end;
        }
    }

    private Instant periodAfter(Instant at) {
        return switch (request.period()) {
            case DAY -> at.truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
            case MONTH ->
                at.atOffset(ZoneOffset.UTC)
                        .toLocalDate()
                        .withDayOfMonth(1)
                        .plusMonths(1)
                        .atStartOfDay()
                        .toInstant(ZoneOffset.UTC);
        };
    }

    /** One slot for each charge period in which a bill charges for an asset's use. */
    private void billed(DuckDBAppender slot, DuckDBAppender pot) {
        if (request.assets().stream().noneMatch(a -> a.billedAs().isPresent())) {
            return;
        }
        engine.query(
                "SELECT DISTINCT asset, ChargePeriodStart AS s, ChargePeriodEnd AS e FROM export_matched ORDER BY ALL",
                r -> {
                    int id = r.getInt("asset");
                    Window period = new Window(
                            r.getObject("s", LocalDateTime.class).toInstant(ZoneOffset.UTC),
                            r.getObject("e", LocalDateTime.class).toInstant(ZoneOffset.UTC));
                    if (!request.assets().get(id).rates().isEmpty()) {
                        asset(slot, pot, id, Kind.BILLED, period);
                    }
                });
    }

    private void asset(DuckDBAppender slot, DuckDBAppender pot, int id, Kind kind, Window there) throws SQLException {
        Asset asset = request.assets().get(id);
        Duration length = there.length();
        BigInteger seconds = BigInteger.valueOf(length.toSeconds());
        Money cost = Money.zero(request.currency());
        int ord = 0;
        for (Resource resource : new Resource[] {Resource.GPU, Resource.CPU, Resource.RAM}) {
            UnitRate rate = asset.rates().get(resource);
            if (rate != null) {
                Money part = rate.assetCost(seconds);
                cost = cost.plus(part);
                String unit = unit(resource);
                pot(
                        pot,
                        Holdings.letter(resource),
                        ord++,
                        unit,
                        perUnit(resource),
                        rate.capacity().multiply(seconds),
                        part);
            }
        }
        BigDecimal hours = new BigDecimal(seconds).divide(BigDecimal.valueOf(3_600), 18, RoundingMode.HALF_EVEN);
        slot(slot, kind, id, "", there, cost, new Sold("Machines", hours, "Hours", BigDecimal.ZERO));
    }

    /** What is sold by quantity. */
    private record Sold(String service, BigDecimal quantity, String unit, BigDecimal price) {}

    private void slot(DuckDBAppender slot, Kind kind, int id, String cluster, Window there, Money cost, Sold sold)
            throws SQLException {
        slot.beginRow();
        slot.append(slots++).append(kind.name());
        if (id < 0) {
            slot.appendNull();
        } else {
            slot.append(id);
        }
        slot.append(cluster)
                .append(LocalDateTime.ofInstant(there.from(), ZoneOffset.UTC))
                .append(LocalDateTime.ofInstant(there.to(), ZoneOffset.UTC))
                .append(Exact.units(cost))
                .append(sold.service())
                .append(scaled(sold.quantity(), 18))
                .append(sold.unit())
                .append(scaled(sold.price(), 18));
        slot.endRow();
    }

    private void pot(
            DuckDBAppender pot, String res, int ord, String unit, BigInteger perUnit, BigInteger cap, Money cost)
            throws SQLException {
        pot.beginRow();
        pot.append(slots)
                .append(res)
                .append(ord)
                .append(unit)
                .append(perUnit)
                .append(cap)
                .append(Exact.units(cost));
        pot.endRow();
    }

    private static BigDecimal scaled(BigDecimal value, int decimals) {
        return value.setScale(decimals, RoundingMode.HALF_EVEN);
    }

    /**
     * What a tariff prices.
     *
     * @param column of {@code export_moved} with how much of it was held or sent
     * @param scale 3600 where it is paid by the GiB and not by the hour
     */
    private record Tariff(
            String column, String service, String unit, Resource resource, long scale, Optional<Price> price) {}

    /** What tariffs price, from {@code export_moved}. */
    private void tariffs(DuckDBAppender slot, DuckDBAppender pot) {
        Tariffs t = request.tariffs();
        for (Tariff tariff : List.of(
                new Tariff("sa", "Storage", "GiB-Hours", Resource.STORAGE, 1, t.storage()),
                new Tariff("nz", "Network between zones", "GiB", Resource.NETWORK, 3_600, t.zone()),
                new Tariff("nr", "Network between regions", "GiB", Resource.NETWORK, 3_600, t.region()),
                new Tariff("ni", "Network to the internet", "GiB", Resource.NETWORK, 3_600, t.internet()),
                new Tariff("lb", "Load balancers", "Hours", Resource.LOAD_BALANCER, 1, t.loadBalancer()))) {
            tariff.price().ifPresent(price -> tariff(slot, pot, tariff, price));
        }
    }

    private void tariff(DuckDBAppender slot, DuckDBAppender pot, Tariff tariff, Price price) {
        BigInteger whole = BigInteger.valueOf(Units.perWhole(tariff.resource()));
        BigInteger perUnit = whole.multiply(BigInteger.valueOf(3_600 / tariff.scale()));
        UnitRate rate = new UnitRate(price.perUnit(), price.currency(), whole);
        String sql = "SELECT coalesce(in_cluster, '') AS c, day, sum(" + tariff.column()
                + ")::HUGEINT AS held FROM export_moved GROUP BY ALL HAVING held > 0 ORDER BY ALL";
        engine.query(sql, r -> {
            BigInteger held = (BigInteger) r.getObject("held");
            Instant day = r.getObject("day", LocalDateTime.class).toInstant(ZoneOffset.UTC);
            Money cost = rate.cost(held.multiply(BigInteger.valueOf(tariff.scale())));
            pot(pot, tariff.column(), 0, tariff.unit(), perUnit, held, cost);
            BigDecimal quantity = new BigDecimal(held).divide(new BigDecimal(perUnit), 18, RoundingMode.HALF_EVEN);
            Sold sold = new Sold(tariff.service(), quantity, tariff.unit(), rate.hourly());
            slot(slot, Kind.TARIFF, -1, r.getString("c"), new Window(day, day.plus(1, ChronoUnit.DAYS)), cost, sold);
        });
    }

    private void asset(DuckDBAppender appender, int id) throws SQLException {
        Asset asset = request.assets().get(id);
        BigDecimal price =
                asset.rates().values().stream().map(UnitRate::hourly).reduce(BigDecimal.ZERO, BigDecimal::add);
        appender.beginRow();
        appender.append(id)
                .append(scaled(price, 18))
                .append(asset.working())
                .append(asset.confidence().word());
        for (Resource resource : new Resource[] {Resource.CPU, Resource.RAM, Resource.GPU}) {
            has(appender, resource, asset.capacity());
        }
        appender.endRow();
    }

    private static void has(DuckDBAppender appender, Resource resource, Map<Resource, BigInteger> capacity)
            throws SQLException {
        BigInteger units = capacity.get(resource);
        if (units == null) {
            appender.appendNull();
        } else {
            appender.append(new BigDecimal(units)
                    .divide(BigDecimal.valueOf(Units.perWhole(resource)), 6, RoundingMode.HALF_EVEN));
        }
    }

    private static String unit(Resource resource) {
        return switch (resource) {
            case CPU -> "Core-Hours";
            case GPU -> "GPU-Hours";
            case RAM, STORAGE -> "GiB-Hours";
            case NETWORK -> "GiB";
            case LOAD_BALANCER -> "Hours";
        };
    }

    private static BigInteger perUnit(Resource resource) {
        return BigInteger.valueOf(Units.perWhole(resource)).multiply(BigInteger.valueOf(3_600));
    }
}
