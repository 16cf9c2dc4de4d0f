package dev.lepton.core.roadmap;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a roadmap stands at the end of a date: the newest report of each task until then. A task without one has not begun.
 */
public final class Status {
    private final LocalDate asOf;
    private final Map<String, Progress> newest = new HashMap<>();
    private final Map<String, LocalDate> done = new HashMap<>();

    /**
     * The standing at the end of {@code asOf}.
     *
     * @throws TaskFault if a report is of no task of {@code roadmap}
     */
    public Status(Roadmap roadmap, List<Progress> reports, LocalDate asOf) {
        this.asOf = asOf;
        for (Progress report : reports) {
            if (roadmap.tasks().stream().noneMatch(t -> t.id().equals(report.task()))) {
                throw new TaskFault(report.task(), "there is progress of it, and no such task.", "Maybe its id.");
            }
            if (report.date().isAfter(asOf)) {
                continue;
            }
            newest.merge(report.task(), report, (a, b) -> a.date().isAfter(b.date()) ? a : b);
            if (report.done()) {
                done.merge(report.task(), report.finished().orElse(report.date()), (a, b) -> a.isBefore(b) ? a : b);
            }
        }
    }

    /** The date at the end of which this is so. */
    public LocalDate asOf() {
        return asOf;
    }

    /** The newest report of the task called {@code id}; empty where it has not begun. */
    public Optional<Progress> of(String id) {
        return Optional.ofNullable(newest.get(id))
                .filter(p -> p.percent().signum() > 0 || p.started().isPresent());
    }

    /** The date the task called {@code id} was done. */
    Optional<LocalDate> done(String id) {
        return of(id).filter(Progress::done).flatMap(p -> Optional.ofNullable(done.get(id)));
    }
}
