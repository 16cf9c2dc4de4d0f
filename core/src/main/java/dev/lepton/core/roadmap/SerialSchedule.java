package dev.lepton.core.roadmap;

import java.util.Arrays;

/**
 * Serial schedule generation (Kelley, 1963): tasks are taken in an order and each is placed as early as what it waits for
 * and what is left of the resources allow.
 */
final class SerialSchedule {
    private final Network network;
    private final int[] lengths;
    private final int[] earliest;
    private final int[] placedStart;
    private final int[] start;
    private final int[] finish;
    private final int[][] used;

    private SerialSchedule(Network network, int[] lengths, int[] earliest, int[] placedStart) {
        this.network = network;
        this.lengths = lengths;
        this.earliest = earliest;
        this.placedStart = placedStart;
        start = new int[network.size()];
        finish = new int[network.size()];
        used = new int[network.resources()][network.roadmap().step().most()];
    }

    /** {@code network} with tasks of {@code lengths}, in {@code order}. */
    static Schedule of(Network network, int[] lengths, int[] order) {
        return new Room(network).schedule(lengths, order);
    }

    /** Schedules one network again and again in the same memory; of one thread. */
    static final class Room {
        private final SerialSchedule space;

        Room(Network network) {
            int[] earliest = new int[network.size()];
            for (int i = 0; i < earliest.length; i++) {
                earliest[i] = network.earliest(i);
            }
            int[] placed = new int[network.size()];
            Arrays.fill(placed, -1);
            space = new SerialSchedule(network, new int[network.size()], earliest, placed);
        }

        /** Task {@code i} begins no earlier than this; for work that goes on. */
        void notBefore(int i, int slot) {
            space.earliest[i] = Math.max(space.earliest[i], slot);
        }

        /** Task {@code i} has begun already: it waits for nothing more at its start. */
        void begun(int i) {
            space.placedStart[i] = 0;
        }

        /** Task {@code i} is done and stays as it was. */
        void done(int i, int started, int finished) {
            space.placedStart[i] = 1;
            space.start[i] = started;
            space.finish[i] = finished;
        }

        Schedule schedule(int[] lengths, int[] order) {
            System.arraycopy(lengths, 0, space.lengths, 0, lengths.length);
            for (int i : order) {
                space.place(i);
            }
            Schedule made = new Schedule(space.start, space.finish);
            int end = Math.min(made.finish(), network().roadmap().step().most());
            for (int[] row : space.used) {
                Arrays.fill(row, 0, end, 0);
            }
            return made;
        }

        private Network network() {
            return space.network;
        }
    }

    private void place(int i) {
        if (placedStart[i] == 1) {
            return;
        }
        try {
            int from = placedStart[i] == 0
                    ? network.time(i).startFrom(earliest[i], lengths[i])
                    : network.start(i, lengths[i], earliest[i], start, finish);
            int at = from;
            for (int blocked = blocked(i, at); blocked >= 0; blocked = blocked(i, at)) {
                at = network.time(i).startFrom(blocked + 1, lengths[i]);
            }
            start[i] = at;
            finish[i] = network.time(i).finish(at, lengths[i]);
        } catch (WorkTime.OutOfTime e) {
            throw Schedule.tooLate(network, i);
        }
        for (int r = 0; r < used.length; r++) {
            int need = network.need(i, r);
            if (need > 0) {
                for (int t = start[i]; t < finish[i]; t++) {
                    used[r][t] += need;
                }
            }
        }
    }

    /** The last slot in which too little is left for {@code i} when it starts at {@code at}; negative if there is none. */
    private int blocked(int i, int at) {
        int end = network.time(i).finish(at, lengths[i]);
        int last = -1;
        for (int r = 0; r < used.length; r++) {
            int need = network.need(i, r);
            for (int t = end - 1; need > 0 && t >= at && t > last; t--) {
                if (used[r][t] + need > network.capacity(r, t)) {
                    last = t;
                }
            }
        }
        return last;
    }
}
