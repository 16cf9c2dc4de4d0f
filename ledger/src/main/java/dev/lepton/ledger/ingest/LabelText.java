package dev.lepton.ledger.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;

/** Labels as they are stored: an object of JSON. */
final class LabelText {
    private static final ObjectMapper JSON = new ObjectMapper();

    private LabelText() {}

    static String of(Map<String, String> pairs) {
        try {
            return JSON.writeValueAsString(pairs);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
