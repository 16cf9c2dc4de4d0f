package dev.lepton.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lepton.app.wiring.Session;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.time.Window;
import dev.lepton.core.time.WindowExpression;
import dev.lepton.ledger.export.FactsExport;
import dev.lepton.ledger.export.FocusExport;
import dev.lepton.ledger.export.FocusRequest;
import dev.lepton.ledger.export.FocusVersion;
import dev.lepton.ledger.ingest.Doubled;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lepton export}: facts and costs as files that other programs read. */
@Command(
        name = "export",
        description = "Facts out: cost as FOCUS rows or in OpenCost's JSON, or the facts themselves as Parquet.",
        subcommands = {ExportCommand.Focus.class, ExportCommand.OpenCost.class, ExportCommand.Facts.class},
        mixinStandardHelpOptions = true)
final class ExportCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before run
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** {@code lepton export focus}. */
    @Command(
            name = "focus",
            description = {
                "Cost as rows of FOCUS 1.2 or 1.4: bill lines as they came, machines that no bill covers, and in place of",
                "each machine's charge what every pod and job caused of it. docs/exports.md tells the columns."
            },
            mixinStandardHelpOptions = true)
    static final class Focus implements Runnable {
        @Option(
                names = "--focus-version",
                paramLabel = "VERSION",
                defaultValue = "1.2",
                description = "1.2 (default) or 1.4.")
        @SuppressWarnings("NullAway.Init")
        private String version;

        @Option(
                names = "--out",
                paramLabel = "FILE",
                required = true,
                description = "FILE.csv, FILE.csv.gz or FILE.parquet.")
        @SuppressWarnings("NullAway.Init")
        private Path out;

        @Option(
                names = "--window",
                paramLabel = "WINDOW",
                description =
                        "Charges that begin in it: lastmonth, 7d, 2026-01-01,2026-02-01 … (default: all there is).")
        private @Nullable String window;

        @Option(names = "--no-split", description = "Charges of machines whole, not by pod and job.")
        private boolean whole;

        @Option(
                names = "--as-billed",
                description =
                        "Bill lines that contradict themselves as they came; else unit prices and categories are made to agree.")
        private boolean asBilled;

        @Option(
                names = "--period",
                paramLabel = "PERIOD",
                defaultValue = "day",
                description = "How long a charge of a machine lasts: day (default) or month.")
        @SuppressWarnings("NullAway.Init")
        private String period;

        @Mixin
        @SuppressWarnings("NullAway.Init")
        private WorkspaceOption workspace;

        @Mixin
        @SuppressWarnings("NullAway.Init")
        private Output output;

        @Override
        public void run() {
            try (Session session = workspace.open()) {
                print(new FocusExport(session.facts(), request(session)).write(out));
            }
        }

        private FocusRequest request(Session session) {
            return new FocusRequest(
                    FocusVersion.parse(version),
                    window(session),
                    !whole,
                    !asBilled,
                    period(),
                    session.assets(),
                    session.tariffs(),
                    session.settings().currency(),
                    FocusRequest.Account.OWN);
        }

        private Optional<Window> window(Session session) {
            try {
                return Optional.ofNullable(window)
                        .map(w -> WindowExpression.parse(
                                w, workspace.now(), session.settings().zone()));
            } catch (IllegalArgumentException e) {
                throw Problem.input(String.valueOf(e.getMessage()), "");
            }
        }

        private FocusRequest.Period period() {
            try {
                return FocusRequest.Period.valueOf(period.toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException e) {
                throw Problem.input("--period is '" + period + "'.", "Maybe day or month.");
            }
        }

        private void print(FocusExport.Written written) {
            if (output.json()) {
                ObjectNode node = Output.JSON
                        .createObjectNode()
                        .put("file", written.file().toString())
                        .put("focus_version", version)
                        .put("rows", written.rows())
                        .put("bill_lines", written.bills())
                        .put("machine_charges", written.machines())
                        .put("tariff_charges", written.tariffs())
                        .put("split_charges", written.splits());
                ArrayNode notes = node.putArray("notes");
                written.notes().forEach(notes::add);
                output.print(node);
                return;
            }
            Table table = new Table().left("Charges", "charges").right("Number", "number");
            row(table, "bill lines", written.bills());
            row(table, "machines by the " + period.toLowerCase(Locale.ROOT), written.machines());
            row(table, "storage, network and load balancers by the day", written.tariffs());
            row(table, "of these split by pod and job", written.splits());
            row(table, "rows written", written.rows());
            output.print(table);
            written.notes().forEach(n -> output.err().println("Note: " + n + "."));
            output.err().println("FOCUS " + version + " is in " + written.file() + ".");
        }
    }

    private static void row(Table table, String what, long number) {
        table.row(List.of(what, Cell.grouped(BigDecimal.valueOf(number))), List.of(what, Long.toString(number)));
    }

    /** {@code lepton export opencost}. */
    @Command(
            name = "opencost",
            description = "What lepton cost --json prints, in OpenCost's envelope and field names, as a file.",
            mixinStandardHelpOptions = true)
    static final class OpenCost implements Runnable {
        @Option(
                names = {"--by", "--aggregate"},
                split = ",",
                paramLabel = "KEY",
                description = "What to group by (default: namespace).")
        private List<String> keys = List.of("namespace");

        @Option(names = "--out", paramLabel = "FILE.json", description = "Where to (default: standard output).")
        private @Nullable Path out;

        @Mixin
        @SuppressWarnings("NullAway.Init")
        private QuestionOptions question;

        @Mixin
        @SuppressWarnings("NullAway.Init")
        private WorkspaceOption workspace;

        @Mixin
        @SuppressWarnings("NullAway.Init")
        private Output output;

        @Override
        public void run() {
            try (Session session = workspace.open()) {
                List<String> by = keys.equals(List.of("all")) ? List.of() : keys;
                ObjectNode document = CostJson.envelope(
                        session.costs().ask(question.question(by, session, workspace.now())),
                        question.asGiven(),
                        Doubled.in(session.facts().manifest()));
                if (out == null) {
                    output.print(document);
                } else {
                    write(document, out);
                    output.err().println("The allocations are in " + out + ".");
                }
            }
        }

        private static void write(ObjectNode document, Path out) {
            try {
                Files.writeString(out, Output.JSON.writeValueAsString(document) + "\n");
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            } catch (IOException e) {
                throw Problem.outside(out + " cannot be written: " + e.getMessage() + ".", "Maybe another --out.", e);
            }
        }
    }

    /** {@code lepton export parquet}. */
    @Command(
            name = "parquet",
            description =
                    "The facts as Parquet files, the fleet and other documents as imported, and what their columns mean.",
            mixinStandardHelpOptions = true)
    static final class Facts implements Runnable {
        @Option(names = "--out", paramLabel = "DIR", required = true, description = "A folder.")
        @SuppressWarnings("NullAway.Init")
        private Path out;

        @Mixin
        @SuppressWarnings("NullAway.Init")
        private WorkspaceOption workspace;

        @Mixin
        @SuppressWarnings("NullAway.Init")
        private Output output;

        @Override
        public void run() {
            try (Session session = workspace.open()) {
                List<FactsExport.Copied> copied = new FactsExport(session.engine(), session.workspace()).write(out);
                if (output.json()) {
                    ArrayNode files = Output.JSON.createArrayNode();
                    copied.forEach(c -> files.addObject()
                            .put("file", c.file().toString())
                            .put("kind", c.kind().folder())
                            .put("facts", c.rows()));
                    output.print(Output.JSON.createObjectNode().set("files", files));
                    return;
                }
                Table table = new Table().left("File", "file").right("Facts", "facts");
                copied.forEach(c -> row(table, c.file().toString(), c.rows()));
                output.print(table);
                output.err().println("What the columns mean is in " + out.resolve("README.md") + ".");
            }
        }
    }
}
