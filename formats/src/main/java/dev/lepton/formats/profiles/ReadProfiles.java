package dev.lepton.formats.profiles;

import dev.lepton.core.evidence.Failure;
import dev.lepton.core.evidence.Ingested;
import dev.lepton.core.plan.Convergence;
import dev.lepton.core.plan.OperatingPoint;
import java.util.List;

/**
 * What a profile holds.
 *
 * @param form what kind of file it was
 * @param points what was measured, zeros among them: a throughput of 0 says that it cannot be served
 * @param convergences training runs that say how many epochs they took; they become points with {@link Convergence#runs}
 * @param rows rows taken; a point may be of several
 * @param failures rows that were not taken; with {@code rows} all that were read
 * @param notes what was taken for granted
 */
public record ReadProfiles(
        ProfileForm form,
        List<OperatingPoint> points,
        List<Convergence> convergences,
        long rows,
        List<Failure> failures,
        List<String> notes) {
    public ReadProfiles {
        points = List.copyOf(points);
        convergences = List.copyOf(convergences);
        failures = List.copyOf(failures);
        notes = List.copyOf(notes);
    }

    /** Points of which each is one row. */
    static ReadProfiles of(ProfileForm form, Ingested<OperatingPoint> read, List<String> notes) {
        return new ReadProfiles(form, read.rows(), List.of(), read.rows().size(), read.failures(), notes);
    }
}
