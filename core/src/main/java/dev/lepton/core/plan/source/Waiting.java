package dev.lepton.core.plan.source;

import dev.lepton.core.queueing.ServiceTarget;
import dev.lepton.core.queueing.Variability;
import java.util.Optional;

/**
 * How long requests of a service may wait.
 *
 * @param variability of arrivals and times of service, where they are not of pure chance; then every place of a replica counts as a server
 */
public record Waiting(ServiceTarget target, Optional<Variability> variability) {
    /** Whether only the wait is promised, which a line of servers can tell too. */
    boolean ofWaitAlone() {
        return target.waitMillis().isPresent()
                && target.firstTokenMillis().isEmpty()
                && target.decodeMillis().isEmpty();
    }
}
