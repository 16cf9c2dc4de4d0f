package dev.lepton.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lepton.core.evidence.Failure;
import dev.lepton.core.predict.Cleaned;
import dev.lepton.core.predict.CrossValidation;
import dev.lepton.core.predict.Driver;
import dev.lepton.core.predict.NewProjects;
import dev.lepton.core.predict.PastModel;
import dev.lepton.core.predict.Projects;
import dev.lepton.core.predict.Scores;
import dev.lepton.formats.projects.ModelFile;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What {@code lepton predict} answers. */
final class PredictSheets {
    private static final MathContext DIGITS = new MathContext(10);
    private static final MathContext SHOWN = new MathContext(4);
    private static final int SHOWN_DRIVERS = 10;
    private static final int SHOWN_LINES = 20;

    private final PastModel model;
    private final double share;
    private final ObjectNode json = Output.JSON.createObjectNode();
    private final Sheets people = new Sheets();
    private final List<String> notes = new ArrayList<>();
    private final Sheet predictions;
    private final ArrayNode predicted;

    PredictSheets(PastModel model, double share) {
        this.model = model;
        this.share = share;
        json.put("model", model.candidate().name());
        json.put("target", model.projects().target());
        json.putNull("cv");
        predicted = json.putArray("predictions");
        predictions = new Sheet("predictions", "Predicted " + model.projects().target())
                .number("line", "line")
                .number("middle", "value")
                .number("from", "lo")
                .number("to", "hi")
                .number("was", "actual")
                .text("beyond what was seen", "beyond");
        people.open("Model: " + model.candidate().name() + ", from "
                + model.projects().rows().size() + " projects and "
                + model.projects().columns().size() + " columns.");
    }

    /** Tells how candidates did, and gives the scores of the one that was taken. */
    ObjectNode learnt(CrossValidation validation, List<CrossValidation.Tried> tried, CrossValidation.Tried chosen) {
        Scores naive = tried.get(0).scores();
        ObjectNode cv = scores(chosen.scores());
        cv.put("folds", validation.folds()).put("repeats", validation.repeats());
        put(cv, "baseline_mape", naive.meanRelativeError());
        put(cv, "baseline_rmse", naive.rootMeanSquare());
        put(cv, "baseline_mdmre", naive.medianRelativeError());
        json.set("cv", cv);
        Sheet sheet = candidates(validation, tried, chosen);
        people.add(sheet);
        json.set("candidates", sheet.json());
        drivers();
        PastModel.warnings(model.projects()).forEach(notes::add);
        notes.add("taken is the simplest candidate within one standard error of the least mean absolute error; SA is 1"
                + " less that error over the one of guessing at random, and median is the naive guess.");
        if (chosen.candidate().name().equals("median")) {
            notes.add("nothing that is known of projects tells more of "
                    + model.projects().target() + " than the median of the past; the prediction is that median.");
        }
        return cv;
    }

    private static Sheet candidates(
            CrossValidation validation, List<CrossValidation.Tried> tried, CrossValidation.Tried chosen) {
        Sheet sheet = new Sheet(
                        "candidates",
                        "Held against projects not seen, " + validation.repeats() + " × " + validation.folds()
                                + " folds")
                .text("candidate", "name")
                .number("SA", "sa")
                .number("median error %", "mdmre")
                .number("within 25 %", "pred25")
                .number("mean error %", "mape")
                .number("RMSE", "rmse")
                .number("R²", "r2")
                .number("R² of log", "r2_log")
                .text("taken", "taken");
        for (CrossValidation.Tried one : tried) {
            Scores s = one.scores();
            sheet.row(
                    Cell.text(one.candidate().name()),
                    fixed(s.standardisedAccuracy()),
                    percent(s.medianRelativeError()),
                    percent(s.within25()),
                    percent(s.meanRelativeError()),
                    number(s.rootMeanSquare()),
                    fixed(s.r2()),
                    fixed(s.r2Logarithm()),
                    Cell.flag(one.equals(chosen), "yes", ""));
        }
        return sheet;
    }

    private void drivers() {
        ArrayNode all = json.putArray("drivers");
        Sheet sheet = new Sheet("drivers", "What drives it, as the model has it")
                .text("column", "feature")
                .text("from", "from")
                .text("to", "to")
                .number("changes it by", "effect")
                .number("%", "effect_percent")
                .number("for one unit", "per_unit");
        int shown = 0;
        for (Driver driver : model.drivers()) {
            ObjectNode node = all.addObject().put("feature", driver.feature());
            put(node, "effect", driver.effect());
            node.put("direction", driver.effect() > 0 ? "up" : "down")
                    .put("from", driver.from())
                    .put("to", driver.to());
            put(node, "effect_share", driver.effectShare());
            putOptional(node, "per_unit", driver.perUnit());
            if (shown++ < SHOWN_DRIVERS) {
                sheet.row(
                        Cell.text(driver.feature()),
                        Cell.text(driver.from()),
                        Cell.text(driver.to()),
                        number(driver.effect()),
                        percent(driver.effectShare()),
                        driver.perUnit().isEmpty()
                                ? Cell.NONE
                                : number(driver.perUnit().getAsDouble()));
            }
        }
        people.add(sheet);
    }

    /** Tells what was done to the table. */
    void cleaned(Cleaned cleaned, List<Failure> failures) {
        ArrayNode dropped = json.putArray("dropped_rows");
        Sheet lines = new Sheet("dropped_rows", "Lines left out")
                .number("line", "line")
                .text("because", "reason");
        for (Failure failure : failures) {
            dropped.addObject().put("line", failure.line()).put("reason", failure.detail());
            lines.row(Cell.plain(BigDecimal.valueOf(failure.line())), Cell.text(failure.detail()));
        }
        int shown = 0;
        for (Cleaned.Dropped one : cleaned.dropped()) {
            dropped.addObject().put("line", one.line()).put("reason", one.reason());
            if (shown++ < SHOWN_LINES) {
                lines.row(Cell.plain(BigDecimal.valueOf(one.line())), Cell.text(one.reason()));
            }
        }
        people.add(lines);
        changes(cleaned);
        if (cleaned.dropped().size() > SHOWN_LINES || cleaned.changes().size() > SHOWN_LINES) {
            notes.add(cleaned.dropped().size() + " lines were left out and "
                    + cleaned.changes().size() + " cells changed; the first of them are shown, --json has all.");
        }
        notes.addAll(cleaned.notes());
    }

    private void changes(Cleaned cleaned) {
        ArrayNode changes = json.putArray("changes");
        Sheet cells = new Sheet("changes", "Cells read or set otherwise than written")
                .number("line", "line")
                .text("column", "column")
                .text("from", "from")
                .text("to", "to")
                .text("because", "why");
        int shown = 0;
        for (Cleaned.Change one : cleaned.changes()) {
            changes.addObject()
                    .put("line", one.line())
                    .put("column", one.column())
                    .put("from", one.from())
                    .put("to", one.to())
                    .put("why", one.why());
            if (shown++ < SHOWN_LINES) {
                cells.row(
                        Cell.plain(BigDecimal.valueOf(one.line())),
                        Cell.text(one.column()),
                        Cell.text(one.from()),
                        Cell.text(one.to()),
                        Cell.text(one.why()));
            }
        }
        people.add(cells);
    }

    /** Predicts and scores projects that were held back by the table itself. */
    void tested(Projects test) {
        double[] values = new double[test.rows().size()];
        for (int i = 0; i < values.length; i++) {
            Projects.Row row = test.rows().get(i);
            PastModel.Prediction said = model.predict(row.cells(), share);
            values[i] = said.value();
            predict(row.line(), said, OptionalDouble.of(row.target()));
        }
        Scores scores = Scores.of(test.targets(), values);
        ObjectNode node = scores(scores);
        node.put("rows", values.length);
        json.set("test", node);
        people.open("On the " + values.length + " projects marked test: median error "
                + percent(scores.medianRelativeError()).shown() + " %, mean error "
                + percent(scores.meanRelativeError()).shown() + " %, R² "
                + fixed(scores.r2()).shown() + ".");
    }

    void predictAll(NewProjects fresh) {
        for (NewProjects.Row row : fresh.rows()) {
            predict(row.line(), model.predict(row.cells(), share), OptionalDouble.empty());
        }
        notes.addAll(fresh.notes());
    }

    private void predict(long line, PastModel.Prediction said, OptionalDouble actual) {
        ObjectNode node = predicted.addObject();
        put(node, "value", said.value());
        putOptional(node, "lo", said.low());
        putOptional(node, "hi", said.high());
        node.put("line", line);
        putOptional(node, "actual", actual);
        ArrayNode beyond = node.putArray("beyond");
        said.beyond().forEach(beyond::add);
        predictions.row(
                Cell.plain(BigDecimal.valueOf(line)),
                number(said.value()),
                optional(said.low()),
                optional(said.high()),
                optional(actual),
                Cell.text(String.join("; ", said.beyond())));
        if (!said.beyond().isEmpty()) {
            notes.add("line " + line + " is beyond what was learnt from, so its prediction is a guess: "
                    + String.join("; ", said.beyond()) + ".");
        }
    }

    void reused(ModelFile.Saved saved) {
        json.set("cv", saved.scores());
        ObjectNode origin = json.putObject("origin");
        origin.put("source", saved.origin().source())
                .put("sha256", saved.origin().sha256())
                .put("made_at", saved.origin().madeAt())
                .put("seed", saved.origin().seed());
        json.putArray("dropped_rows");
        drivers();
        people.open(
                "Saved " + saved.origin().madeAt() + " from " + saved.origin().source() + ".");
    }

    void print(Output output) {
        if (output.json()) {
            ArrayNode all = json.putArray("notes");
            notes.forEach(all::add);
            output.print(json);
            return;
        }
        people.add(predictions);
        people.note("bands hold " + Math.round(100 * share)
                + " % of projects like those learnt from (CV+); the middle is a median where logarithms were learnt.");
        notes.forEach(people::note);
        people.print(output);
    }

    private static ObjectNode scores(Scores s) {
        ObjectNode node = Output.JSON.createObjectNode();
        put(node, "mape", s.meanRelativeError());
        put(node, "rmse", s.rootMeanSquare());
        put(node, "r2", s.r2());
        put(node, "mae", s.meanAbsoluteError());
        put(node, "sa", s.standardisedAccuracy());
        put(node, "mdmre", s.medianRelativeError());
        put(node, "pred25", s.within25());
        put(node, "r2_log", s.r2Logarithm());
        return node;
    }

    /** One line of a list of experiments. */
    static ObjectNode experiment(
            PastModel model,
            ModelFile.Origin origin,
            List<CrossValidation.Tried> tried,
            ObjectNode cv,
            Optional<Path> saved) {
        ObjectNode node = Output.JSON
                .createObjectNode()
                .put("at", origin.madeAt())
                .put("source", origin.source())
                .put("sha256", origin.sha256())
                .put("target", model.projects().target())
                .put("rows", model.projects().rows().size())
                .put("columns", model.projects().columns().size())
                .put("seed", origin.seed())
                .put("model", model.candidate().name());
        node.set("cv", cv);
        ArrayNode all = node.putArray("candidates");
        for (CrossValidation.Tried one : tried) {
            put(
                    all.addObject().put("name", one.candidate().name()),
                    "mae",
                    one.scores().meanAbsoluteError());
        }
        saved.ifPresent(s -> node.put("saved", s.toString()));
        return node;
    }

    static Sheets experiments(List<JsonNode> all) {
        Sheets answer = new Sheets();
        Sheet sheet = new Sheet("experiments", "Experiments")
                .text("when", "at")
                .text("from", "source")
                .text("target", "target")
                .number("rows", "rows")
                .number("columns", "columns")
                .number("seed", "seed")
                .text("model", "model")
                .number("SA", "sa")
                .number("median error %", "mdmre")
                .number("RMSE", "rmse")
                .text("saved as", "saved");
        for (JsonNode one : all) {
            sheet.row(
                    Cell.text(one.path("at").asText()),
                    Cell.text(one.path("source").asText()),
                    Cell.text(one.path("target").asText()),
                    Cell.plain(one.path("rows").decimalValue()),
                    Cell.plain(one.path("columns").decimalValue()),
                    Cell.plain(one.path("seed").decimalValue()),
                    Cell.text(one.path("model").asText()),
                    fixed(one.path("cv").path("sa").asDouble()),
                    percent(one.path("cv").path("mdmre").asDouble()),
                    number(one.path("cv").path("rmse").asDouble()),
                    Cell.text(one.path("saved").asText("")));
        }
        answer.add(sheet);
        return answer;
    }

    private static void put(ObjectNode node, String field, double value) {
        if (Double.isFinite(value)) {
            node.set(field, Cell.json(new BigDecimal(value).round(DIGITS)));
        } else {
            node.putNull(field);
        }
    }

    private static void putOptional(ObjectNode node, String field, OptionalDouble value) {
        if (value.isPresent()) {
            put(node, field, value.getAsDouble());
        } else {
            node.putNull(field);
        }
    }

    private static Cell optional(OptionalDouble value) {
        return value.isPresent() ? number(value.getAsDouble()) : Cell.NONE;
    }

    private static Cell number(double value) {
        if (!Double.isFinite(value)) {
            return Cell.NONE;
        }
        BigDecimal rounded = new BigDecimal(value).round(DIGITS);
        BigDecimal shown = new BigDecimal(value).round(SHOWN);
        return Cell.shownAs(
                Math.abs(value) >= 1000
                        ? rounded.setScale(0, RoundingMode.HALF_EVEN)
                        : shown.setScale(Math.max(0, shown.scale())),
                rounded);
    }

    private static Cell fixed(double value) {
        return Double.isFinite(value) ? Cell.number(new BigDecimal(value).round(DIGITS), 3) : Cell.NONE;
    }

    private static Cell percent(double value) {
        return Double.isFinite(value) ? Cell.share(new BigDecimal(value).round(DIGITS), 1) : Cell.NONE;
    }
}
