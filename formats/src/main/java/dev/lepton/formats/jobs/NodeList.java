package dev.lepton.formats.jobs;

import dev.lepton.core.evidence.Reason;
import dev.lepton.formats.csv.Refused;
import java.util.ArrayList;
import java.util.List;

/**
 * Slurm's shorthand for many node names: {@code rack[1-2]n[01-03,7],login} is seven times rack… and login.
 *
 * <p>Numbers keep the width their range starts with ({@code [001-004]}). At most {@value #MOST_NODES} names.
 */
final class NodeList {
    static final int MOST_NODES = 100_000;

    private static final long MOST_CHARACTERS = 1 << 24;

    private final String column;
    private final String text;
    private final List<String> names = new ArrayList<>();
    private long characters;

    private NodeList(String column, String text) {
        this.column = column;
        this.text = text;
    }

    /** The names that {@code text} stands for, in its order. */
    static List<String> expand(String column, String text) {
        NodeList list = new NodeList(column, text);
        int start = 0;
        int depth = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : ',';
            depth += c == '[' ? 1 : c == ']' ? -1 : 0;
            list.check(depth == 0 || (depth == 1 && i < text.length()));
            if (c == ',' && depth == 0) {
                list.expandPart("", text.substring(start, i).strip());
                start = i + 1;
            }
        }
        return List.copyOf(list.names);
    }

    private void expandPart(String before, String rest) {
        int open = rest.indexOf('[');
        if (open < 0) {
            add(before + rest);
            return;
        }
        int close = rest.indexOf(']');
        String prefix = before + rest.substring(0, open);
        String suffix = rest.substring(close + 1);
        for (String range : rest.substring(open + 1, close).split(",", -1)) {
            expandRange(prefix, range.strip(), suffix);
        }
    }

    private void expandRange(String prefix, String range, String suffix) {
        check(range.matches("[0-9]{1,18}(-[0-9]{1,18})?"));
        int dash = range.indexOf('-');
        String first = dash < 0 ? range : range.substring(0, dash);
        long from = Long.parseLong(first);
        long to = dash < 0 ? from : Long.parseLong(range.substring(dash + 1));
        check(from <= to && to - from < MOST_NODES);
        for (long n = from; n <= to; n++) {
            String number = Long.toString(n);
            String padding = "0".repeat(Math.max(0, first.length() - number.length()));
            expandPart(prefix + padding + number, suffix);
        }
    }

    private void add(String name) {
        if (!name.isEmpty()) {
            characters += name.length();
            check(names.size() < MOST_NODES && characters <= MOST_CHARACTERS);
            names.add(name);
        }
    }

    private void check(boolean fine) {
        if (!fine) {
            throw Refused.value(Reason.MALFORMED, column, text);
        }
    }
}
