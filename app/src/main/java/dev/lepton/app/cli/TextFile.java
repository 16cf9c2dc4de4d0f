package dev.lepton.app.cli;

import dev.lepton.core.evidence.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that a command was asked for, with the folder it is in. */
final class TextFile {
    private TextFile() {}

    /**
     * Writes {@code text} to {@code file}, making its folder where there is none.
     *
     * @param failed what to say where that cannot be, before its reason
     * @param advice what to try then
     */
    static void write(Path file, String text, String failed, String advice) {
        try {
            Path folder = file.toAbsolutePath().normalize().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.writeString(file, text);
        } catch (IOException e) {
            throw Problem.outside(failed + ": " + e.getMessage() + ".", advice, e);
        }
    }
}
