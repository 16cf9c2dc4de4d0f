package dev.lepton.ledger.query;

import dev.lepton.core.billing.Resource;
import dev.lepton.core.billing.Units;
import dev.lepton.core.workload.Job;
import dev.lepton.core.workload.JobState;
import dev.lepton.core.workload.Labels;
import dev.lepton.core.workload.Lifetime;
import dev.lepton.core.workload.Owner;
import dev.lepton.core.workload.Resources;
import dev.lepton.core.workload.Utilisation;
import java.math.BigDecimal;
import java.math.MathContext;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The jobs of a workspace as they were imported, without nodes, labels and exit codes. */
public final class JobFacts {
    private JobFacts() {}

    /** Every job of {@code facts}, in the order in which they came, then of their numbers. */
    public static List<Job> of(Facts facts) {
        List<Job> jobs = new ArrayList<>();
        facts.engine()
                .query(
                        "SELECT job, name, \"user\", team, \"partition\", state, submitted, started, ended, gpu,"
                                + " gpu_model, gpu_utilisation FROM jobs ORDER BY coalesce(submitted, started),"
                                + " length(job), job",
                        r -> jobs.add(job(r)));
        return jobs;
    }

    private static Job job(ResultSet r) throws SQLException {
        String id = r.getString(1);
        Optional<BigDecimal> gpus = Optional.ofNullable(r.getBigDecimal(10))
                .map(units -> units.divide(BigDecimal.valueOf(Units.perWhole(Resource.GPU)), MathContext.DECIMAL64)
                        .stripTrailingZeros());
        return new Job(
                id,
                Optional.ofNullable(r.getString(2)).orElse(id),
                new Owner(Optional.ofNullable(r.getString(3)), Optional.ofNullable(r.getString(4))),
                Optional.ofNullable(r.getString(5)),
                Optional.ofNullable(r.getString(6)).map(s -> JobState.valueOf(s.toUpperCase(Locale.ROOT))),
                new Lifetime(time(r, 7), time(r, 8), time(r, 9)),
                new Resources(gpus, Optional.ofNullable(r.getString(11)), Optional.empty(), Optional.empty()),
                List.of(),
                Optional.empty(),
                Labels.NONE,
                new Utilisation(Optional.ofNullable(r.getBigDecimal(12)), Optional.empty(), Optional.empty()));
    }

    private static Optional<Instant> time(ResultSet r, int column) throws SQLException {
        return Optional.ofNullable(r.getObject(column, LocalDateTime.class)).map(t -> t.toInstant(ZoneOffset.UTC));
    }
}
