package dev.lepton.core.plan.source;

import dev.lepton.core.plan.OperatingPoint;
import dev.lepton.core.plan.joint.Lever;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalInt;

/** A limit on the power of each device, as far as it was measured what it does to speed. */
public final class PowerCapSource implements PointSource {
    @Override
    public Lever lever() {
        return Lever.POWER_CAP;
    }

    @Override
    public String setting(OperatingPoint point) {
        return point.powerCapWatts().isPresent() ? point.powerCapWatts().getAsInt() + " W" : "not capped";
    }

    /** The limit of each device that a setting states. */
    public static OptionalInt watts(String setting) {
        return setting.matches("\\d{1,9} W")
                ? OptionalInt.of(Integer.parseInt(setting.substring(0, setting.indexOf(' '))))
                : OptionalInt.empty();
    }

    @Override
    public boolean changes(OperatingPoint point, Today today) {
        return !today.powerCapWatts().equals(point.powerCapWatts());
    }

    @Override
    public Optional<String> silence(Collection<OperatingPoint> points, Today today) {
        return silentIfSame(points, "the model was measured at one power limit only");
    }
}
