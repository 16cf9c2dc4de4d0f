package dev.lepton.formats.projects;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lepton.core.evidence.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** A list of experiments on disk, one JSON document a line, added to and never changed. */
public final class Experiments {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Experiments() {}

    /** Adds {@code experiment} to {@code file}, which need not be there. */
    public static void add(Path file, ObjectNode experiment) {
        try {
            Files.writeString(
                    file,
                    JSON.writeValueAsString(experiment) + "\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw Problem.outside(
                    file + " could not be written: " + e.getMessage(), "Maybe the folder is not there.", e);
        }
    }

    /** The experiments in {@code file}, the oldest first. */
    public static List<JsonNode> read(Path file) {
        List<JsonNode> all = new ArrayList<>();
        List<String> lines;
        try {
            lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw Problem.input("there is no file " + file + ".", "Maybe make one: lepton predict … --track " + file);
        } catch (IOException e) {
            throw Problem.outside(file + " could not be read: " + e.getMessage(), "Maybe it is a folder.", e);
        }
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                try {
                    all.add(JSON.readTree(lines.get(i)));
                } catch (JsonProcessingException e) {
                    throw Problem.input(
                            file + ":" + (i + 1) + ": this is no experiment: " + e.getOriginalMessage(),
                            "Maybe it is another file, or was cut off.");
                }
            }
        }
        return all;
    }
}
