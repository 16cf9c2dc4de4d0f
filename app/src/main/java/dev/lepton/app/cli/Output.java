package dev.lepton.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options {@code --json} and {@code --csv} of a command, and how its answer is printed. A mixin. */
final class Output {
    /** Plain decimals, never 1E+2; field order as put. */
    static final ObjectMapper JSON = JsonMapper.builder()
            .enable(com.fasterxml.jackson.core.StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .enable(com.fasterxml.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    @ArgGroup
    @SuppressWarnings("NullAway.Init") // picocli leaves it null when neither option is given
    private Form form;

    @Spec(Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** One or the other. */
    static final class Form {
        @Option(names = "--json", description = "Print one JSON document and nothing else.")
        private boolean json;

        @Option(names = "--csv", description = "Print the table as CSV.")
        private boolean csv;
    }

    boolean json() {
        return form != null && form.json;
    }

    boolean csv() {
        return form != null && form.csv;
    }

    /** Whether a person reads the answer: neither JSON nor CSV was asked for. */
    boolean forPeople() {
        return !json() && !csv();
    }

    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** Where progress and notes go. */
    PrintWriter err() {
        return spec.commandLine().getErr();
    }

    void print(JsonNode document) {
        try {
            out().println(JSON.writeValueAsString(document));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Prints the table: aligned for people, as CSV when that was asked for. */
    void print(Table table) {
        if (csv()) {
            table.writeCsv(out());
        } else {
            table.writeText(out());
        }
        out().flush();
    }
}
