package dev.lepton.formats.projects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.predict.Candidate;
import dev.lepton.core.predict.Cell;
import dev.lepton.core.predict.PastModel;
import dev.lepton.core.predict.Projects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A model on disk: what it learnt from, how, and where that came from. Read again it learns anew from the same rows, which gives the same
 * model; a prediction kept beside them proves it.
 */
public final class ModelFile {
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final int FORM = 1;
    private static final double SAME = 1e-9;

    /**
     * Where a model comes from.
     *
     * @param source the file it learnt from
     * @param sha256 of that file's bytes
     * @param madeAt when, an instant
     * @param seed what folds and draws were made from
     */
    public record Origin(String source, String sha256, String madeAt, long seed) {}

    /** A model as it was read. */
    public record Saved(PastModel model, Origin origin, JsonNode scores) {}

    private ModelFile() {}

    /** Writes {@code model} to {@code file}; {@code scores} are kept with it as they are. */
    public static void write(Path file, PastModel model, Origin origin, ObjectNode scores) {
        Projects projects = model.projects();
        ObjectNode root = JSON.createObjectNode().put("lepton_model", FORM);
        root.put("target", projects.target())
                .put("model", model.candidate().name())
                .put("seed", origin.seed())
                .put("source", origin.source())
                .put("sha256", origin.sha256())
                .put("made_at", origin.madeAt());
        root.set("cv", scores);
        root.put(
                "first_row_predicted",
                model.predict(projects.rows().get(0).cells(), 0.8).value());
        ArrayNode columns = root.putArray("columns");
        projects.columns()
                .forEach(c -> columns.addObject().put("name", c.name()).put("numeric", c.numeric()));
        ArrayNode rows = root.putArray("rows");
        for (Projects.Row row : projects.rows()) {
            ObjectNode node = rows.addObject().put("line", row.line()).put("target", row.target());
            ArrayNode cells = node.putArray("cells");
            for (Cell cell : row.cells()) {
                switch (cell) {
                    case Cell.Figure number -> cells.add(number.value());
                    case Cell.Word word -> cells.add(word.value());
                    case Cell.Missing missing -> cells.addNull();
                }
            }
        }
        try {
            JSON.writeValue(file.toFile(), root);
        } catch (IOException e) {
            throw Problem.outside(
                    file + " could not be written: " + e.getMessage(), "Maybe the folder is not there.", e);
        }
    }

    /**
     * Reads {@code file}.
     *
     * @throws Problem if it is no model, or does not give the prediction that is kept in it
     */
    public static Saved read(Path file) {
        try {
            JsonNode root = Files.exists(file) ? JSON.readTree(file.toFile()) : null;
            if (root == null) {
                throw Problem.input(
                        "there is no file " + file + ".", "Maybe make one: lepton predict … --save " + file);
            }
            if (root.path("lepton_model").asInt() != FORM) {
                throw Problem.input(file + " is no model of Lepton's.", "Maybe it is another file.");
            }
            return saved(file, root);
        } catch (IOException | IllegalArgumentException e) {
            throw Problem.input(
                    file + " is no model that can be read: " + e.getMessage(), "Maybe it was cut off; save it again.");
        }
    }

    private static Saved saved(Path file, JsonNode root) {
        List<Projects.Column> columns = new ArrayList<>();
        root.path("columns")
                .forEach(c -> columns.add(new Projects.Column(
                        c.path("name").asText(), c.path("numeric").asBoolean())));
        List<Projects.Row> rows = new ArrayList<>();
        for (JsonNode row : root.path("rows")) {
            List<Cell> cells = new ArrayList<>();
            for (JsonNode cell : row.path("cells")) {
                cells.add(
                        cell.isNumber()
                                ? new Cell.Figure(cell.asDouble())
                                : cell.isNull() ? Cell.MISSING : new Cell.Word(cell.asText()));
            }
            rows.add(new Projects.Row(
                    row.path("line").asLong(), cells, row.path("target").asDouble()));
        }
        Candidate candidate = Candidate.named(root.path("model").asText())
                .orElseThrow(() ->
                        new IllegalArgumentException("'" + root.path("model").asText() + "' is no way of learning."));
        Origin origin = new Origin(
                root.path("source").asText(),
                root.path("sha256").asText(),
                root.path("made_at").asText(),
                root.path("seed").asLong());
        PastModel model =
                PastModel.of(new Projects(root.path("target").asText(), columns, rows), candidate, origin.seed());
        double kept = root.path("first_row_predicted").asDouble();
        double now = model.predict(rows.get(0).cells(), 0.8).value();
        if (Math.abs(now - kept) > SAME * Math.max(1, Math.abs(kept))) {
            throw Problem.input(
                    file + " gives " + now + " for its first row where " + kept + " was kept.",
                    "Maybe it was edited, or made by another version; save it again.");
        }
        return new Saved(model, origin, root.path("cv"));
    }
}
