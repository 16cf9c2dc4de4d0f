package dev.lepton.app.wiring;

import dev.lepton.core.catalog.Catalog;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.time.Window;
import dev.lepton.core.workload.Pool;
import dev.lepton.core.workload.Revenue;
import dev.lepton.core.workload.ServedTokens;
import dev.lepton.formats.documents.SettingsDocument;
import dev.lepton.formats.fleet.FleetFile;
import dev.lepton.formats.prices.BundledPrices;
import dev.lepton.formats.prices.PriceContext;
import dev.lepton.formats.prices.PriceFile;
import dev.lepton.formats.revenue.RevenueCsv;
import dev.lepton.formats.tokens.TokensCsv;
import dev.lepton.ledger.query.Asset;
import dev.lepton.ledger.query.BilledMachines;
import dev.lepton.ledger.query.Costs;
import dev.lepton.ledger.query.Facts;
import dev.lepton.ledger.query.Tariffs;
import dev.lepton.ledger.store.Engine;
import dev.lepton.ledger.store.EngineSettings;
import dev.lepton.ledger.store.Kind;
import dev.lepton.ledger.store.Segment;
import dev.lepton.ledger.store.Workspace;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A workspace opened for one command: its settings, its engine, and what is worked out from its facts on demand. */
public final class Session implements AutoCloseable {
    private final Workspace workspace;
    private final SettingsDocument settings;
    private final Engine engine;
    private Optional<BundledPrices> bundled = Optional.empty();
    private Optional<Facts> facts = Optional.empty();
    private Optional<Costs> costs = Optional.empty();
    private Optional<List<Asset>> assets = Optional.empty();

    private Session(Workspace workspace) {
        this.workspace = workspace;
        this.settings = SettingsDocument.read(workspace.settingsFile());
        EngineSettings defaults = EngineSettings.defaults(workspace.dir());
        try {
            this.engine = new Engine(new EngineSettings(
                    settings.memory().orElse(defaults.memory()),
                    settings.threads().orElse(defaults.threads()),
                    settings.spill().map(Path::of).orElse(defaults.spill())));
        } catch (IllegalArgumentException e) {
            throw Problem.input(workspace.settingsFile() + ": " + e.getMessage(), "");
        }
    }

    /** Opens the workspace in {@code dir}. */
    public static Session open(Path dir) {
        return new Session(Workspace.open(dir));
    }

    /** Makes a workspace in {@code dir} with commented settings, or leaves the one that is there. */
    public static Workspace init(Path dir) {
        return init(dir, "/dev/lepton/app/wiring/lepton.yaml");
    }

    /** Makes a workspace in {@code dir} with the settings in the resource {@code settings}. */
    static Workspace init(Path dir, String settings) {
        try (InputStream in = Objects.requireNonNull(Session.class.getResourceAsStream(settings))) {
            return Workspace.create(dir, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Workspace workspace() {
        return workspace;
    }

    public SettingsDocument settings() {
        return settings;
    }

    public Engine engine() {
        return engine;
    }

    /** The bundled price lists and devices; loaded when first asked for. */
    public BundledPrices bundled() {
        if (bundled.isEmpty()) {
            bundled = Optional.of(BundledPrices.load());
        }
        return bundled.get();
    }

    /** The facts as they were when this was first called. */
    public Facts facts() {
        if (facts.isEmpty()) {
            facts = Optional.of(new Facts(engine, workspace));
        }
        return facts.get();
    }

    /** The machines and pools of the fleet with their prices; those without dates are there while usage is known. */
    public List<Asset> assets() {
        if (assets.isEmpty()) {
            assets = Optional.of(facts().workSpan().map(this::priced).orElse(List.of()));
        }
        return assets.get();
    }

    /** The answerer of questions about cost. */
    public Costs costs() {
        if (costs.isEmpty()) {
            costs = Optional.of(
                    new Costs(facts(), assets(), tariffs(), settings.labels(), settings.rates(), settings.currency()));
        }
        return costs.get();
    }

    /** The fleet as it was imported. */
    public List<Pool> fleet() {
        List<Pool> pools = new ArrayList<>();
        for (Segment segment : facts().manifest().of(Kind.FLEET)) {
            FleetFile.read(workspace.file(segment), Imports.zone(segment, settings.zone()), pools::add, failure -> {});
        }
        return pools;
    }

    /** What was earned, as it was imported. */
    public List<Revenue> revenue() {
        List<Revenue> all = new ArrayList<>();
        for (Segment segment : facts().manifest().of(Kind.REVENUE)) {
            RevenueCsv.read(
                    workspace.file(segment),
                    Imports.zone(segment, settings.zone()),
                    all::add,
                    failure -> {},
                    bytes -> {});
        }
        return all;
    }

    /** What models served, as it was imported. */
    public List<ServedTokens> tokens() {
        List<ServedTokens> all = new ArrayList<>();
        for (Segment segment : facts().manifest().of(Kind.TOKENS)) {
            TokensCsv.read(
                    workspace.file(segment),
                    Imports.zone(segment, settings.zone()),
                    all::add,
                    failure -> {},
                    bytes -> {});
        }
        return all;
    }

    /** What was measured of models, as it was imported; the bundled points are not among it. */
    public StoredProfiles profiles() {
        return StoredProfiles.of(workspace, facts().manifest());
    }

    private List<Asset> priced(Window span) {
        List<Pool> pools = fleet();
        if (pools.isEmpty()) {
            return List.of();
        }
        FleetPricing pricing = new FleetPricing(
                this::catalog,
                BundledPrices.knownDevices(),
                settings.rates(),
                settings.currency(),
                settings.gpuShare(),
                settings.openCostSplit(),
                facts().withProcessorsRecorded());
        List<String> ids = pools.stream().flatMap(p -> p.providerId().stream()).toList();
        Map<String, List<BilledMachines.Billed>> billed = new BilledMachines(facts()).of(ids, settings.currency());
        return pools.stream()
                .flatMap(p -> pricing
                        .assets(
                                p,
                                span,
                                p.providerId()
                                        .map(id -> billed.getOrDefault(id, List.of()))
                                        .orElse(List.of()))
                        .stream())
                .toList();
    }

    /** The bundled lists with the user's above them. */
    public Catalog catalog() {
        Catalog catalog = bundled().catalog();
        for (Segment segment : facts().manifest().of(Kind.PRICES)) {
            PriceFile file = PriceFile.read(workspace.file(segment), Optional.empty(), prices(segment));
            catalog = catalog.overriddenBy(file.offerings(), file.components());
        }
        return catalog;
    }

    private PriceContext prices(Segment segment) {
        return new PriceContext(
                segment.source(),
                segment.source(),
                Optional.empty(),
                segment.importedAt(),
                false,
                bundled().devices(),
                bundled().machines());
    }

    /** Prices of what is not bought by the machine, as the settings state them. */
    public Tariffs tariffs() {
        SettingsDocument.Tariffs t = settings.tariffs();
        return new Tariffs(t.storageGibHour(), t.zoneGib(), t.regionGib(), t.internetGib(), t.loadBalancerHour());
    }

    @Override
    public void close() {
        engine.close();
    }
}
