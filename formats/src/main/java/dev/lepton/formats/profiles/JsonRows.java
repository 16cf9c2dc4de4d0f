package dev.lepton.formats.profiles;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.lepton.core.evidence.Failure;
import dev.lepton.core.evidence.Ingested;
import dev.lepton.core.evidence.Reason;
import dev.lepton.formats.csv.Fields;
import dev.lepton.formats.csv.Refused;
import dev.lepton.formats.csv.RowReader;
import dev.lepton.formats.csv.TextSource;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A JSON file read as rows: the objects of a list at the top or under one key of the object at the top, wherever that key stands; the
 * objects of a file of JSON lines; or the one object that the file is. Names are in lower case; a value that is a list or an object is
 * passed over, null is empty. {@code NaN} and infinities, which some programs write, are read and then refused row by row.
 */
final class JsonRows {
    /** A parser of JSON as programs write it, for whole rows or by token. */
    static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private static final ObjectMapper TREES = new ObjectMapper();
    private static final int LONGEST_NUMBER = 1000;
    private static final String LIST = "configurations";

    private final Path file;
    private final String list;
    private final List<Row> rows = new ArrayList<>();
    private final List<Failure> failures;

    private JsonRows(Path file, String list, List<Failure> failures) {
        this.file = file;
        this.list = list;
        this.failures = failures;
    }

    /** One object and the line it starts on. */
    record Row(long line, ObjectNode object) {
        Fields fields() {
            Map<String, String> values = new TreeMap<>();
            object.properties().forEach(e -> {
                JsonNode value = e.getValue();
                if (value.isValueNode()) {
                    values.put(e.getKey().toLowerCase(Locale.ROOT), value.isNull() ? "" : value.asText());
                }
            });
            return Fields.of(line, values);
        }
    }

    /** What {@code reader} makes of every object of {@code file}. */
    static <T> Ingested<T> read(Path file, RowReader<T> reader) {
        return read(file, JSON, LIST, row -> reader.read(row.fields()));
    }

    /** What {@code reader} makes of every object that {@code factory} parses, those of the list under {@code list} among them. */
    static <T> Ingested<T> read(Path file, JsonFactory factory, String list, Function<Row, T> reader) {
        List<T> made = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        for (Row row : objects(file, factory, list, failures)) {
            try {
                made.add(reader.apply(row));
            } catch (Refused e) {
                failures.add(new Failure(file.toString(), row.line(), e.reason(), e.detail()));
            }
        }
        failures.sort(Comparator.comparingLong(Failure::line));
        return new Ingested<>(made, failures);
    }

    /** Every object of {@code file}; what is no object is a failure. */
    static List<Row> objects(Path file, List<Failure> failures) {
        return objects(file, JSON, LIST, failures);
    }

    private static List<Row> objects(Path file, JsonFactory factory, String list, List<Failure> failures) {
        JsonRows all = new JsonRows(file, list, failures);
        try (InputStream in = TextSource.open(file, n -> {});
                JsonParser parser = factory.createParser(in)) {
            JsonToken token = parser.nextToken();
            while (token != null) {
                if (token != JsonToken.START_ARRAY && token != JsonToken.END_ARRAY) {
                    all.take(parser, true);
                }
                token = parser.nextToken();
            }
        } catch (IOException e) {
            throw TextSource.problem(file, e);
        }
        return all.rows;
    }

    /** An object; one at the top may hold the list of those that count. */
    private void take(JsonParser parser, boolean top) throws IOException {
        long line = parser.currentTokenLocation().getLineNr();
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            failures.add(new Failure(
                    file.toString(),
                    line,
                    Reason.MALFORMED,
                    "an object was expected, and not " + parser.currentToken()));
            parser.skipChildren();
            return;
        }
        ObjectNode object = TREES.createObjectNode();
        boolean listed = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            if (parser.nextToken() == JsonToken.START_ARRAY && top && name.equals(list)) {
                listed = true;
                // Walked and not read whole, so that each of its objects has its line.
                while (parser.nextToken() != JsonToken.END_ARRAY && parser.currentToken() != null) {
                    take(parser, false);
                }
            } else {
                object.set(name, value(parser));
            }
        }
        if (!listed) {
            rows.add(new Row(line, object));
        }
    }

    /** The value at which {@code parser} stands. A number that no decimal can hold is kept as its text. */
    private static JsonNode value(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            ObjectNode object = TREES.createObjectNode();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                object.set(name, value(parser));
            }
            return object;
        }
        if (token == JsonToken.START_ARRAY) {
            ArrayNode array = TREES.createArrayNode();
            while (parser.nextToken() != JsonToken.END_ARRAY && parser.currentToken() != null) {
                array.add(value(parser));
            }
            return array;
        }
        if (token == null || token == JsonToken.VALUE_NULL) {
            return TREES.nullNode();
        }
        String text = parser.getText();
        return token.isNumeric() ? number(text) : TextNode.valueOf(text);
    }

    private static JsonNode number(String text) {
        try {
            return text.length() > LONGEST_NUMBER ? TextNode.valueOf(text) : DecimalNode.valueOf(new BigDecimal(text));
        } catch (NumberFormatException e) {
            return TextNode.valueOf(text);
        }
    }
}
