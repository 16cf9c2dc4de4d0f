package dev.lepton.ledger.query;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * When a job that holds GPUs came, began and ended.
 *
 * @param came when it was handed in, or began where that is not known
 * @param started when it began
 * @param ended when it ended
 * @param gpus what it held, in the units of {@link dev.lepton.core.billing.Units}
 */
public record JobTimes(Instant came, Instant started, Instant ended, long gpus) {
    /** Every job of {@code facts} with GPUs, a start and an end, in the order in which they came, then of their numbers. */
    public static List<JobTimes> of(Facts facts) {
        List<JobTimes> jobs = new ArrayList<>();
        facts.engine()
                .query(
                        "SELECT coalesce(submitted, started) AS came, started, ended, gpu FROM jobs"
                                + " WHERE gpu > 0 AND ended IS NOT NULL AND started IS NOT NULL ORDER BY came, length(job), job",
                        r -> jobs.add(new JobTimes(
                                r.getObject(1, LocalDateTime.class).toInstant(ZoneOffset.UTC),
                                r.getObject(2, LocalDateTime.class).toInstant(ZoneOffset.UTC),
                                r.getObject(3, LocalDateTime.class).toInstant(ZoneOffset.UTC),
                                r.getLong(4))));
        return jobs;
    }
}
