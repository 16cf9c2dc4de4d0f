package dev.lepton.formats.roadmap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import dev.lepton.core.roadmap.Estimate;
import dev.lepton.core.roadmap.Resource;
import dev.lepton.core.roadmap.Roadmap;
import dev.lepton.core.roadmap.Step;
import dev.lepton.core.roadmap.Task;
import java.math.BigDecimal;
import java.util.List;

/** Writes a roadmap as the document that {@code lepton roadmap} reads. Of calendars only those that need no definition can be written. */
public final class RoadmapYaml {
    private static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build());

    private RoadmapYaml() {}

    /**
     * The document, with {@code comments} as its first lines.
     *
     * @throws IllegalArgumentException if the roadmap has an estimate against a reference class, which needs a definition
     */
    public static String of(Roadmap roadmap, List<String> comments) {
        ObjectNode top = YAML.createObjectNode();
        top.put("name", roadmap.name());
        top.put("start", roadmap.start().toString());
        top.put("step", roadmap.step() == Step.HOUR ? "hour" : "day");
        top.put("currency", roadmap.currency().getCurrencyCode());
        ArrayNode resources = top.putArray("resources");
        for (Resource r : roadmap.resources()) {
            ObjectNode one = resources.addObject();
            one.put("name", r.name());
            one.put("kind", r.kind() == Resource.Kind.PEOPLE ? "people" : "machines");
            one.put("units", r.units());
            r.hourly().ifPresent(price -> one.put("cost_per_hour", price.perUnit()));
            ArrayNode changes = r.changes().isEmpty() ? YAML.createArrayNode() : one.putArray("changes");
            r.changes()
                    .forEach((from, units) ->
                            changes.addObject().put("from", from.toString()).put("units", units));
        }
        ArrayNode tasks = top.putArray("tasks");
        roadmap.tasks().forEach(t -> task(tasks.addObject(), t));
        StringBuilder text = new StringBuilder();
        comments.forEach(c -> text.append("# ").append(c).append('\n'));
        try {
            return text.append(YAML.writeValueAsString(top)).toString();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void task(ObjectNode one, Task task) {
        one.put("id", task.id()).put("name", task.name());
        String key = switch (task.work()) {
            case DAYS -> "duration";
            case HOURS -> "duration_hours";
            case PERSON_DAYS -> "effort";
            case MACHINE_HOURS -> "machine_hours";
        };
        switch (task.estimate()) {
            case Estimate.Fixed fixed -> {
                if (!task.milestone()) {
                    one.put(key, plain(fixed.value()));
                }
            }
            case Estimate.Pert p -> spread(one.putObject(key), p.low(), p.likely(), p.high(), "pert");
            case Estimate.Triangular t -> spread(one.putObject(key), t.low(), t.likely(), t.high(), "triangular");
            case Estimate.Reference reference ->
                throw new IllegalArgumentException("'" + task.id() + "' is held against a reference class.");
        }
        if (!task.after().isEmpty()) {
            ArrayNode after = one.putArray("after");
            task.after().forEach(l -> after.add(l.toString()));
        }
        if (!task.uses().isEmpty()) {
            ObjectNode uses = one.putObject("uses");
            task.uses().forEach(uses::put);
        }
        task.cost().ifPresent(c -> one.put("cost", c.amount().stripTrailingZeros()));
        task.earliest().ifPresent(d -> one.put("earliest", d.toString()));
        task.deadline().ifPresent(d -> one.put("deadline", d.toString()));
    }

    private static void spread(ObjectNode one, double low, double likely, double high, String how) {
        one.put("low", plain(low)).put("likely", plain(likely)).put("high", plain(high));
        one.put("spread", how);
    }

    private static BigDecimal plain(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros();
    }
}
