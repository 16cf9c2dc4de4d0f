package dev.lepton.formats.documents;

import dev.lepton.core.catalog.Devices;
import dev.lepton.core.plan.OperatingPoint;
import dev.lepton.core.plan.RequestSize;
import java.util.List;

/**
 * What a document of a service may draw on beside itself.
 *
 * @param points measured points, in which a shape that states no throughput is looked up
 * @param devices the devices whose names count as the same, and whose peaks are known
 * @param guess whether a shape of which nothing was measured gets a guess
 * @param requests recorded requests, for a document that states no buckets
 * @param requestsPerSecond how many of them come
 */
public record MixInputs(
        List<OperatingPoint> points,
        Devices devices,
        boolean guess,
        List<RequestSize> requests,
        double requestsPerSecond) {
    public MixInputs {
        points = List.copyOf(points);
        requests = List.copyOf(requests);
    }

    /** The document alone. */
    public static MixInputs none(Devices devices) {
        return new MixInputs(List.of(), devices, false, List.of(), 0);
    }
}
