package dev.lepton.core.roadmap;

/** Why a roadmap cannot be, and the task at which that shows. */
public final class TaskFault extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String task;
    private final String advice;

    /** {@code what} is wrong with {@code task}, and {@code advice} to try, which may be empty. */
    public TaskFault(String task, String what, String advice) {
        super("Task '" + task + "': " + what);
        this.task = task;
        this.advice = advice;
    }

    /** The id of the task. */
    public String task() {
        return task;
    }

    /** What to try, a sentence that begins "Maybe"; may be empty. */
    public String advice() {
        return advice;
    }
}
