package dev.lepton.ledger.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.lepton.core.evidence.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder of facts: {@code lepton.yaml}, immutable segments under {@code facts/}, and {@code manifest.json}, which
 * names the segments that count.
 *
 * <p>One writer at a time, held by a file lock that the operating system drops when the process dies. A commit writes a
 * new manifest beside the old one and renames it over: at any moment a reader sees the facts before or after, never
 * between, and never waits. Files that no manifest names are left over from a crash; the next writer removes them.
 */
public final class Workspace {
    private static final String MANIFEST = "manifest.json";
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private final Path dir;

    private Workspace(Path dir) {
        this.dir = dir;
    }

    /**
     * The workspace in {@code dir}.
     *
     * @throws Problem if there is none
     */
    public static Workspace open(Path dir) {
        if (!Files.isRegularFile(dir.resolve(MANIFEST))) {
            throw Problem.input("There is no workspace in " + dir + ".", "Maybe make one: lepton init " + dir);
        }
        return new Workspace(dir);
    }

    /**
     * Makes a workspace in {@code dir}, with {@code settings} as its lepton.yaml; what is there already stays.
     */
    public static Workspace create(Path dir, String settings) {
        try {
            Files.createDirectories(dir.resolve("facts"));
            Workspace workspace = new Workspace(dir);
            if (!Files.exists(workspace.settingsFile())) {
                Files.writeString(workspace.settingsFile(), settings);
            }
            if (!Files.exists(dir.resolve(MANIFEST))) {
                workspace.commit(Manifest.empty());
            }
            return workspace;
        } catch (IOException e) {
            throw cannotWrite(dir, e);
        }
    }

    public Path dir() {
        return dir;
    }

    public Path settingsFile() {
        return dir.resolve("lepton.yaml");
    }

    /** The facts as they are now. */
    public Manifest manifest() {
        try {
            Manifest manifest = JSON.readValue(dir.resolve(MANIFEST).toFile(), Manifest.class);
            if (manifest.format() != Manifest.FORMAT) {
                throw Problem.input(
                        "The workspace in " + dir + " has form " + manifest.format() + ", this Lepton reads "
                                + Manifest.FORMAT + ".",
                        "Maybe it was written by a newer Lepton; use that one.");
            }
            return manifest;
        } catch (IOException e) {
            throw Problem.outside(
                    "The workspace's " + dir.resolve(MANIFEST) + " cannot be read: " + e.getMessage(),
                    "Maybe restore it from a backup.",
                    e);
        }
    }

    /** The file of {@code segment}. */
    public Path file(Segment segment) {
        return dir.resolve(segment.path());
    }

    /**
     * Runs {@code work} as the only writer. What {@code work} adds counts once {@link Draft#commit} has returned.
     *
     * @throws Problem if another process is writing
     */
    public <T> T write(Function<Draft, T> work) {
        try (FileChannel channel =
                        FileChannel.open(dir.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = lock(channel)) {
            if (lock == null) {
                throw Problem.outside(
                        "Another lepton is writing to the workspace in " + dir + ".",
                        "Maybe wait until it is done.",
                        null);
            }
            removeLeftovers();
            try {
                return work.apply(new Draft());
            } catch (RuntimeException e) {
                removeLeftovers(); // what an import that stops has written so far
                throw e;
            }
        } catch (IOException e) {
            throw cannotWrite(dir, e);
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /** The writer's hand: where to put files, and how to make them count. */
    public final class Draft {
        private Draft() {}

        public Workspace workspace() {
            return Workspace.this;
        }

        /** A path for the data of a new segment of {@code kind}, in an existing folder; relative to the workspace. */
        public String newPath(Kind kind) {
            String path = "facts/" + kind.folder() + "/" + UUID.randomUUID() + ".parquet";
            try {
                Files.createDirectories(dir.resolve(path).getParent());
            } catch (IOException e) {
                throw cannotWrite(dir, e);
            }
            return path;
        }

        /** Makes the segments with these ids no longer count; durable when it returns. */
        public void drop(List<String> ids) {
            try {
                Manifest manifest = manifest();
                Workspace.this.commit(new Manifest(
                        Manifest.FORMAT,
                        manifest.version() + 1,
                        manifest.without(ids).segments()));
            } catch (IOException e) {
                throw cannotWrite(dir, e);
            }
        }

        /** Makes {@code segment} count, instead of the segments with the ids {@code replaced}; durable when it returns. */
        public void commit(Segment segment, List<String> replaced) {
            try {
                String stem = segment.sibling("");
                try (Stream<Path> files = Files.list(file(segment).getParent())) {
                    for (Path file : files.filter(f ->
                                    f.toString().startsWith(dir.resolve(stem).toString()))
                            .toList()) {
                        sync(file);
                    }
                }
                Workspace.this.commit(manifest().without(replaced).with(segment));
            } catch (IOException e) {
                throw cannotWrite(dir, e);
            }
        }
    }

    private void commit(Manifest manifest) throws IOException {
        Path next = dir.resolve(MANIFEST + ".next");
        byte[] bytes = JSON.writeValueAsBytes(manifest);
        try (FileChannel channel = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            channel.write(ByteBuffer.wrap(bytes));
            channel.force(true);
        }
        Files.move(next, dir.resolve(MANIFEST), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        sync(dir);
    }

    private static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Removes what a crash left: files under facts/ that the manifest does not name. */
    private void removeLeftovers() throws IOException {
        Set<String> stems = new HashSet<>();
        manifest().segments().forEach(s -> stems.add(s.sibling("")));
        try (Stream<Path> files = Files.walk(dir.resolve("facts"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String relative = dir.relativize(file).toString().replace('\\', '/');
                int dot = relative.indexOf('.', relative.lastIndexOf('/'));
                if (!stems.contains(dot < 0 ? relative : relative.substring(0, dot))) {
                    Files.delete(file);
                }
            }
        } catch (NoSuchFileException e) {
            return; // no facts yet
        }
    }

    private static Problem cannotWrite(Path dir, IOException e) {
        return Problem.outside(
                "The workspace in " + dir + " cannot be written: " + e.getMessage() + ".",
                "Maybe the disk is full, or the folder is not yours.",
                e);
    }
}
