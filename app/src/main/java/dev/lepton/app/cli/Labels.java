package dev.lepton.app.cli;

import dev.lepton.core.evidence.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The right classes of inputs: a file with a whole number on each line. */
final class Labels {
    private Labels() {}

    /** @throws Problem when a line is no whole number from 0, or there are not as many as {@code samples} */
    static List<Integer> read(Path file, int samples) {
        List<Integer> read = new ArrayList<>();
        try {
            List<String> lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                if (!lines.get(i).isBlank()) {
                    read.add(label(file, lines.get(i).strip(), i + 1));
                }
            }
        } catch (IOException e) {
            throw Problem.input(
                    "the labels " + file + " cannot be read: " + e.getMessage() + ".", "Maybe check the path.");
        }
        if (read.size() != samples) {
            throw Problem.input(
                    file + " has " + read.size() + " labels, but there are " + samples + " inputs.",
                    "Maybe write one on each line, in the order of the inputs.");
        }
        return read;
    }

    private static int label(Path file, String text, int line) {
        try {
            int label = Integer.parseInt(text);
            if (label >= 0) {
                return label;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw Problem.input(
                file + " line " + line + " is '" + text + "'.", "Maybe write the number of the class, from 0.");
    }
}
