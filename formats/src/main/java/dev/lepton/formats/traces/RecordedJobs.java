package dev.lepton.formats.traces;

import dev.lepton.core.evidence.Failure;
import dev.lepton.core.evidence.Reason;
import dev.lepton.core.placement.share.Lengths;
import dev.lepton.core.placement.share.Pools;
import dev.lepton.core.simulate.rounds.TraceJob;
import dev.lepton.core.workload.Job;
import dev.lepton.core.workload.Lifetime;
import dev.lepton.formats.csv.Refused;
import dev.lepton.formats.jobs.JobList;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Jobs that ran once, from a list of any kind that {@link JobList} knows, to be run again.
 *
 * @param jobs those that hold GPUs and have a start and an end after it, as the list has them
 * @param failures lines that were not taken
 * @param leftOut how many others there were
 */
public record RecordedJobs(List<Recorded> jobs, List<Failure> failures, int leftOut) {
    public RecordedJobs {
        jobs = List.copyOf(jobs);
        failures = List.copyOf(failures);
    }

    /**
     * A job and what it took.
     *
     * @param came when it was submitted, or started if that is not known
     * @param seconds it ran, at least 1
     * @param gpus whole ones, a part of one holding one
     */
    public record Recorded(Job job, Instant came, long seconds, int gpus) {}

    /** Reads {@code file}; times without an offset are taken as UTC. */
    public static RecordedJobs read(Path file) {
        List<Job> all = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        JobList.of(file).read(file, ZoneId.of("UTC"), Instant.EPOCH, all::add, failures::add, bytes -> {});
        List<Recorded> jobs = all.stream().flatMap(j -> recorded(j).stream()).toList();
        return new RecordedJobs(jobs, failures, all.size() - jobs.size());
    }

    private static Optional<Recorded> recorded(Job job) {
        Lifetime life = job.lifetime();
        BigDecimal gpus = job.resources().gpus().orElse(BigDecimal.ZERO);
        if (life.started().isEmpty() || life.ended().isEmpty() || gpus.signum() <= 0) {
            return Optional.empty();
        }
        Instant started = life.started().get();
        long seconds = Duration.between(started, life.ended().get()).toSeconds();
        return Optional.of(new Recorded(
                job,
                life.submitted().orElse(started),
                Math.max(1, seconds),
                gpus.setScale(0, RoundingMode.CEILING).intValueExact()));
    }

    /** When the first of them came. */
    public Instant first() {
        return jobs.stream().map(Recorded::came).min(Instant::compareTo).orElse(Instant.EPOCH);
    }

    /** The jobs as a trace: as long as they were on every type, or only on their model where the list names it. */
    static ReadTrace trace(Path file, FleetFit fleet) {
        RecordedJobs read = read(file);
        Instant first = read.first();
        List<TraceJob> jobs = new ArrayList<>();
        List<Failure> failures = new ArrayList<>(read.failures());
        Map<String, Long> lines = Map.of();
        for (Recorded r : read.jobs()) {
            try {
                jobs.add(fleet.checked(job(r, first, fleet.pools())));
            } catch (Refused e) {
                lines = lines.isEmpty() ? JobList.of(file).lines(file) : lines;
                String id = r.job().id();
                failures.add(
                        new Failure(file.toString(), lines.getOrDefault(id, 0L), e.reason(), id + ": " + e.detail()));
            }
        }
        List<String> notes = new ArrayList<>();
        notes.add("jobs of " + file + " are taken to run as long as recorded on every type, or on their own where it is"
                + " named; their tenant is the team or, without one, the user.");
        if (read.leftOut() > 0) {
            notes.add(
                    read.leftOut() + " jobs of " + file + " hold no GPU or have no start and end, and were left out.");
        }
        return new ReadTrace(jobs, failures, notes);
    }

    private static TraceJob job(Recorded r, Instant first, Pools pools) {
        double hours = r.seconds() / 3600.0;
        String tenant = r.job().owner().team().or(() -> r.job().owner().user()).orElse("");
        TraceJob.Terms terms = new TraceJob.Terms(0, tenant, Double.POSITIVE_INFINITY, Optional.empty());
        double arrival = Duration.between(first, r.came()).toSeconds() / 3600.0;
        Lengths lengths = lengths(pools, r.job().resources().gpuModel(), hours);
        return TraceJob.of(0, r.job().id(), r.gpus(), arrival, lengths, terms);
    }

    /** {@code hours} on every type, or only on {@code model}. */
    static Lengths lengths(Pools pools, Optional<String> model, double hours) {
        if (model.isPresent() && pools.index(model.get()).isEmpty()) {
            throw Refused.value(Reason.UNKNOWN_VALUE, "GPU model, which the fleet lacks,", model.get());
        }
        return Lengths.of(IntStream.range(0, pools.types())
                .mapToDouble(t -> model.isEmpty() || model.get().equalsIgnoreCase(pools.name(t))
                        ? hours
                        : Double.POSITIVE_INFINITY)
                .toArray());
    }
}
