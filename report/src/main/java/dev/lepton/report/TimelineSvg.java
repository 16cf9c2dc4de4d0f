package dev.lepton.report;

import dev.lepton.report.model.Timeline;
import java.util.Locale;

/** A timeline drawn as SVG in the colours of the style sheet; every bar says in words what it shows. */
final class TimelineSvg {
    private static final int LABELS = 250;
    private static final int WIDTH = 1056;
    private static final int ROW = 26;
    private static final int TOP = 30;
    private static final int BAR = 14;
    private static final int LONGEST = 36;
    private static final int TICK = 36;

    private final Timeline timeline;
    private final double scale;
    private final StringBuilder svg = new StringBuilder();

    private TimelineSvg(Timeline timeline) {
        this.timeline = timeline;
        double end = 1;
        for (Timeline.Row row : timeline.rows()) {
            end = Math.max(end, Math.max(row.to(), row.now().orElse(0.0)));
        }
        for (Timeline.Mark mark : timeline.marks()) {
            end = Math.max(end, mark.at());
        }
        scale = (WIDTH - LABELS - 20) / end;
    }

    /** The drawing; its texts are escaped. */
    static String of(Timeline timeline) {
        return new TimelineSvg(timeline).draw();
    }

    private String draw() {
        int height = TOP + timeline.rows().size() * ROW + 24;
        svg.append(String.format(
                Locale.ROOT,
                "<svg class=\"timeline\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">",
                WIDTH,
                height,
                escaped(timeline.title())));
        for (Timeline.Mark tick : timeline.ticks()) {
            if (x(tick.at()) <= WIDTH - TICK) {
                line("tick", x(tick.at()), TOP - 6, x(tick.at()), height - 20);
                text(
                        "axis",
                        x(tick.at()) + 2,
                        14,
                        tick.name().substring(Math.min(5, tick.name().length())));
            }
        }
        for (int i = 0; i < timeline.rows().size(); i++) {
            links(i);
        }
        for (int i = 0; i < timeline.rows().size(); i++) {
            row(i);
        }
        for (Timeline.Mark mark : timeline.marks()) {
            line("mark", x(mark.at()), TOP - 6, x(mark.at()), height - 18);
            text("axis end", Math.min(x(mark.at()), WIDTH - 4), height - 6, mark.name());
        }
        return svg.append("</svg>").toString();
    }

    private void row(int i) {
        Timeline.Row row = timeline.rows().get(i);
        double y = TOP + i * ROW + (ROW - BAR) / 2.0;
        String kind = row.critical() ? "critical" : "slack";
        svg.append("<g><title>")
                .append(escaped(row.label() + ": " + row.span()))
                .append("</title>");
        String label = row.label().length() > LONGEST ? row.label().substring(0, LONGEST - 1) + "…" : row.label();
        text("label", 0, y + BAR - 2, label);
        if (row.from() == row.to()) {
            svg.append(String.format(
                    Locale.ROOT, "<path class=\"%s\" d=\"M%.1f %.1fl7 7l-7 7l-7 -7z\"/>", kind, x(row.from()), y));
        } else {
            bar(kind, x(row.from()), y, (row.to() - row.from()) * scale, BAR);
            if (row.done() > 0) {
                bar("done", x(row.from()), y + 4, (row.to() - row.from()) * scale * row.done(), BAR - 8);
            }
        }
        row.now().ifPresent(now -> line("again", x(now), y - 3, x(now), y + BAR + 3));
        svg.append("</g>");
    }

    /** From the end of what is waited for down or up to the start of the one that waits. */
    private void links(int i) {
        Timeline.Row row = timeline.rows().get(i);
        for (int from : row.after()) {
            Timeline.Row other = timeline.rows().get(from);
            double startX = x(other.to());
            double startY = TOP + from * ROW + ROW / 2.0;
            double endY = TOP + i * ROW + ROW / 2.0;
            svg.append(String.format(
                    Locale.ROOT,
                    "<path class=\"link\" d=\"M%.1f %.1fh4V%.1fH%.1f\"/>",
                    startX,
                    startY,
                    endY,
                    x(row.from())));
        }
    }

    private double x(double at) {
        return LABELS + at * scale;
    }

    private void bar(String kind, double x, double y, double width, double height) {
        svg.append(String.format(
                Locale.ROOT,
                "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"2\"/>",
                kind,
                x,
                y,
                Math.max(1, width),
                height));
    }

    private void line(String kind, double fromX, double fromY, double toX, double toY) {
        svg.append(String.format(
                Locale.ROOT,
                "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>",
                kind,
                fromX,
                fromY,
                toX,
                toY));
    }

    private void text(String kind, double x, double y, String text) {
        svg.append(String.format(
                Locale.ROOT, "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>", kind, x, y, escaped(text)));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
