package dev.lepton.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lepton.report.model.Plot;
import dev.lepton.report.model.Scoreboard;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An answer of several tables and the notes on it. For people one after another; as JSON one document with an array
 * under each table's key and the notes under {@code notes}; as CSV one long table of section, name, measure and value.
 */
final class Sheets {
    /** Of many things that are noted, so many are shown. */
    private static final int SHOWN = 3;

    private final ObjectNode head = Output.JSON.createObjectNode();
    private final List<String> opening = new ArrayList<>();
    private final List<Sheet> sheets = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /** A figure of the whole answer, for programs. */
    void head(String field, Cell cell) {
        head.set(field, cell.raw());
    }

    /** A line that people read first. */
    void open(String line) {
        opening.add(line);
    }

    void add(Sheet sheet) {
        if (!sheet.isEmpty()) {
            sheets.add(sheet);
        }
    }

    /** What is assumed, guessed or left out. */
    void note(String note) {
        notes.add(note);
    }

    /** What was noted so far. */
    List<String> notes() {
        return List.copyOf(notes);
    }

    /** How many of {@code all} there are, and the first of them; nothing when there are none. */
    void note(String what, List<?> all) {
        if (!all.isEmpty()) {
            note(all.size() + " " + what + ": "
                    + all.stream().limit(SHOWN).map(String::valueOf).collect(Collectors.joining("; "))
                    + (all.size() > SHOWN ? "; …" : "."));
        }
    }

    /** The same figures as a page titled {@code title}, with {@code plots} of them. */
    Scoreboard board(String title, List<Plot> plots) {
        return new Scoreboard(title, opening, sheets.stream().map(Sheet::board).toList(), plots, notes);
    }

    void print(Output output) {
        if (output.json()) {
            sheets.forEach(s -> head.set(s.key(), s.json()));
            ArrayNode said = head.putArray("notes");
            notes.forEach(said::add);
            output.print(head);
        } else if (output.csv()) {
            Table figures = new Table()
                    .left("", "section")
                    .left("", "name")
                    .left("", "measure")
                    .left("", "value");
            sheets.forEach(s -> s.addTo(figures));
            output.print(figures);
            notes.forEach(output.err()::println);
        } else {
            printForPeople(output);
        }
    }

    private void printForPeople(Output output) {
        opening.forEach(output.out()::println);
        for (int i = 0; i < sheets.size(); i++) {
            if (i > 0 || !opening.isEmpty()) {
                output.out().println();
            }
            output.out().println(sheets.get(i).title());
            output.print(sheets.get(i).table());
        }
        if (!notes.isEmpty()) {
            output.out().println();
            notes.forEach(n -> output.out().println("Note: " + n));
        }
        output.out().flush();
    }
}
