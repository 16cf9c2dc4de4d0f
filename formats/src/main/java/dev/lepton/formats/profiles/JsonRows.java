package dev.lepton.formats.profiles;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lepton.core.evidence.Failure;
import dev.lepton.core.evidence.Ingested;
import dev.lepton.core.evidence.Reason;
import dev.lepton.formats.csv.Fields;
import dev.lepton.formats.csv.Refused;
import dev.lepton.formats.csv.RowReader;
import dev.lepton.formats.csv.TextSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A JSON file read as rows: the objects of a list at the top or under {@code configurations}, the objects of a file of JSON lines, or
 * the one object that the file is. Names are in lower case; a value that is a list or an object is passed over, null is empty.
 */
final class JsonRows {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private static final String LIST = "configurations";

    private JsonRows() {}

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
        List<T> rows = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        for (Row row : objects(file, failures)) {
            try {
                rows.add(reader.read(row.fields()));
            } catch (Refused e) {
                failures.add(new Failure(file.toString(), row.line(), e.reason(), e.detail()));
            }
        }
        return new Ingested<>(rows, failures);
    }

    /** Every object of {@code file}; what is no object is a failure. */
    static List<Row> objects(Path file, List<Failure> failures) {
        List<Row> rows = new ArrayList<>();
        try (InputStream in = TextSource.open(file, n -> {});
                JsonParser parser = new JsonFactory().createParser(in)) {
            parser.setCodec(JSON);
            JsonToken token = parser.nextToken();
            while (token != null) {
                if (token != JsonToken.START_ARRAY && token != JsonToken.END_ARRAY) {
                    take(file, parser, rows, failures);
                }
                token = parser.nextToken();
            }
        } catch (IOException e) {
            throw TextSource.problem(file, e);
        }
        return rows;
    }

    private static void take(Path file, JsonParser parser, List<Row> rows, List<Failure> failures) throws IOException {
        long line = parser.currentTokenLocation().getLineNr();
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            failures.add(new Failure(
                    file.toString(),
                    line,
                    Reason.MALFORMED,
                    "an object was expected, and not " + parser.currentToken()));
            return;
        }
        // A list under a key is walked, so that each of its objects has its line.
        if (parser.nextToken() == JsonToken.FIELD_NAME && parser.currentName().equals(LIST)) {
            if (parser.nextToken() == JsonToken.START_ARRAY) {
                while (parser.nextToken() != JsonToken.END_ARRAY && parser.currentToken() != null) {
                    take(file, parser, rows, failures);
                }
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                parser.nextToken();
                parser.skipChildren();
            }
            return;
        }
        ObjectNode object = JSON.createObjectNode();
        while (parser.currentToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            JsonNode value = parser.readValueAsTree();
            object.set(name, value);
            parser.nextToken();
        }
        rows.add(new Row(line, object));
    }
}
