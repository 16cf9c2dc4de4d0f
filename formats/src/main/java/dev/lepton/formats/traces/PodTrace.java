package dev.lepton.formats.traces;

import dev.lepton.core.evidence.Failure;
import dev.lepton.core.evidence.Ingested;
import dev.lepton.core.simulate.rounds.TraceJob;
import dev.lepton.formats.csv.Refused;
import dev.lepton.formats.placement.PodRun;
import dev.lepton.formats.placement.PodRuns;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Pods of {@code kubectl get pods -o json} that ran once, to be run again; their namespace is the tenant. */
final class PodTrace {
    private PodTrace() {}

    static ReadTrace read(Path file, FleetFit fleet) {
        Ingested<PodRun> runs = PodRuns.read(file);
        Instant first =
                runs.rows().stream().map(PodRun::came).min(Instant::compareTo).orElse(Instant.EPOCH);
        List<TraceJob> jobs = new ArrayList<>();
        List<Failure> failures = new ArrayList<>(runs.failures());
        int without = 0;
        for (PodRun run : runs.rows()) {
            if (run.pod().needs().gpuCount() == 0) {
                without++;
                continue;
            }
            try {
                jobs.add(fleet.checked(job(run, first, fleet)));
            } catch (Refused e) {
                failures.add(new Failure(file.toString(), run.pod().line(), e.reason(), e.detail()));
            }
        }
        List<String> notes = new ArrayList<>();
        notes.add("pods are taken to run as long as recorded on every type, or on the one they select.");
        if (without > 0) {
            notes.add(without + " pods ask for no GPU and were left out.");
        }
        long placed = runs.rows().stream()
                .filter(r -> !r.pod().needs().locality().anywhere())
                .count();
        if (placed > 0) {
            notes.add(
                    placed + " pods select nodes or have affinities; a simulation has types of GPU, not nodes, and does"
                            + " not look at them. lepton place does.");
        }
        return new ReadTrace(jobs, failures, notes);
    }

    private static TraceJob job(PodRun run, Instant first, FleetFit fleet) {
        double hours = Math.max(1, Duration.between(run.started(), run.ended()).toSeconds()) / 3600.0;
        Optional<String> model = run.pod().needs().gpuModels().stream().sorted().findFirst();
        TraceJob.Terms terms =
                new TraceJob.Terms(run.priority(), run.namespace(), Double.POSITIVE_INFINITY, Optional.empty());
        return TraceJob.of(
                0,
                run.pod().name(),
                run.pod().needs().gpuCount(),
                Duration.between(first, run.came()).toSeconds() / 3600.0,
                RecordedJobs.lengths(fleet.pools(), model, hours),
                terms);
    }
}
