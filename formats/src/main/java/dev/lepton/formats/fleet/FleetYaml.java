package dev.lepton.formats.fleet;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
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
import java.util.Optional;
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
    private static final YAMLFactory YAML = YAMLFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final Path file;
    private final List<Entry> entries = new ArrayList<>();
    private final Set<String> ignored = new TreeSet<>();

    private FleetYaml(Path file) {
        this.file = file;
    }

    /** One item of the list: its values by name, or why it is no pool. */
    private record Entry(long line, Map<String, String> values, Optional<Refused> flaw) {}

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
        long rows = 0;
        for (Entry entry : yaml.entries) {
            Pool pool;
            try {
                entry.flaw.ifPresent(flaw -> {
                    throw flaw;
                });
                pool = PoolRow.pool(Fields.of(entry.line, entry.values), zone);
            } catch (Refused e) {
                failures.accept(new Failure(file.toString(), entry.line, e.reason(), e.detail()));
                continue;
            }
            pools.accept(pool);
            rows++;
        }
        return new Reading(rows, yaml.entries.size() - rows, List.copyOf(yaml.ignored), List.of());
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
                entries.add(entry(parser));
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

    /** Reads on to the end of the item that {@code parser} is at. Scalars are kept as written, so that 1.90 stays 1.90. */
    private Entry entry(JsonParser parser) throws IOException {
        long line = parser.currentTokenLocation().getLineNr();
        Map<String, String> values = new HashMap<>();
        Optional<Refused> flaw = Optional.empty();
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            flaw = Optional.of(
                    new Refused(Reason.MALFORMED, "a pool is a map of keys, not '" + parser.getText() + "'"));
            parser.skipChildren();
            return new Entry(line, values, flaw);
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            Optional<Refused> found = value(parser, values);
            flaw = flaw.or(() -> found);
        }
        return new Entry(line, values, flaw);
    }

    private Optional<Refused> value(JsonParser parser, Map<String, String> values) throws IOException {
        String name = parser.currentName().strip().toLowerCase(Locale.ROOT);
        JsonToken token = parser.nextToken();
        if (!PoolRow.NAMES.contains(name)) {
            ignored.add(parser.currentName());
            parser.skipChildren();
            return Optional.empty();
        }
        if (!name.equals("labels") || token != JsonToken.START_OBJECT) {
            return scalar(parser, name, values);
        }
        Optional<Refused> flaw = Optional.empty();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String label = "label." + parser.currentName();
            parser.nextToken();
            Optional<Refused> found = scalar(parser, label, values);
            flaw = flaw.or(() -> found);
        }
        return flaw;
    }

    private static Optional<Refused> scalar(JsonParser parser, String name, Map<String, String> values)
            throws IOException {
        if (parser.currentToken().isStructStart()) {
            parser.skipChildren();
            return Optional.of(new Refused(Reason.MALFORMED, name + " is a list or a map, not one value"));
        }
        String text = parser.currentToken() == JsonToken.VALUE_NULL ? "" : parser.getText();
        return values.put(name, text) == null
                ? Optional.empty()
                : Optional.of(new Refused(Reason.DUPLICATE, name + " stands twice"));
    }
}
