package dev.lepton.core.roadmap;

/** Moves tasks so that no resource is asked for more than there is of it. The same network gives the same schedule always. */
public interface Leveller {
    /**
     * A schedule that keeps every limit.
     *
     * @param schedule when tasks are done
     * @param bound no schedule finishes before this boundary
     */
    record Levelled(Schedule schedule, int bound) {
        /** Whether no schedule can finish earlier. */
        public boolean optimal() {
            return schedule.finish() <= bound;
        }
    }

    /**
     * The best schedule of {@code network} that is found.
     *
     * @throws TaskFault if a task can never have what it uses
     */
    Levelled level(Network network);

    /** How it is found, for the answer. */
    String name();
}
