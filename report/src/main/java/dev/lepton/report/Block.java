package dev.lepton.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

/** A piece of a section. */
sealed interface Block {
    /**
     * A drawing, always followed by the same figures as a table.
     *
     * @param id unique on the page
     * @param kind which function of charts.js draws it
     * @param label what it shows, for those who do not see it
     * @param keys the meaning of its colours; may be empty
     * @param json its figures, safe inside a script element
     */
    record Chart(String id, String kind, String label, List<Key> keys, String json) implements Block {}

    /** A drawing that is there whole, as SVG whose texts are escaped; needs no script. */
    record Drawing(String label, List<Key> keys, String svg) implements Block {}

    /** A table in full. */
    record Table(DataTable table) implements Block {}

    /** A table that is closed on screen and open on paper. */
    record Folded(String summary, DataTable table) implements Block {}

    /** Bars of one width, each split into the same kinds of part. */
    record SplitBars(List<Key> keys, List<SplitBar> bars) implements Block {}

    /** The meaning of a style of part. */
    record Key(String style, String name) {}

    record SplitBar(String label, String total, List<Segment> segments) {}

    /** A part of a bar; {@code width} is in percent, {@code share} is printed on it where it fits. */
    record Segment(String style, String width, String share, String title) {}

    /** Budgets on one scale. */
    record Gauges(List<Gauge> gauges) implements Block {}

    /** A budget: its parts, and the place of its mark, in percent of the scale. */
    record Gauge(String label, List<Segment> segments, String mark, String verdict, boolean broken) {}

    /** A figure beside the headline. */
    record Stat(String name, String figure, String under) {}

    /** What the blocks after it are about. */
    record Heading(String text) implements Block {}

    record Note(String text) implements Block {}

    /** What is not there, and the command that would bring it. */
    record Missing(String what, Optional<String> command) implements Block {}

    record Sentences(List<String> sentences) implements Block {}

    record Terms(List<Term> terms) implements Block {}

    record Term(String name, String meaning) {}

    /** A fraction as a width in percent, from 0 to 100. */
    static String width(BigDecimal fraction) {
        BigDecimal held = fraction.max(BigDecimal.ZERO).min(BigDecimal.ONE);
        return held.movePointRight(2).setScale(2, RoundingMode.HALF_EVEN).toPlainString();
    }
}
