package dev.lepton.core.plan.source;

import dev.lepton.core.plan.OperatingPoint;
import dev.lepton.core.plan.joint.Lever;
import java.util.Collection;
import java.util.Optional;

/** Another form of the same model: fewer bits for its weights, or compressed otherwise. */
public final class VariantSource implements PointSource {
    @Override
    public Lever lever() {
        return Lever.VARIANT;
    }

    @Override
    public String setting(OperatingPoint point) {
        return point.variant().precision().orElse("precision not stated");
    }

    @Override
    public boolean changes(OperatingPoint point, Today today) {
        return today.precision().isPresent()
                && !today.precision().equals(point.variant().precision());
    }

    @Override
    public Optional<String> silence(Collection<OperatingPoint> points, Today today) {
        return points.stream().map(OperatingPoint::variant).distinct().count() > 1
                ? Optional.empty()
                : Optional.of("only one form of the model was measured; measure others, for instance fp8");
    }
}
