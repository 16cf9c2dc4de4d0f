package dev.lepton.core.plan.source;

import dev.lepton.core.plan.OperatingPoint;
import dev.lepton.core.plan.joint.Lever;
import java.util.Collection;
import java.util.Optional;

/** Another accelerator. */
public final class DeviceSource implements PointSource {
    @Override
    public Lever lever() {
        return Lever.DEVICE;
    }

    @Override
    public String setting(OperatingPoint point) {
        return point.hardware().device();
    }

    @Override
    public boolean changes(OperatingPoint point, Today today) {
        return today.device()
                .map(d -> !d.equalsIgnoreCase(point.hardware().device()))
                .orElse(false);
    }

    @Override
    public Optional<String> silence(Collection<OperatingPoint> points, Today today) {
        return silentIfSame(points, "the model was measured on one device only; measure it on others");
    }
}
