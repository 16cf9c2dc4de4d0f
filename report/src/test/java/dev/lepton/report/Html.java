package dev.lepton.report;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** As much of HTML as the tests need: whether elements nest, and what stands in tables. */
final class Html {
    private static final Set<String> VOID = Set.of("meta", "img", "br", "input", "link", "hr");
    private static final Pattern TAG = Pattern.compile("<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:[^<>\"]|\"[^\"]*\")*)>");
    private static final Pattern RAW = Pattern.compile("(?s)(<(script|style)\\b[^>]*>).*?(</\\2>)");

    private Html() {}

    /** What breaks the nesting of elements, in words; empty when nothing does. */
    static List<String> faults(String page) {
        List<String> faults = new ArrayList<>();
        Deque<String> open = new ArrayDeque<>();
        String markup = RAW.matcher(page).replaceAll("$1$3");
        Matcher tag = TAG.matcher(markup);
        int end = 0;
        while (tag.find()) {
            if (markup.substring(end, tag.start())
                    .replace("<!DOCTYPE html>", "")
                    .matches("(?s).*[<>].*")) {
                faults.add("A bare angle bracket: " + markup.substring(end, tag.start()));
            }
            end = tag.end();
            String name = tag.group(2);
            if (VOID.contains(name) || tag.group(3).endsWith("/")) { // within drawings elements close themselves
                continue;
            }
            if (tag.group(1).isEmpty()) {
                open.push(name);
            } else if (open.isEmpty() || !open.pop().equals(name)) {
                faults.add("</" + name + "> closes nothing.");
            }
        }
        open.forEach(name -> faults.add("<" + name + "> is not closed."));
        return faults;
    }

    /** The page without what is between the tags of scripts and styles. */
    static String withoutRaw(String page) {
        return RAW.matcher(page).replaceAll("$1$3");
    }

    record Row(int depth, List<String> cells) {}

    /** A table: its caption, rows and feet, each cell its text with entities resolved. */
    record Table(String caption, List<Row> rows, List<Row> feet) {}

    static List<Table> tables(String page) {
        List<Table> tables = new ArrayList<>();
        for (String table : inner(page, "table")) {
            tables.add(new Table(
                    text(inner(table, "caption").get(0)),
                    rows(inner(table, "tbody").get(0)),
                    inner(table, "tfoot").stream()
                            .flatMap(foot -> rows(foot).stream())
                            .toList()));
        }
        return tables;
    }

    static Table table(String page, String captionStart) {
        return tables(page).stream()
                .filter(table -> table.caption().startsWith(captionStart))
                .findFirst()
                .orElseThrow();
    }

    private static List<Row> rows(String part) {
        List<Row> rows = new ArrayList<>();
        Matcher row = Pattern.compile("(?s)<tr class=\"depth(\\d)\">(.*?)</tr>").matcher(part);
        while (row.find()) {
            List<String> cells = new ArrayList<>();
            Matcher cell = Pattern.compile("(?s)<t[hd]\\b[^>]*>(.*?)</t[hd]>").matcher(row.group(2));
            while (cell.find()) {
                cells.add(text(cell.group(1)));
            }
            rows.add(new Row(Integer.parseInt(row.group(1)), cells));
        }
        return rows;
    }

    private static List<String> inner(String page, String name) {
        List<String> found = new ArrayList<>();
        Matcher matcher = Pattern.compile("(?s)<" + name + "\\b[^>]*>(.*?)</" + name + ">")
                .matcher(page);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    private static String text(String html) {
        return html.replaceAll("<small>", " | ")
                .replaceAll("<[^>]*>", "")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&#34;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&")
                .strip();
    }
}
