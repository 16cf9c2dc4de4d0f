package dev.lepton.core.roadmap;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

/**
 * The slots that a task can be worked on in: those in which all of some calendars work. A boundary {@code t} is the
 * moment at which slot {@code t} begins and slot {@code t - 1} ends.
 */
public final class WorkTime {
    private final int[] before;
    private final int[] slots;
    private final int hoursPerDay;

    private WorkTime(int[] before, int[] slots, int hoursPerDay) {
        this.before = before;
        this.slots = slots;
        this.hoursPerDay = hoursPerDay;
    }

    /** The slots in which every one of {@code calendars} works, slot 0 beginning at {@code start}. */
    static WorkTime of(List<WorkCalendar> calendars, LocalDate start, Step step) {
        int from = calendars.stream().mapToInt(WorkCalendar::fromHour).max().orElse(0);
        int to = calendars.stream().mapToInt(WorkCalendar::toHour).min().orElse(24);
        int[] before = new int[step.most() + 1];
        int[] slots = new int[step.most()];
        int count = 0;
        int slot = 0;
        for (LocalDate date = start; slot < step.most(); date = date.plusDays(1)) {
            LocalDate day = date;
            boolean works = from < to && calendars.stream().allMatch(c -> c.works(day));
            for (int hour = 0; hour < step.perDay(); hour++) {
                before[slot] = count;
                if (works && (step == Step.DAY || (hour >= from && hour < to))) {
                    slots[count++] = slot;
                }
                slot++;
            }
        }
        before[slot] = count;
        return new WorkTime(before, Arrays.copyOf(slots, count), Math.max(0, to - from));
    }

    /** Hours in a worked day. */
    int hoursPerDay() {
        return hoursPerDay;
    }

    /** How many slots are ever worked. */
    int size() {
        return slots.length;
    }

    /** How many worked slots lie before the boundary {@code t}. */
    public int count(int t) {
        return before[Math.max(0, Math.min(t, before.length - 1))];
    }

    /** Whether slot {@code t} is worked. */
    public boolean works(int t) {
        return count(t + 1) > count(t);
    }

    /** The {@code k}th worked slot, from 0. */
    private int slot(int k) {
        if (k >= slots.length) {
            throw new OutOfTime();
        }
        return slots[Math.max(0, k)];
    }

    /** The boundary {@code lag} worked slots after {@code t}, or before it where {@code lag} is negative. */
    public int shifted(int t, int lag) {
        if (lag == 0) {
            return t;
        }
        int k = count(t) + lag;
        return lag > 0 ? slot(k - 1) + 1 : k < 0 ? 0 : slot(k);
    }

    /** The latest boundary that, shifted by {@code lag}, is not after {@code limit}. */
    int latest(int limit, int lag) {
        if (lag == 0) {
            return limit;
        }
        int k = lag > 0 ? count(limit) - lag : count(limit + 1) - 1 - lag;
        return k >= slots.length ? before.length - 1 : slot(k);
    }

    /** Where work of {@code length} slots starts that may not start before {@code bound}. */
    public int startFrom(int bound, int length) {
        return length == 0 ? Math.max(0, bound) : slot(count(bound));
    }

    /** Where work of {@code length} slots starts that may not finish before {@code bound}. */
    public int startToFinish(int bound, int length) {
        if (bound <= 0 || length == 0) {
            return startFrom(bound, length);
        }
        return slot(count(bound - 1) + 1 - length);
    }

    /** The boundary at which work of {@code length} slots ends that starts in slot {@code start}. */
    public int finish(int start, int length) {
        return length == 0 ? start : slot(count(start) + length - 1) + 1;
    }

    /** The latest start of work that may not start after {@code start} nor finish after {@code finish}. */
    int latestStart(int start, int finish, int length) {
        return length == 0
                ? Math.min(start, finish)
                : slot(Math.min(
                        count(finish) - length, start >= before.length - 1 ? slots.length : count(start + 1) - 1));
    }

    /** Thrown where no slot is left. */
    static final class OutOfTime extends RuntimeException {
        private static final long serialVersionUID = 1L;

        OutOfTime() {
            super("No working time is left.", null, false, false);
        }
    }
}
