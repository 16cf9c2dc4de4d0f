package dev.lepton.core.plan.source;

import dev.lepton.core.plan.OperatingPoint;
import dev.lepton.core.plan.joint.Lever;
import java.util.Collection;
import java.util.Optional;

/** Another cap on the requests or samples worked on at once, within the limits on latency. */
public final class BatchSource implements PointSource {
    @Override
    public Lever lever() {
        return Lever.BATCH;
    }

    @Override
    public String setting(OperatingPoint point) {
        return point.concurrency().isPresent() ? point.concurrency().getAsInt() + " at once" : "no cap stated";
    }

    /** The cap that a setting states. */
    public static Optional<Integer> atOnce(String setting) {
        return setting.matches("\\d{1,9} at once.*")
                ? Optional.of(Integer.valueOf(setting.substring(0, setting.indexOf(' '))))
                : Optional.empty();
    }

    @Override
    public boolean changes(OperatingPoint point, Today today) {
        return today.concurrency().isPresent() && !today.concurrency().equals(point.concurrency());
    }

    @Override
    public Optional<String> silence(Collection<OperatingPoint> points, Today today) {
        return today.concurrency().isEmpty()
                ? Optional.of(
                        "how many requests are worked on at once today is not stated; the fastest within the limits counts")
                : silentIfSame(points, "the model was measured at one concurrency only");
    }
}
