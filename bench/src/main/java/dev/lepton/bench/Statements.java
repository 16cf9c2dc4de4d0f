package dev.lepton.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/** Statements of SQL kept as resources, with {@code ${name}} where something goes in. */
final class Statements {
    private Statements() {}

    /** The statement in the resource {@code name}.sql, filled in. */
    static String of(String name, Map<String, String> blanks) {
        try (InputStream in = Objects.requireNonNull(Statements.class.getResourceAsStream(name + ".sql"), name)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (Map.Entry<String, String> blank : blanks.entrySet()) {
                text = text.replace("${" + blank.getKey() + "}", blank.getValue());
            }
            if (text.contains("${")) {
                throw new IllegalStateException("A blank of " + name + ".sql is not filled in.");
            }
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
