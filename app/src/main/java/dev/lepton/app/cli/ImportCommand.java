package dev.lepton.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lepton.app.wiring.Imports;
import dev.lepton.core.evidence.Failure;
import dev.lepton.core.evidence.Problem;
import dev.lepton.ledger.ingest.ImportResult;
import dev.lepton.ledger.store.Segment;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lepton import}: evidence into the workspace. */
@Command(
        name = "import",
        description = {
            "Take evidence in. The same file twice changes nothing; a row that is wrong is listed and the rest goes on.",
            "Kinds: focus (bills), usage (samples), jobs (Slurm, Philly, own), fleet (nodes, pools), openb (nodes or pods),",
            "prices (SkyPilot, OpenCost, own), revenue, tokens, profiles (throughput, latency and watts of models:",
            "ML.ENERGY, MLPerf, AIBrix, Melange, vLLM, Gavel, Zeus, own; --show lists them). docs/formats.md shows the columns."
        },
        mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            paramLabel = "KIND",
            description = "focus, usage, jobs, fleet, openb, prices, revenue, tokens or profiles.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before run
    private String kind;

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "FILE",
            description = "CSV, CSV.gz, Parquet, YAML or JSON.")
    private List<Path> files = List.of();

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private WorkspaceOption workspace;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Output output;

    @Option(
            names = "--sample-seconds",
            paramLabel = "N",
            description = "usage: how long a sample stands for, where the file has no column 'seconds'.")
    private long sampleSeconds;

    @Option(
            names = "--replace",
            description = "focus, usage, jobs: the file stands for those of the same name, which are dropped.")
    private boolean replace;

    @Option(
            names = "--time-zone",
            paramLabel = "ZONE",
            description =
                    "jobs, fleet, revenue, tokens: the clock of times without an offset (default: UTC for jobs, utc_offset of lepton.yaml for the others).")
    private @Nullable String zone;

    @Option(
            names = "--draw-utilisation",
            paramLabel = "CLUSTER",
            description =
                    "jobs: draw the GPU utilisation that the file lacks from the one measured on a public cluster (seren, kalos, philly); it is marked as drawn.")
    private @Nullable String drawFrom;

    @Option(names = "--seed", defaultValue = "42", description = "Seed of what is drawn (default: 42).")
    private long seed;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private ProfileOptions profiles;

    @Override
    public Integer call() {
        Imports.Kind which = kind();
        if (profiles.show()) {
            return profiles.list(which, files, workspace, output);
        }
        if (files.isEmpty()) {
            throw Problem.input("no file was given to lepton import " + kind + ".", "Maybe name one or more files.");
        }
        Imports.Options options = new Imports.Options(
                sampleSeconds, replace, zone(), Optional.ofNullable(drawFrom), seed, profiles.given());
        ArrayNode json = Output.JSON.createArrayNode();
        Table table = new Table()
                .left("File", "file")
                .right("Rows", "rows")
                .right("Failures", "failures")
                .left("", "state");
        boolean nothing = false;
        try (dev.lepton.app.wiring.Session session = workspace.open()) {
            for (Path file : files) {
                ImportResult result;
                try (Bar bar = new Bar(file.getFileName().toString())) {
                    result = new Imports(session, workspace.now(), bar).run(which, file, options);
                }
                Segment segment = result.segment();
                nothing |= segment.rows() == 0;
                add(json, table, file, result);
                segment.notes().forEach(n -> output.err().println("note: " + file + ": " + n));
            }
        }
        if (output.json()) {
            output.print(Output.JSON.createObjectNode().<ObjectNode>set("imports", json));
        } else {
            output.print(table);
        }
        return nothing ? Problem.Kind.INPUT.exitCode() : 0;
    }

    private void add(ArrayNode json, Table table, Path file, ImportResult result) {
        Segment segment = result.segment();
        String state = result.known()
                ? "known already, nothing changed"
                : segment.failures() > 0 ? "taken, but for the failures" : "taken";
        table.row(
                List.of(
                        file.toString(),
                        Cell.grouped(java.math.BigDecimal.valueOf(segment.rows())),
                        Cell.grouped(java.math.BigDecimal.valueOf(segment.failures())),
                        state),
                List.of(
                        file.toString(),
                        Long.toString(segment.rows()),
                        Long.toString(segment.failures()),
                        result.known() ? "known" : "taken"));
        ObjectNode node = json.addObject()
                .put("file", file.toString())
                .put("kind", kind)
                .put("rows", segment.rows())
                .put("failures", segment.failures())
                .put("known", result.known())
                .put("segment", segment.id());
        failures(node.putArray("first_failures"), result);
        ArrayNode notes = node.putArray("notes");
        segment.notes().forEach(notes::add);
        if (segment.failures() > result.failures().size() && !result.known()) {
            output.err()
                    .println("… all " + segment.failures() + " are in "
                            + workspace.dir().resolve(segment.sibling(".failures.csv")));
        }
    }

    private void failures(ArrayNode first, ImportResult result) {
        for (Failure failure : result.failures()) {
            first.addObject()
                    .put("line", failure.line())
                    .put("reason", failure.reason().name())
                    .put("detail", failure.detail())
                    .put("advice", failure.reason().advice());
            output.err().println(failure);
        }
        result.failures().stream()
                .map(Failure::reason)
                .distinct()
                .forEach(reason -> output.err().println(reason.words() + ": " + reason.advice()));
    }

    private Imports.Kind kind() {
        try {
            return Imports.Kind.valueOf(kind.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw Problem.input(
                    "'" + kind + "' is no kind of evidence.",
                    "Maybe one of: focus, usage, jobs, fleet, openb, prices, revenue, tokens, profiles.");
        }
    }

    private Optional<ZoneId> zone() {
        try {
            return Optional.ofNullable(zone).map(ZoneId::of);
        } catch (DateTimeException e) {
            throw Problem.input("'" + zone + "' is no time zone.", "Maybe UTC, +01:00 or Europe/Berlin.");
        }
    }
}
