package dev.lepton.core.plan.source;

import dev.lepton.core.plan.joint.Lever;
import java.util.List;
import java.util.Optional;

/** On in the hours of work, off in the others. */
final class OffHoursSource implements KeepSource {
    @Override
    public Lever lever() {
        return Lever.OFF_HOURS;
    }

    @Override
    public Optional<List<Double>> on(KeepNeed need) {
        boolean some = need.slotsOfWork().contains(true) && need.slotsOfWork().contains(false);
        return some
                ? Optional.of(
                        need.slotsOfWork().stream().map(w -> w ? 1.0 : 0.0).toList())
                : Optional.empty();
    }

    @Override
    public String silence() {
        return "which slots are hours of work is not stated";
    }
}
