package dev.lepton.ledger;

import dev.lepton.core.billing.Resource;
import dev.lepton.core.billing.UnitRate;
import dev.lepton.core.billing.Units;
import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.money.FxRates;
import dev.lepton.core.money.Money;
import dev.lepton.core.time.Window;
import dev.lepton.ledger.ingest.FocusImport;
import dev.lepton.ledger.ingest.ImportResult;
import dev.lepton.ledger.ingest.Progress;
import dev.lepton.ledger.ingest.UsageImport;
import dev.lepton.ledger.query.Asset;
import dev.lepton.ledger.query.Costs;
import dev.lepton.ledger.query.Facts;
import dev.lepton.ledger.query.Tariffs;
import dev.lepton.ledger.store.Engine;
import dev.lepton.ledger.store.EngineSettings;
import dev.lepton.ledger.store.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A workspace in a temporary folder with an engine, for tests. */
public final class TestWorkspace implements AutoCloseable {
    public static final Instant NOW = Instant.parse("2026-11-18T12:00:00Z");

    public final Path dir;
    public final Workspace workspace;
    public final Engine engine;

    public TestWorkspace(Path dir) {
        this.dir = dir;
        this.workspace = Workspace.create(dir.resolve("workspace"), "# test\n");
        this.engine = new Engine(new EngineSettings("800MB", 2, dir.resolve("spill")));
    }

    public ImportResult usage(String name, String csv) {
        Path file = write(name, csv);
        return workspace.write(
                draft -> new UsageImport(engine, draft, Progress.silent()).run(file, 0, false, List.of(), NOW));
    }

    public ImportResult focus(Path file) {
        return workspace.write(draft -> new FocusImport(engine, draft, Progress.silent()).run(file, false, NOW));
    }

    public ImportResult focus(String name, String csv) {
        return focus(write(name, csv));
    }

    public Path write(String name, String text) {
        try {
            Path file = dir.resolve(name);
            Files.writeString(file, text);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Costs costs(List<Asset> assets, Tariffs tariffs) {
        return new Costs(new Facts(engine, workspace), assets, tariffs, Map.of(), FxRates.none(), Money.USD);
    }

    /** A machine with so many cores, GiB and GPUs, whose resources cost so much an hour each as a whole. */
    public static Asset asset(String name, String cluster, Window window, String[] capacity, String[] hourly) {
        Map<Resource, BigInteger> has = new EnumMap<>(Resource.class);
        Map<Resource, UnitRate> rates = new EnumMap<>(Resource.class);
        List<Resource> resources = List.of(Resource.CPU, Resource.RAM, Resource.GPU);
        for (int i = 0; i < 3; i++) {
            BigInteger units = Units.count(resources.get(i), new BigDecimal(capacity[i]));
            has.put(resources.get(i), units);
            rates.put(resources.get(i), new UnitRate(new BigDecimal(hourly[i]), Money.USD, units));
        }
        Asset.Place place = new Asset.Place(
                Optional.of("test"), Optional.of("here"), Optional.empty(), Optional.empty(), Optional.empty());
        return new Asset(
                name, Optional.of(cluster), place, window, has, rates, "stated", Confidence.ESTIMATE, Optional.empty());
    }

    @Override
    public void close() {
        engine.close();
    }
}
