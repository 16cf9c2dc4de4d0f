package dev.lepton.formats.jobs;

import dev.lepton.core.evidence.Reason;
import dev.lepton.core.workload.ExitStatus;
import dev.lepton.core.workload.JobState;
import dev.lepton.core.workload.Lifetime;
import dev.lepton.formats.csv.Fields;
import dev.lepton.formats.csv.Refused;
import dev.lepton.formats.csv.Times;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The ways {@code sacct} writes times, states, durations and nodes. */
final class SlurmFields {
    private static final Set<String> NO_VALUE = Set.of("unknown", "none", "n/a", "(null)", "invalid");
    private static final Pattern DURATION =
            Pattern.compile("(?:(\\d{1,6})-)?(?:(\\d{1,6}):)?(\\d{1,6}):(\\d{1,6}(?:\\.\\d{1,9})?)");
    private static final Pattern EXIT = Pattern.compile("(\\d{1,9}):(\\d{1,9})");

    private SlurmFields() {}

    /** A time, or nothing where Slurm writes that it knows none. */
    static Optional<Instant> time(Fields row, String column, ZoneId zone) {
        return row.text(column)
                .filter(text -> !NO_VALUE.contains(text.toLowerCase(Locale.ROOT)))
                .map(text -> Times.parse(column, text, zone));
    }

    /** {@code [days-]hours:minutes:seconds[.fraction]}, in seconds. */
    static Optional<BigDecimal> seconds(Fields row, String column) {
        return row.text(column)
                .filter(text -> !NO_VALUE.contains(text.toLowerCase(Locale.ROOT)))
                .map(text -> {
                    Matcher m = DURATION.matcher(text);
                    if (!m.matches()) {
                        throw Refused.value(Reason.NOT_A_TIME, column, text);
                    }
                    return unit(m.group(1), 86_400)
                            .add(unit(m.group(2), 3_600))
                            .add(unit(m.group(3), 60))
                            .add(unit(m.group(4), 1));
                });
    }

    private static BigDecimal unit(@Nullable String count, int seconds) {
        return count == null ? BigDecimal.ZERO : new BigDecimal(count).multiply(BigDecimal.valueOf(seconds));
    }

    static Optional<ExitStatus> exit(Fields row) {
        return row.text("exitcode").map(text -> {
            Matcher m = EXIT.matcher(text);
            if (!m.matches()) {
                throw Refused.value(Reason.MALFORMED, "exitcode", text);
            }
            return new ExitStatus(Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2)));
        });
    }

    static List<String> nodes(Fields row) {
        return row.text("nodelist")
                .filter(text ->
                        !text.equalsIgnoreCase("None assigned") && !NO_VALUE.contains(text.toLowerCase(Locale.ROOT)))
                .map(text -> NodeList.expand("nodelist", text))
                .orElse(List.of());
    }

    /** The resources that {@code column} lists; nothing when it is empty. */
    static Optional<Tres> tres(Fields row, String column) {
        return row.text(column).map(text -> Tres.parse(column, text));
    }

    /** Slurm's state as ours: what holds resources is running, what waits is pending, unless it has an end. */
    static JobState state(Fields row, Lifetime lifetime) {
        String text = row.needText("state");
        String word = text.split("[ +]", 2)[0].toUpperCase(Locale.ROOT);
        return switch (word) {
            case "COMPLETED" -> JobState.COMPLETED;
            case "FAILED", "LAUNCH_FAILED" -> JobState.FAILED;
            case "CANCELLED", "REVOKED" -> JobState.CANCELLED;
            case "TIMEOUT", "DEADLINE" -> JobState.TIMED_OUT;
            case "OUT_OF_MEMORY" -> JobState.OUT_OF_MEMORY;
            case "PREEMPTED" -> JobState.PREEMPTED;
            case "NODE_FAIL", "BOOT_FAIL", "RECONFIG_FAIL" -> JobState.NODE_FAILED;
            case "RUNNING",
                    "COMPLETING",
                    "CONFIGURING",
                    "POWER_UP_NODE",
                    "RESIZING",
                    "SIGNALING",
                    "STAGE_OUT",
                    "STOPPED",
                    "SUSPENDED",
                    "UPDATE_DB" -> lifetime.ended().isPresent() ? JobState.ENDED : JobState.RUNNING;
            case "PENDING", "REQUEUED", "REQUEUE_FED", "REQUEUE_HOLD", "RESV_DEL_HOLD", "SPECIAL_EXIT" ->
                waiting(lifetime);
            default -> throw Refused.value(Reason.UNKNOWN_VALUE, "state", text);
        };
    }

    private static JobState waiting(Lifetime lifetime) {
        if (lifetime.ended().isEmpty()) {
            return JobState.PENDING;
        }
        return lifetime.started().isPresent() ? JobState.ENDED : JobState.NEVER_STARTED;
    }
}
