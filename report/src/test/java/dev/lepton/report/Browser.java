package dev.lepton.report;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Chromium without a window, cut off from every network service of its own. */
record Browser(Path program) {
    /** What the page became after its scripts ran, and every line its console has. */
    record Visit(String document, List<String> console) {}

    /** The first Chromium on the path. */
    static Optional<Browser> find() {
        return Stream.of("chromium", "chromium-browser", "google-chrome", "chrome")
                .flatMap(name -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .map(dir -> Path.of(dir, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Browser::new);
    }

    /** Opens {@code html} from disk in a window {@code width} wide and lets it run for three seconds of its own time. */
    Visit open(String html, int width, Path dir) throws IOException, InterruptedException {
        Path page = Files.writeString(dir.resolve("page.html"), html);
        Path profile = Files.createDirectories(dir.resolve("profile"));
        Path out = dir.resolve("out");
        Path err = dir.resolve("err");
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--no-first-run",
                        "--enable-logging=stderr",
                        "--virtual-time-budget=3000",
                        "--window-size=" + width + ",900",
                        "--user-data-dir=" + profile,
                        "--dump-dom",
                        page.toUri().toString())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        if (!process.waitFor(90, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
            throw new IOException(program + " did not finish in 90 s.");
        }
        delete(profile);
        List<String> console;
        try (Stream<String> lines = Files.lines(err)) {
            console = lines.filter(line -> line.contains(":CONSOLE")).toList();
        }
        return new Visit(Files.readString(out), console);
    }

    /** The browser's last children may still write; what they leave is the test directory's to lose. */
    private static void delete(Path tree) throws IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (java.io.UncheckedIOException e) {
            return;
        }
    }
}
