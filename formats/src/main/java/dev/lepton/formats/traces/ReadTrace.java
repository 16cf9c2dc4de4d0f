package dev.lepton.formats.traces;

import dev.lepton.core.evidence.Failure;
import dev.lepton.core.simulate.rounds.TraceJob;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What reading a trace came to; jobs and failures together are its lines.
 *
 * @param jobs in the order of arrival, numbered from 0
 * @param failures lines that were not taken
 * @param notes what was assumed of those that were
 */
public record ReadTrace(List<TraceJob> jobs, List<Failure> failures, List<String> notes) {
    public ReadTrace {
        jobs = numbered(jobs);
        failures = List.copyOf(failures);
        notes = List.copyOf(notes);
    }

    ReadTrace(List<TraceJob> jobs, List<Failure> failures) {
        this(jobs, failures, List.of());
    }

    private static List<TraceJob> numbered(List<TraceJob> read) {
        List<TraceJob> jobs = new ArrayList<>(read);
        jobs.sort(Comparator.comparingDouble(TraceJob::arrivalHours));
        for (int i = 0; i < jobs.size(); i++) {
            jobs.set(i, jobs.get(i).numbered(i));
        }
        return List.copyOf(jobs);
    }
}
