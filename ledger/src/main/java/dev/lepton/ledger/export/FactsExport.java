package dev.lepton.ledger.export;

import dev.lepton.core.evidence.Problem;
import dev.lepton.ledger.focus.FocusColumn;
import dev.lepton.ledger.store.Engine;
import dev.lepton.ledger.store.Kind;
import dev.lepton.ledger.store.Manifest;
import dev.lepton.ledger.store.Segment;
import dev.lepton.ledger.store.Workspace;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Copies a workspace's facts out: bill lines, usage samples and jobs as one Parquet file each, documents (fleet, prices,
 * revenue, tokens) as they were imported, and a README.md that says what every column means.
 */
public final class FactsExport {
    private static final List<Kind> BULK = List.of(Kind.CHARGES, Kind.USAGE, Kind.JOBS);

    private final Engine engine;
    private final Workspace workspace;
    private final Manifest manifest;

    public FactsExport(Engine engine, Workspace workspace) {
        this.engine = engine;
        this.workspace = workspace;
        this.manifest = workspace.manifest();
    }

    /**
     * A file that was written.
     *
     * @param file where
     * @param kind what it holds
     * @param rows how many facts
     */
    public record Copied(Path file, Kind kind, long rows) {}

    /** Writes into {@code dir}, which is made when missing; files of the same names are replaced. */
    public List<Copied> write(Path dir) {
        try {
            Files.createDirectories(dir);
            List<Copied> copied = new ArrayList<>();
            for (Kind kind : BULK) {
                List<Segment> segments = manifest.of(kind);
                if (!segments.isEmpty()) {
                    Path file = dir.resolve(kind.folder() + ".parquet");
                    copied.add(new Copied(file, kind, OutFile.of(file).write(engine, together(segments))));
                }
            }
            for (Segment segment : manifest.segments()) {
                if (!BULK.contains(segment.kind())) {
                    Path folder =
                            Files.createDirectories(dir.resolve(segment.kind().folder()));
                    Path file = folder.resolve(segment.source());
                    Files.copy(workspace.file(segment), file, StandardCopyOption.REPLACE_EXISTING);
                    copied.add(new Copied(file, segment.kind(), segment.rows()));
                }
            }
            Files.writeString(dir.resolve("README.md"), readme(dir, copied));
            return copied;
        } catch (IOException e) {
            throw Problem.outside(
                    "The facts cannot be written to " + dir + ": " + e.getMessage() + ".",
                    "Maybe the disk is full, or the folder is not yours.",
                    e);
        }
    }

    private String together(List<Segment> segments) {
        return segments.stream()
                .map(s -> "SELECT *, " + Engine.literal(s.source()) + " AS source FROM read_parquet("
                        + Engine.literal(workspace.file(s).toString()) + ")")
                .collect(Collectors.joining(" UNION ALL BY NAME "));
    }

    private String readme(Path dir, List<Copied> copied) {
        StringBuilder text = new StringBuilder("""
                # Facts of a Lepton workspace

                Times are UTC. Empty means unknown, never 0. Money and FOCUS quantities are DECIMAL(38,18).

                | file | holds | facts |
                |---|---|---|
                """);
        copied.forEach(c -> text.append("| `")
                .append(dir.relativize(c.file()))
                .append("` | ")
                .append(c.kind().folder())
                .append(" | ")
                .append(c.rows())
                .append(" |\n"));
        Map<Kind, Map<String, String>> meanings = meanings();
        copied.stream().filter(c -> BULK.contains(c.kind())).forEach(c -> describe(dir, c, meanings, text));
        List<String> notes = manifest.segments().stream()
                .flatMap(s -> s.notes().stream().map(n -> "- " + s.source() + ": " + n + "\n"))
                .toList();
        if (!notes.isEmpty()) {
            text.append("\n## Notes\n\n").append(String.join("", notes));
        }
        return text.toString();
    }

    private void describe(Path dir, Copied file, Map<Kind, Map<String, String>> meanings, StringBuilder text) {
        String sources = manifest.of(file.kind()).stream().map(Segment::source).collect(Collectors.joining(", "));
        text.append("\n## ")
                .append(dir.relativize(file.file()))
                .append("\n\nFrom ")
                .append(sources)
                .append(".\n\n| column | type | means |\n|---|---|---|\n");
        Map<String, String> known = meanings.getOrDefault(file.kind(), Map.of());
        columns(file.file())
                .forEach((name, type) -> text.append("| `")
                        .append(name)
                        .append("` | ")
                        .append(type)
                        .append(" | ")
                        .append(known.getOrDefault(name, "as imported"))
                        .append(" |\n"));
    }

    private Map<String, String> columns(Path file) {
        Map<String, String> columns = new LinkedHashMap<>();
        engine.query(
                "DESCRIBE SELECT * FROM read_parquet(" + Engine.literal(file.toString()) + ")",
                r -> columns.put(r.getString(1), r.getString(2)));
        return columns;
    }

    private static Map<Kind, Map<String, String>> meanings() {
        Map<Kind, Map<String, String>> meanings = new EnumMap<>(Kind.class);
        BULK.forEach(k -> meanings.put(k, new HashMap<>()));
        for (FocusColumn column : FocusColumn.all()) {
            String until = column.until().map(u -> ", gone from " + u).orElse("");
            meanings(meanings, Kind.CHARGES).put(column.name(), "FOCUS, from " + column.since() + until);
        }
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(FactsExport.class.getResourceAsStream("columns.txt")),
                StandardCharsets.UTF_8))) {
            for (String line : reader.lines().filter(l -> !l.startsWith("#")).toList()) {
                String[] parts = line.split(" ", 3);
                Kind kind = BULK.stream()
                        .filter(k -> k.folder().equals(parts[0]))
                        .findFirst()
                        .orElseThrow();
                meanings(meanings, kind).put(parts[1], parts[2]);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return meanings;
    }

    private static Map<String, String> meanings(Map<Kind, Map<String, String>> all, Kind kind) {
        return all.computeIfAbsent(kind, k -> new HashMap<>());
    }
}
