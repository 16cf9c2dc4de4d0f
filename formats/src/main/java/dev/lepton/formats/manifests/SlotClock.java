package dev.lepton.formats.manifests;

import java.util.ArrayList;
import java.util.List;

/**
 * Which slot is when.
 *
 * @param slotOfHour of each hour of the day (24) or of the week (168, Monday first), UTC; none where slots are no hours of a clock
 */
record SlotClock(List<Integer> slotOfHour) {
    private static final int DAY = 24;

    /** Hours {@code from} to {@code to}, which is not in it and may be the end of day or week, in one slot. */
    record Span(int from, int to, int slot) {}

    SlotClock {
        slotOfHour = List.copyOf(slotOfHour);
    }

    boolean known() {
        return slotOfHour.size() == DAY || slotOfHour.size() == 7 * DAY;
    }

    /** Spans of one slot each, from the first hour on. */
    List<Span> spans() {
        List<Span> spans = new ArrayList<>();
        int from = 0;
        for (int h = 1; h <= slotOfHour.size(); h++) {
            if (h == slotOfHour.size() || !slotOfHour.get(h).equals(slotOfHour.get(from))) {
                spans.add(new Span(from, h, slotOfHour.get(from)));
                from = h;
            }
        }
        return spans;
    }

    /** The hour as cron has it: of every day, or of a day of the week, Monday being 1 and Sunday 0. */
    String cron(int hour) {
        int of = hour % slotOfHour.size();
        return "0 " + of % DAY + " * * " + (slotOfHour.size() == DAY ? "*" : String.valueOf((of / DAY + 1) % 7));
    }

    /** 1 in {@code span} and 0 outside, in PromQL. */
    String promql(Span span) {
        String hour =
                slotOfHour.size() == DAY ? "scalar(hour())" : "((scalar(day_of_week()) + 6) % 7 * 24 + scalar(hour()))";
        return "(" + hour + " >= bool " + span.from() + ") * (" + hour + " < bool " + span.to() + ")";
    }
}
