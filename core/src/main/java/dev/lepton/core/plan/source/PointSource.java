package dev.lepton.core.plan.source;

import dev.lepton.core.plan.OperatingPoint;
import dev.lepton.core.plan.joint.Lever;
import java.util.Collection;
import java.util.Optional;

/** A strategy that chooses among measured operating points. */
public interface PointSource {
    Lever lever();

    /** What is set in {@code point}, for print. */
    String setting(OperatingPoint point);

    /** Whether {@code point} sets it otherwise than today; a setting that today does not state is no change. */
    boolean changes(OperatingPoint point, Today today);

    /** What it would need to know, when {@code points} leave it nothing to choose from. */
    Optional<String> silence(Collection<OperatingPoint> points, Today today);

    /** Silence of a source whose points are all set the same. */
    default Optional<String> silentIfSame(Collection<OperatingPoint> points, String needed) {
        long settings = points.stream().map(this::setting).distinct().count();
        return settings > 1 ? Optional.empty() : Optional.of(needed);
    }
}
