package dev.lepton.ledger.ingest;

import dev.lepton.core.evidence.Failure;
import dev.lepton.core.time.Window;
import dev.lepton.ledger.store.Kind;
import dev.lepton.ledger.store.Segment;
import dev.lepton.ledger.store.Workspace;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Takes small evidence in as the document it is: fleets, price lists, revenue, served tokens, profiles. The segment is the file,
 * byte for byte, and is read again by its reader when it is needed.
 */
public final class DocumentImport {
    private final Workspace.Draft draft;

    public DocumentImport(Workspace.Draft draft) {
        this.draft = draft;
    }

    /** What a reader found in the document. */
    public record Content(long rows, List<Failure> failures, Optional<Window> span, List<String> notes) {
        public Content {
            failures = List.copyOf(failures);
            notes = List.copyOf(notes);
        }

        /** A document of which there is nothing to note. */
        public Content(long rows, List<Failure> failures, Optional<Window> span) {
            this(rows, failures, span, List.of());
        }
    }

    /** Reads the document at a path to learn what is in it. */
    @FunctionalInterface
    public interface Reader {
        Content read(Path file);
    }

    /**
     * Imports {@code file}; a document of the same name and kind that was imported before is replaced, since a new
     * edition of a price list or a fleet stands for the old one.
     */
    public ImportResult run(Kind kind, Path file, Reader reader, List<String> notes, Instant now) {
        SourceFile source = SourceFile.open(file);
        String name = file.getFileName().toString();
        String ending = name.contains(".") ? name.substring(name.indexOf('.', name.startsWith(".") ? 1 : 0)) : "";
        String path = draft.newPath(kind).replace(".parquet", ending.isEmpty() ? ".csv" : ending);
        Path target = draft.workspace().dir().resolve(path);
        String sha;
        try (OutputStream copy = Files.newOutputStream(target)) {
            sha = source.fingerprint("document/1 " + notes, copy, Progress.silent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Optional<Segment> known = draft.workspace().manifest().bySource(kind, sha);
        if (known.isPresent()) {
            UsageImport.deleteIfThere(target);
            return new ImportResult(known.get(), true, List.of());
        }
        Content content = reader.read(file);
        try (FailuresFile failures = new FailuresFile(target.resolveSibling(stem(target) + ".parquet"))) {
            content.failures().forEach(failures::add);
        }
        List<String> replaced = Restated.by(draft, kind, file, true);
        Segment segment = new Segment(
                        stem(target),
                        kind,
                        path,
                        name,
                        sha,
                        now,
                        content.rows(),
                        content.failures().size(),
                        content.span().map(w -> w.from().toString()).orElse(""),
                        content.span().map(w -> w.to().toString()).orElse(""),
                        notes)
                .noted(content.notes());
        draft.commit(segment, replaced);
        return new ImportResult(
                segment,
                false,
                content.failures().stream().limit(ImportResult.SHOWN).toList());
    }

    private static String stem(Path target) {
        String name = target.getFileName().toString();
        return name.substring(0, name.indexOf('.'));
    }
}
