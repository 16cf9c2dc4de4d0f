package dev.lepton.formats.documents;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.lepton.core.evidence.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A YAML file, or a JSON file, read whole, and the line that each of its values stands on. */
final class YamlSource {
    private static final long MOST_BYTES = 4L << 20;

    private static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** JSON may be indented with tabs, which YAML forbids. */
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final String file;
    private final Map<String, Integer> lines;

    private YamlSource(String file, Map<String, Integer> lines) {
        this.file = file;
        this.lines = lines;
    }

    /** The mapping at the top of {@code path}. */
    static Mapping read(Path path) {
        try {
            if (Files.size(path) > MOST_BYTES) {
                throw Problem.input(
                        path + " has " + Files.size(path) + " bytes; such a document has at most " + MOST_BYTES + ".",
                        "Maybe it is another file.");
            }
            return parse(path.toString(), Files.readString(path));
        } catch (NoSuchFileException e) {
            throw Problem.input("there is no file " + path + ".", "Maybe start from the sample that --example prints.");
        } catch (MalformedInputException e) {
            throw Problem.input(path + " is not text in UTF-8.", "Maybe it is another file, or save it as UTF-8.");
        } catch (IOException e) {
            throw Problem.outside(
                    path + " could not be read: " + e.getMessage(), "Maybe it is a folder, or not yours to read.", e);
        }
    }

    /** The mapping at the top of {@code text}; {@code file} is what messages call it. */
    static Mapping parse(String file, String text) {
        boolean json = text.stripLeading().startsWith("{");
        ObjectMapper mapper = json ? JSON : YAML;
        try {
            JsonNode top = mapper.readTree(text);
            if (!(top instanceof ObjectNode mapping)) {
                throw Problem.input(
                        file + " has no keys at its top.",
                        "Maybe it is empty; --example prints a sample to start from.");
            }
            return new Mapping(new YamlSource(file, lines(mapper, text)), mapping, "");
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
            throw Problem.input(
                    file + ":" + line + ": this is not " + (json ? "JSON" : "YAML") + " that can be read: "
                            + firstLine(e.getOriginalMessage()),
                    "Maybe the indentation, a quote or a doubled key.");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code file:line} of the value at {@code pointer}, or of the nearest thing around it. */
    String at(String pointer) {
        String place = pointer;
        while (!place.isEmpty() && !lines.containsKey(place)) {
            place = place.substring(0, place.lastIndexOf('/'));
        }
        return file + ":" + lines.getOrDefault(place, 1);
    }

    private static Map<String, Integer> lines(ObjectMapper mapper, String text) throws IOException {
        Map<String, Integer> lines = new HashMap<>();
        try (JsonParser parser = mapper.createParser(text)) {
            JsonToken token = parser.nextToken();
            while (token != null) {
                lines.putIfAbsent(
                        parser.getParsingContext().pathAsPointer().toString(),
                        parser.currentTokenLocation().getLineNr());
                token = parser.nextToken();
            }
        }
        return lines;
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("");
    }
}
