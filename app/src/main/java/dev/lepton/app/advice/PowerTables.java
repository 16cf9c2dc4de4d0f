package dev.lepton.app.advice;

import dev.lepton.app.wiring.Session;
import dev.lepton.core.advise.Books;
import dev.lepton.core.energy.PowerCaps;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.money.Price;
import dev.lepton.core.workload.Pool;
import dev.lepton.formats.energy.PowerLimitsCsv;
import dev.lepton.ledger.query.Asset;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is known of power beside the workspace.
 *
 * @param perKwh what electricity costs, in the workspace's currency; empty where it is not one's own to pay
 * @param tables measurements under several limits, by device
 */
public record PowerTables(Optional<BigDecimal> perKwh, Map<String, Path> tables) {
    public PowerTables {
        tables = new TreeMap<>(tables);
    }

    Books.Power of(Session session) {
        Map<String, Map<String, PowerCaps>> caps = new TreeMap<>();
        tables.forEach((words, file) -> caps.put(
                session.bundled().devices().named(words).map(d -> d.name()).orElseThrow(() -> unknown(words)),
                PowerLimitsCsv.read(file).workloads()));
        Map<String, BigDecimal> watts = new TreeMap<>();
        for (Pool pool : session.fleet()) {
            for (Asset asset : session.assets()) {
                if (asset.name().equals(pool.name()) && pool.power().watts().isPresent()) {
                    watts.put(MarketKey.of(asset).id(), pool.power().watts().get());
                }
            }
        }
        return new Books.Power(perKwh.map(k -> Price.of(k, session.settings().currency())), watts, caps);
    }

    private static Problem unknown(String words) {
        return Problem.input(
                "--power-table names '" + words + "', which is no device that is known.",
                "Maybe V100, A100-40GB, H100: lepton prices --gpu lists names.");
    }
}
