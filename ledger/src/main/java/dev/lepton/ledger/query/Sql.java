package dev.lepton.ledger.query;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/** Statements of SQL kept in resources beside the question they answer, with {@code ${name}} where something goes in. */
final class Sql {
    private Sql() {}

    /** The statement in the resource {@code name}.sql, filled in; every blank must be given. */
    static String of(String name, Map<String, String> values) {
        String text;
        try (InputStream in = Objects.requireNonNull(Sql.class.getResourceAsStream(name + ".sql"), name)) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (Map.Entry<String, String> value : values.entrySet()) {
            text = text.replace("${" + value.getKey() + "}", value.getValue());
        }
        if (text.contains("${")) {
            throw new IllegalStateException("A blank of " + name + ".sql is not filled in: " + text);
        }
        return text;
    }
}
