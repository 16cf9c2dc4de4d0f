package dev.lepton.app.wiring;

import dev.lepton.core.evidence.Problem;
import dev.lepton.core.time.Window;
import dev.lepton.ledger.ingest.Progress;
import dev.lepton.ledger.query.CostQuestion;
import dev.lepton.ledger.store.Kind;
import dev.lepton.ledger.store.Segment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The bundled evidence in a workspace of its own; made once, opened after. */
public final class Demo {
    /** Jobs in the bundled trace. */
    public static final long JOBS = 82_247;

    /** When the bundled bill's charges fall. */
    public static final Window BILL =
            new Window(Instant.parse("2024-08-01T00:00:00Z"), Instant.parse("2024-11-01T00:00:00Z"));

    /** The demonstration's own clock: the same run gives the same page. */
    private static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");

    private final Path out;

    /** @param out folder of report, evidence and workspace */
    public Demo(Path out) {
        this.out = out;
    }

    /** The workspace with all evidence in it, opened. */
    public Session prepare() {
        Path workspace = out.resolve("workspace");
        Session.init(workspace, "/dev/lepton/app/demo/lepton.yaml");
        Session session = Session.open(workspace);
        Imports imports = new Imports(session, NOW, Progress.silent());
        Imports.Options drawn = new Imports.Options(0, false, Optional.of(ZoneOffset.UTC), Optional.of("philly"), 42);
        imports.run(Imports.Kind.JOBS, evidence("philly.csv.gz"), drawn);
        imports.run(Imports.Kind.FLEET, evidence("fleet.yaml"), Imports.Options.DEFAULT);
        imports.run(Imports.Kind.FOCUS, evidence("focus_sample.csv"), Imports.Options.DEFAULT);
        return session;
    }

    /** Whole days from the first job's start to the last one's end. */
    public Window window(Session session) {
        Window jobs = session.facts().manifest().of(Kind.JOBS).stream()
                .map(Demo::span)
                .reduce(Window::span)
                .orElseThrow();
        return new Window(
                jobs.from().truncatedTo(ChronoUnit.DAYS),
                jobs.to().truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS));
    }

    private static Window span(Segment segment) {
        return new Window(Instant.parse(segment.from()), Instant.parse(segment.to()));
    }

    /** What fills the report over {@code window}. */
    public ReportFill report(Session session, Window window) {
        return new ReportFill(session, CostQuestion.by(List.of()).in(Optional.of(window)), NOW);
    }

    /** The bundled document {@code name}, the words of {@code values} replaced, as a file beside the evidence. */
    public Path document(String name, Map<String, String> values) {
        Path file = evidence(name);
        try {
            String text = Files.readString(file);
            for (Map.Entry<String, String> value : values.entrySet()) {
                text = text.replaceAll("(?m)(?<=amount: -?)" + value.getKey() + "\\b", value.getValue());
            }
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw unwritten(e);
        }
    }

    /** The document that {@code lepton plan} reads of the demonstration's service, with the trace that it names beside it. */
    public Path services() {
        evidence("azure_conversation.csv.gz");
        return evidence("services.yaml");
    }

    /** The bundled file {@code name}, beside the report. */
    public Path evidence(String name) {
        Path target = out.resolve("evidence").resolve(name);
        try (InputStream in =
                Objects.requireNonNull(Demo.class.getResourceAsStream("/dev/lepton/app/demo/" + name), name)) {
            Files.createDirectories(target.getParent());
            Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
            return target;
        } catch (IOException e) {
            throw unwritten(e);
        }
    }

    private Problem unwritten(IOException e) {
        return Problem.outside(
                "The demonstration cannot be written to " + out + ": " + e.getMessage() + ".",
                "Maybe another --out.",
                e);
    }
}
