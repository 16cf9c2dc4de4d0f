package dev.lepton.compress.graph;

import dev.lepton.core.evidence.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes a file by way of one beside it, so that no half-written one is ever seen. */
final class Replaced {
    /** Writes what the file is to hold. */
    interface Body {
        void to(Path next) throws IOException;
    }

    private Replaced() {}

    /** Writes {@code file}, making its folder where there is none. */
    static void write(Path file, Body body) {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file)) {
            throw Problem.input(file + " is a folder.", "Maybe name a file in it.");
        }
        if (folder != null && Files.exists(folder) && !Files.isDirectory(folder)) {
            throw Problem.input(folder + " is a file, so there can be none in it.", "Maybe name a folder.");
        }
        try {
            if (folder != null) {
                Files.createDirectories(folder);
            }
            body.to(next);
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw Problem.outside(
                    file + " cannot be written: " + e.getMessage() + ".", "Maybe check the disk's space.", e);
        }
    }
}
