package dev.lepton.formats.fleet;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.lepton.core.evidence.Failure;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.evidence.Reason;
import dev.lepton.core.workload.Pool;
import dev.lepton.formats.csv.Fields;
import dev.lepton.formats.csv.Reading;
import dev.lepton.formats.csv.Refused;
import dev.lepton.formats.csv.TextSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * A fleet as YAML: {@code pools:} and a list, or the list alone. Each entry has the columns of the CSV as keys;
 * {@code labels} may be a map. An entry's line is where it begins. The file is read whole before the first pool is
 * delivered, so what is wrong with it as a whole is known first.
 */
public final class FleetYaml {
    private static final ObjectMapper YAML = YAMLMapper.builder(
                    YAMLFactory.builder().build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final Path file;
    private final List<Entry> entries = new ArrayList<>();

    private FleetYaml(Path file) {
        this.file = file;
    }

    private record Entry(long line, JsonNode node) {}

    /**
     * Reads the pools of {@code file}.
     *
     * @param zone the clock that times without an offset were written by
     * @param bytesRead told how many bytes of the file have been read so far
     * @throws Problem if the file as a whole cannot be read
     */
    public static Reading read(
            Path file, ZoneId zone, Consumer<Pool> pools, Consumer<Failure> failures, LongConsumer bytesRead) {
        FleetYaml yaml = new FleetYaml(file);
        yaml.load(bytesRead);
        Set<String> ignored = new TreeSet<>();
        long rows = 0;
        for (Entry entry : yaml.entries) {
            Pool pool;
            try {
                pool = PoolRow.pool(Fields.of(entry.line, values(entry.node, ignored)), zone);
            } catch (Refused e) {
                failures.accept(new Failure(file.toString(), entry.line, e.reason(), e.detail()));
                continue;
            }
            pools.accept(pool);
            rows++;
        }
        return new Reading(rows, yaml.entries.size() - rows, List.copyOf(ignored), List.of());
    }

    private void load(LongConsumer bytesRead) {
        try (InputStream in = TextSource.open(file, bytesRead);
                JsonParser parser = YAML.createParser(in)) {
            JsonToken token = parser.nextToken();
            if (token == JsonToken.START_OBJECT) {
                toPools(parser);
                token = parser.currentToken();
            }
            if (token != JsonToken.START_ARRAY) {
                throw wrong(
                        "a list of pools is expected",
                        parser.currentTokenLocation().getLineNr());
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                long line = parser.currentTokenLocation().getLineNr();
                entries.add(new Entry(line, parser.readValueAsTree()));
            }
        } catch (JsonProcessingException e) {
            long line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw wrong(
                    String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("it is no YAML"), line);
        } catch (IOException e) {
            throw TextSource.problem(file, e);
        }
    }

    /** Moves on to the value of the top-level key {@code pools}; other keys are passed over. */
    private static void toPools(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean pools = parser.currentName().equalsIgnoreCase("pools");
            parser.nextToken();
            if (pools) {
                return;
            }
            parser.skipChildren();
        }
    }

    private Problem wrong(String what, long line) {
        return Problem.input(
                file + ":" + line + ": " + what + ".",
                "Maybe begin with 'pools:' and one '- name: …' for each pool; docs/formats.md shows a fleet.");
    }

    private static Map<String, String> values(JsonNode node, Set<String> ignored) {
        if (!node.isObject()) {
            throw new Refused(Reason.MALFORMED, "a pool is a map of keys, not '" + node.asText() + "'");
        }
        Map<String, String> values = new HashMap<>();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String name = field.getKey().strip().toLowerCase(Locale.ROOT);
            JsonNode value = field.getValue();
            if (!PoolRow.NAMES.contains(name)) {
                ignored.add(field.getKey());
            } else if (name.equals("labels") && value.isObject()) {
                value.properties().forEach(label -> put(values, "label." + label.getKey(), label.getValue()));
            } else {
                put(values, name, value);
            }
        }
        return values;
    }

    private static void put(Map<String, String> values, String name, JsonNode value) {
        if (value.isContainerNode()) {
            throw new Refused(Reason.MALFORMED, name + " is a list or a map, not one value");
        }
        if (values.put(name, value.isNull() ? "" : value.asText()) != null) {
            throw new Refused(Reason.DUPLICATE, name + " stands twice");
        }
    }
}
