package dev.lepton.app.cli;

import dev.lepton.core.forecast.anomaly.JobWatch;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** What {@code lepton anomalies --jobs} answers. */
final class JobAnomalies {
    private JobAnomalies() {}

    static Sheets answer(List<JobWatch.Found> found, int jobs, Instant asOf) {
        Sheets answer = new Sheets();
        answer.head("jobs_watched", Cell.plain(BigDecimal.valueOf(jobs)));
        answer.head("as_of", Cell.text(asOf.toString()));
        Sheet sheet = new Sheet("jobs", "Jobs out of the ordinary, of " + Cell.grouped(BigDecimal.valueOf(jobs)))
                .text("job", "id")
                .text("what", "kind")
                .text("name", "name")
                .text("user", "user")
                .text("team", "team")
                .number("expected h", "expected_hours")
                .number("actual h", "actual_hours")
                .number("GPU-hours above or unused", "impact_gpu_hours");
        for (JobWatch.Found one : found) {
            sheet.row(
                    Cell.text(one.job().id()),
                    new Cell(
                            one.kind().words(),
                            Cell.text(one.kind().name().toLowerCase(Locale.ROOT))
                                    .raw()),
                    Cell.text(one.job().name()),
                    Cell.known(one.job().owner().user(), Cell::text),
                    Cell.known(one.job().owner().team(), Cell::text),
                    Cell.known(one.expected(), JobAnomalies::hours),
                    hours(one.actual()),
                    Cell.known(one.gpuHours(), h -> Cell.number(h, 1)));
        }
        if (found.isEmpty()) {
            answer.open("No job is out of the ordinary.");
        }
        answer.add(sheet);
        answer.note("as of " + asOf + "; a job is held against at least eight of its name, team and GPUs that ended"
                + " before it, and counts as unused below 5 % of its GPUs' time.");
        return answer;
    }

    private static Cell hours(Duration time) {
        return Cell.number(
                BigDecimal.valueOf(time.toSeconds()).divide(BigDecimal.valueOf(3600), 4, RoundingMode.HALF_EVEN), 2);
    }
}
