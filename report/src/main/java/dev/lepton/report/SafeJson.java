package dev.lepton.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** JSON that can stand inside a script element: no text in it can close the element or open a comment. */
final class SafeJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private SafeJson() {}

    /** Escapes {@code < > &} and the two line separators, which JSON only has inside strings. */
    static String write(JsonNode node) {
        try {
            return MAPPER.writeValueAsString(node)
                    .replace("<", "\\u003c")
                    .replace(">", "\\u003e")
                    .replace("&", "\\u0026")
                    .replace("\u2028", "\\u2028")
                    .replace("\u2029", "\\u2029");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree of plain values can always be written.", e);
        }
    }
}
