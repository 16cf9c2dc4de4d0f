package dev.lepton.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.app.cli.Lepton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What the documents point at is there: files, headings, commands; and no file names a package registry. */
final class DocsTest {
    private static final Path ROOT = root();
    private static final int MOST_README_LINES = 60;
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern COMMAND = Pattern.compile(
            "(?m)(?:^ {4}(?:\\$ |Working: |Next: )?|`)(?:\\./)?lepton ([a-z][a-z-]*)(?: ([a-z][a-z-]*))?");

    /** Folders that are built, or not the repository's. */
    private static final Set<String> PASSED_OVER = Set.of(
            ".git",
            "target",
            ".idea",
            ".vscode",
            ".settings",
            "demo-out",
            "lepton-workspace",
            ".cifuzz-corpus",
            "venv");

    /** Hosts that packages are had from, in parts so that this file does not name them. */
    private static final List<String> REGISTRIES = Stream.of(
                    List.of("repo1", "maven", "org"),
                    List.of("repo", "maven", "apache", "org"),
                    List.of("search", "maven", "org"),
                    List.of("central", "sonatype", "com"),
                    List.of("sonatype", "org"),
                    List.of("mvnrepository", "com"),
                    List.of("mvnpm", "org"),
                    List.of("jitpack", "io"),
                    List.of("plugins", "gradle", "org"),
                    List.of("npmjs", "org"),
                    List.of("npmjs", "com"),
                    List.of("unpkg", "com"),
                    List.of("jsdelivr", "net"),
                    List.of("pypi", "org"),
                    List.of("pythonhosted", "org"),
                    List.of("crates", "io"),
                    List.of("rubygems", "org"),
                    List.of("proxy", "golang", "org"),
                    List.of("deb", "debian", "org"))
            .map(parts -> String.join(".", parts))
            .toList();

    @Test
    void linksLeadSomewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        int seen = 0;
        for (Path document : documents()) {
            Matcher link = LINK.matcher(Files.readString(document));
            while (link.find()) {
                seen++;
                if (!leadsSomewhere(document, link.group(1))) {
                    broken.add(ROOT.relativize(document) + ": " + link.group(1));
                }
            }
        }
        assertTrue(seen > 40, "Only " + seen + " links were seen.");
        assertEquals(List.of(), broken);
    }

    @Test
    void theReadmeIsOneScreen() throws IOException {
        int lines = Files.readAllLines(ROOT.resolve("README.md")).size();
        assertTrue(
                lines <= MOST_README_LINES,
                "README.md has " + lines + " lines; " + MOST_README_LINES + " are one screen.");
    }

    @Test
    void commandsExist() throws IOException {
        for (String document : List.of("README.md", "docs/guide.md")) {
            String text = Files.readString(ROOT.resolve(document));
            assertTrue(COMMAND.matcher(text).results().count() >= 5, document + " names hardly a command.");
            assertEquals(List.of(), unknownCommands(text), document);
        }
    }

    @Test
    void noFileNamesAPackageRegistry() throws IOException {
        List<String> naming = new ArrayList<>();
        List<Path> files = files();
        for (Path file : files) {
            String text = Files.readString(file, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
            REGISTRIES.stream()
                    .filter(host -> names(text, host))
                    .forEach(host -> naming.add(ROOT.relativize(file) + ": " + host));
        }
        assertTrue(files.size() > 200, "Only " + files.size() + " files were seen.");
        assertEquals(List.of(), naming);
    }

    @Test
    void theRulesBite() {
        Path readme = ROOT.resolve("README.md");
        assertTrue(leadsSomewhere(readme, "docs/formats.md#usage-samples"));
        assertFalse(leadsSomewhere(readme, "docs/nothing.md"));
        assertFalse(leadsSomewhere(readme, "docs/formats.md#no-such-heading"));
        assertEquals(List.of("fly"), unknownCommands("Say `lepton fly`, `lepton cost` or `lepton --help`."));
        assertEquals(List.of("budget fly"), unknownCommands("    $ lepton budget fly\n    ./lepton budget check\n"));
        assertTrue(names("see https://" + REGISTRIES.get(0) + "/x", REGISTRIES.get(0)));
        assertFalse(names("my" + REGISTRIES.get(0), REGISTRIES.get(0)));
    }

    private static boolean leadsSomewhere(Path document, String link) {
        if (link.startsWith("https://") || link.startsWith("http://")) {
            return true;
        }
        int hash = link.indexOf('#');
        String path = hash < 0 ? link : link.substring(0, hash);
        Path target = path.isEmpty() ? document : document.resolveSibling(path).normalize();
        if (!target.startsWith(ROOT) || !Files.exists(target)) {
            return false;
        }
        return hash < 0 || headings(target).contains(link.substring(hash + 1));
    }

    /** The anchors of a document's headings, as the common renderers of Markdown make them. */
    private static List<String> headings(Path document) {
        try {
            return Files.readAllLines(document).stream()
                    .filter(line -> line.startsWith("#"))
                    .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
                    .map(title -> title.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<String> unknownCommands(String text) {
        CommandLine lepton = Lepton.commandLine();
        List<String> unknown = new ArrayList<>();
        for (Matcher m = COMMAND.matcher(text); m.find(); ) {
            CommandLine command = lepton.getSubcommands().get(m.group(1));
            String nested = m.group(2);
            if (command == null) {
                unknown.add(m.group(1));
            } else if (nested != null
                    && !command.getSubcommands().isEmpty()
                    && !command.getSubcommands().containsKey(nested)) {
                unknown.add(m.group(1) + " " + nested);
            }
        }
        return unknown;
    }

    /** Whether {@code text} holds {@code host} or a host below it, and not merely a longer word that ends like it. */
    private static boolean names(String text, String host) {
        for (int at = text.indexOf(host); at >= 0; at = text.indexOf(host, at + 1)) {
            int end = at + host.length();
            boolean starts = at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
            boolean ends = end == text.length() || !Character.isLetterOrDigit(text.charAt(end));
            if (starts && ends) {
                return true;
            }
        }
        return false;
    }

    private static List<Path> documents() throws IOException {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(
                            Stream.of("README.md", "CHANGELOG.md").map(ROOT::resolve),
                            docs.filter(file -> file.toString().endsWith(".md")).sorted())
                    .toList();
        }
    }

    private static List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
                return PASSED_OVER.contains(String.valueOf(dir.getFileName()))
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile()) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }

    private static Path root() {
        Path dir = Path.of("").toAbsolutePath();
        while (!Files.exists(dir.resolve("lepton"))) {
            Path up = dir.getParent();
            if (up == null) {
                throw new IllegalStateException(
                        "The repository's root is not above " + Path.of("").toAbsolutePath());
            }
            dir = up;
        }
        return dir;
    }
}
