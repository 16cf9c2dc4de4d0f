package dev.lepton.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a machine can see of docs/STYLE.md, over the sources of every module. */
final class TidyTest {
    private static final Path ROOT = root();
    private static final int MAX_FILE_LINES = 400;
    private static final int MAX_METHOD_LINES = 40;

    /** What may not be written, and what to write instead. */
    private static final Map<Pattern, String> BANNED = Map.of(
            Pattern.compile("\\bSystem\\.(out|err)\\b"), "print through Output",
            Pattern.compile("\\bprintStackTrace\\(\\)"), "throw a Problem",
            Pattern.compile("@author\\b|@version\\b"), "history is in git",
            Pattern.compile("\\b(TODO|FIXME|XXX)\\b"), "finish it, or say why not in docs/decisions",
            Pattern.compile("(?:class|interface|record) \\w*(Factory|Impl|Util|Utils|Helper|Manager)\\b"),
                    "name it for the domain");

    @Test
    void sourcesAreTidy() throws IOException {
        List<String> complaints = new ArrayList<>();
        int seen = 0;
        for (Path file : sources("main")) {
            seen++;
            complaints.addAll(complaints(ROOT.relativize(file).toString(), Files.readString(file)));
        }
        assertTrue(seen > 40, "Only " + seen + " sources were seen.");
        assertEquals(List.of(), complaints);
    }

    @Test
    void everyPackageSaysWhatItIs() throws IOException {
        List<Path> silent = sources("main").stream()
                .map(Path::getParent)
                .distinct()
                .filter(dir -> !Files.exists(dir.resolve("package-info.java")))
                .toList();
        assertEquals(List.of(), silent);
    }

    @Test
    void theRulesBite() {
        assertFalse(complaints("Bad.java", "class PriceUtil {}").isEmpty());
        assertFalse(complaints("Bad.java", "class A {\n    void f() {\n" + "        int i;\n".repeat(41) + "    }\n}\n")
                .isEmpty());
        assertFalse(complaints("Bad.java", "// line\n".repeat(401)).isEmpty());
        assertFalse(complaints("Bad.java", "/** @author me */").isEmpty());
    }

    private static List<String> complaints(String file, String text) {
        List<String> complaints = new ArrayList<>();
        List<String> lines = text.lines().toList();
        if (lines.size() > MAX_FILE_LINES && !lines.get(0).startsWith("// Longer than")) {
            complaints.add(file + ": " + lines.size() + " lines; split it by question, or say why on its first line.");
        }
        BANNED.forEach((pattern, instead) -> {
            Matcher found = pattern.matcher(text);
            if (found.find() && !file.endsWith("app/Main.java")) {
                complaints.add(file + ": '" + found.group() + "' is not written here; " + instead + ".");
            }
        });
        complaints.addAll(longMethods(file, lines));
        return complaints;
    }

    /** Relies on the formatter: a member's closing brace stands alone at the indentation of its first line. */
    private static List<String> longMethods(String file, List<String> lines) {
        List<String> complaints = new ArrayList<>();
        Pattern start = Pattern.compile("^( {4}| {8})(?! )[^/*@}].*\\(.*");
        for (int i = 0; i < lines.size(); i++) {
            Matcher matcher = start.matcher(lines.get(i));
            if (!matcher.matches() || lines.get(i).contains(" = ")) {
                continue;
            }
            String indent = matcher.group(1);
            int open = i;
            while (open < lines.size()
                    && !lines.get(open).endsWith("{")
                    && !lines.get(open).endsWith(";")) {
                open++;
            }
            if (open >= lines.size() || lines.get(open).endsWith(";")) {
                continue;
            }
            int end = open + 1;
            while (end < lines.size() && !lines.get(end).equals(indent + "}")) {
                end++;
            }
            if (indent.length() == 4
                    && end - open - 1 > MAX_METHOD_LINES
                    && !lines.get(i).matches(".*\\b(class|record|interface|enum)\\b.*")) {
                complaints.add(file + ":" + (i + 1) + ": a method of " + (end - open - 1) + " lines; "
                        + MAX_METHOD_LINES + " are allowed.");
            }
        }
        return complaints;
    }

    private static List<Path> sources(String set) throws IOException {
        List<Path> sources = new ArrayList<>();
        try (Stream<Path> modules = Files.list(ROOT)) {
            for (Path module :
                    modules.filter(m -> Files.exists(m.resolve("pom.xml"))).toList()) {
                Path java = module.resolve("src/" + set + "/java");
                if (Files.isDirectory(java)) {
                    try (Stream<Path> files = Files.walk(java)) {
                        files.filter(f -> f.toString().endsWith(".java")).forEach(sources::add);
                    }
                }
            }
        }
        return sources;
    }

    private static Path root() {
        Path dir = Path.of("").toAbsolutePath();
        while (!Files.exists(dir.resolve("lepton"))) {
            Path up = dir.getParent();
            if (up == null) {
                throw new UncheckedIOException(new IOException(
                        "The repository's root is not above " + Path.of("").toAbsolutePath()));
            }
            dir = up;
        }
        return dir;
    }
}
