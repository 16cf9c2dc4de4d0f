package dev.lepton.core.plan.source;

import dev.lepton.core.plan.joint.Lever;
import java.util.List;
import java.util.Optional;

/** Off as soon as nobody uses it, on again when somebody does: hours of use, and those of starting. */
final class IdleShutdownSource implements KeepSource {
    @Override
    public Lever lever() {
        return Lever.IDLE_SHUTDOWN;
    }

    @Override
    public Optional<List<Double>> on(KeepNeed need) {
        return need.busy().isEmpty()
                ? Optional.empty()
                : Optional.of(need.busy().stream()
                        .map(b -> Math.min(1, b * (1 + need.wakeHours())))
                        .toList());
    }

    @Override
    public String silence() {
        return "in what share of its hours it is used is not stated";
    }
}
