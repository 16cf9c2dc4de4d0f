package dev.lepton.app.wiring;

import dev.lepton.core.plan.Convergence;
import dev.lepton.core.plan.OperatingPoint;
import dev.lepton.formats.profiles.Given;
import dev.lepton.formats.profiles.Profiles;
import dev.lepton.formats.profiles.ReadProfiles;
import dev.lepton.ledger.ingest.DocumentImport;
import dev.lepton.ledger.store.Kind;
import dev.lepton.ledger.store.Manifest;
import dev.lepton.ledger.store.Segment;
import dev.lepton.ledger.store.Workspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Profiles in a workspace: kept as the files they were, with what was said beside them, and read again when points are asked for. */
public final class StoredProfiles {
    private static final String MODEL = "said at import: the model is ";
    private static final Pattern DEVICE = Pattern.compile("said at import: measured on (\\d{1,9}) × (.+)");

    private final List<Stored> files;

    private StoredProfiles(List<Stored> files) {
        this.files = List.copyOf(files);
    }

    /** A file and what is in it. */
    public record Stored(Segment segment, ReadProfiles profiles) {}

    static StoredProfiles of(Workspace workspace, Manifest manifest) {
        return new StoredProfiles(manifest.of(Kind.PROFILES).stream()
                .map(s -> new Stored(s, Profiles.read(workspace.file(s), s.source(), given(s))))
                .toList());
    }

    /** The files, in the order they were imported. */
    public List<Stored> files() {
        return files;
    }

    /**
     * Every point. Training runs that say their epochs only are joined with the points that say how long an epoch takes, each run with the
     * highest score that it reached.
     */
    public List<OperatingPoint> points() {
        List<OperatingPoint> points = new ArrayList<>();
        List<Convergence> convergences = new ArrayList<>();
        files.forEach(f -> {
            points.addAll(f.profiles().points());
            convergences.addAll(f.profiles().convergences());
        });
        List<OperatingPoint> all = new ArrayList<>(points);
        Convergence.furthest(convergences).forEach(c -> all.addAll(c.runs(points)));
        return List.copyOf(all);
    }

    /** What reading {@code file} comes to. */
    static DocumentImport.Content content(Path file, Given given) {
        ReadProfiles read = Profiles.read(file, file.getFileName().toString(), given);
        List<String> notes = new ArrayList<>(read.notes());
        notes.add(0, read.form().words() + ": " + read.points().size() + " operating points");
        return new DocumentImport.Content(read.rows(), read.failures(), Optional.empty(), notes);
    }

    /** What was said, in words that {@link #given} reads again. */
    static List<String> notes(Given given) {
        List<String> notes = new ArrayList<>();
        given.model().ifPresent(m -> notes.add(MODEL + m));
        given.device().ifPresent(d -> notes.add("said at import: measured on " + given.devices() + " × " + d));
        return notes;
    }

    private static Given given(Segment segment) {
        Optional<String> model = segment.notes().stream()
                .filter(n -> n.startsWith(MODEL))
                .map(n -> n.substring(MODEL.length()))
                .findFirst();
        Optional<Matcher> device = segment.notes().stream()
                .map(DEVICE::matcher)
                .filter(Matcher::matches)
                .findFirst();
        return new Given(
                model,
                device.map(m -> m.group(2)),
                device.map(m -> Integer.parseInt(m.group(1))).orElse(1));
    }
}
