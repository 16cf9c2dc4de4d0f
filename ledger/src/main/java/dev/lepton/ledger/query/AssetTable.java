package dev.lepton.ledger.query;

import dev.lepton.core.billing.Resource;
import dev.lepton.core.billing.UnitRate;
import dev.lepton.core.evidence.Problem;
import dev.lepton.ledger.store.Engine;
import dev.lepton.ledger.store.Kind;
import java.math.BigInteger;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** The fleet as the table {@code assets} of the engine, and the samples of usage and jobs as the view {@code samples}. */
final class AssetTable {
    private final List<Asset> assets;
    private final boolean namesAreUnique;
    private final boolean alwaysThere;

    AssetTable(Facts facts, List<Asset> assets) {
        this.assets = List.copyOf(assets);
        Map<String, String> clusterOf = new HashMap<>();
        boolean unique = true;
        for (Asset asset : assets) {
            String cluster = asset.cluster().orElse("");
            unique &= clusterOf.computeIfAbsent(asset.name(), n -> cluster).equals(cluster);
        }
        this.namesAreUnique = unique;
        this.alwaysThere = facts.span()
                .map(span -> assets.stream()
                        .noneMatch(a -> a.window().from().isAfter(span.from())
                                || a.window().to().isBefore(span.to())))
                .orElse(false);
        refuseOverlaps();
        fill(facts.engine());
        String asof = Facts.literal(facts.span().map(s -> s.to()).orElse(Instant.EPOCH));
        String names = assets.stream().map(Asset::name).distinct().count() == 1
                ? Engine.literal(assets.get(0).name())
                : "NULL";
        facts.engine().execute(Sql.of("job_samples", Map.of("asof", asof, "only", names)));
        facts.engine()
                .execute("CREATE OR REPLACE TEMP VIEW samples AS SELECT * FROM usage_samples"
                        + (facts.has(Kind.JOBS) ? " UNION ALL BY NAME SELECT * FROM job_samples" : ""));
    }

    /** The asset with number {@code id}. */
    Asset asset(int id) {
        return assets.get(id);
    }

    boolean isEmpty() {
        return assets.isEmpty();
    }

    /** The condition under which a sample {@code s} is on an asset {@code a}. */
    String join() {
        String names = "s.node = a.asset" + (alwaysThere ? "" : " AND s.ts >= a.f AND s.ts < a.t");
        return namesAreUnique ? names : names + " AND coalesce(s.cluster, a.cluster, '') = coalesce(a.cluster, '')";
    }

    /** Leaves out the bill lines that are machines of the fleet: their cost is in the assets already. */
    String exceptMatched() {
        return assets.stream().anyMatch(a -> a.billedAs().isPresent())
                ? " AND NOT (coalesce(b.ChargeCategory, 'Usage') = 'Usage' AND EXISTS (SELECT 1 FROM assets m WHERE "
                        + "m.billed_as = b.ResourceId AND b.ChargePeriodStart = m.f AND b.ChargePeriodEnd = m.t))"
                : "";
    }

    /** What assets have in common that are added up together. */
    private record RateGroup(Map<Resource, UnitRate> rates, Optional<String> cluster) {
        static RateGroup of(Asset asset) {
            return new RateGroup(asset.rates(), asset.cluster());
        }
    }

    private void refuseOverlaps() {
        Map<String, List<Asset>> byName =
                assets.stream().collect(Collectors.groupingBy(a -> a.cluster().orElse("") + "/" + a.name()));
        byName.forEach((name, same) -> {
            List<Asset> sorted = same.stream()
                    .sorted(java.util.Comparator.comparing(a -> a.window().from()))
                    .toList();
            for (int i = 1; i < sorted.size(); i++) {
                if (sorted.get(i)
                        .window()
                        .from()
                        .isBefore(sorted.get(i - 1).window().to())) {
                    throw Problem.input(
                            "The fleet has " + sorted.get(i).name() + " twice at "
                                    + sorted.get(i).window().from() + ".",
                            "Maybe one of the two ended before, or belongs to another cluster.");
                }
            }
        });
    }

    private void fill(Engine engine) {
        engine.execute(
                "CREATE OR REPLACE TEMP TABLE assets (id INTEGER, asset VARCHAR, cluster VARCHAR, provider VARCHAR, region VARCHAR, "
                        + "instance_type VARCHAR, terms VARCHAR, device VARCHAR, f TIMESTAMP, t TIMESTAMP, cap_c HUGEINT, cap_r HUGEINT, cap_g HUGEINT, billed_as VARCHAR)");
        try (DuckDBAppender appender =
                ((DuckDBConnection) engine.connection()).createAppender("temp", "main", "assets")) {
            for (int id = 0; id < assets.size(); id++) {
                append(appender, id, assets.get(id));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        engine.execute("CREATE OR REPLACE TEMP TABLE asset_rates (id INTEGER, rate INTEGER)");
        Map<RateGroup, Integer> first = new HashMap<>();
        try (DuckDBAppender appender =
                ((DuckDBConnection) engine.connection()).createAppender("temp", "main", "asset_rates")) {
            for (int id = 0; id < assets.size(); id++) {
                int number = id;
                appender.beginRow();
                appender.append(id)
                        .append(first.computeIfAbsent(RateGroup.of(assets.get(id)), r -> number)
                                .intValue());
                appender.endRow();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void append(DuckDBAppender appender, int id, Asset asset) throws SQLException {
        appender.beginRow();
        appender.append(id).append(asset.name());
        text(appender, asset.cluster());
        text(appender, asset.place().provider());
        text(appender, asset.place().region());
        text(appender, asset.place().instanceType());
        text(appender, asset.place().terms());
        text(appender, asset.place().device());
        appender.append(LocalDateTime.ofInstant(asset.window().from(), ZoneOffset.UTC));
        appender.append(LocalDateTime.ofInstant(asset.window().to(), ZoneOffset.UTC));
        for (Resource resource : List.of(Resource.CPU, Resource.RAM, Resource.GPU)) {
            number(appender, asset.capacity().get(resource));
        }
        text(appender, asset.billedAs());
        appender.endRow();
    }

    private static void text(DuckDBAppender appender, Optional<String> value) throws SQLException {
        if (value.isPresent()) {
            appender.append(value.get());
        } else {
            appender.appendNull();
        }
    }

    private static void number(DuckDBAppender appender, @Nullable BigInteger value) throws SQLException {
        if (value == null) {
            appender.appendNull();
        } else {
            appender.append(value);
        }
    }
}
