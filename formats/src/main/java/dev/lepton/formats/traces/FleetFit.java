package dev.lepton.formats.traces;

import dev.lepton.core.evidence.Reason;
import dev.lepton.core.placement.share.Pools;
import dev.lepton.core.placement.share.QuotaTree;
import dev.lepton.core.placement.share.Sizes;
import dev.lepton.core.simulate.rounds.TraceJob;
import dev.lepton.formats.csv.Refused;
import java.util.Optional;

/** Whether a fleet can ever run a job: a type it runs on has its gang, its tenant is known, its ceiling is high enough. */
record FleetFit(Pools pools, QuotaTree quotas) {
    static FleetFit of(Pools pools) {
        return new FleetFit(pools, QuotaTree.FLAT);
    }

    /** {@code job}, refused when it can never run. */
    TraceJob checked(TraceJob job) {
        Sizes.Size least = job.sizes().least();
        int most = 0;
        for (int t = 0; t < pools.types(); t++) {
            most = least.lengths().runsOn(t) ? Math.max(most, pools.count(t)) : most;
        }
        if (least.gpus() > most) {
            throw new Refused(
                    Reason.OUT_OF_RANGE,
                    "gpus of '" + job.name() + "' is '" + least.gpus()
                            + "', and no type on which it runs has more than " + most + " in the fleet");
        }
        String tenant = job.terms().tenant();
        if (!quotas.admits(tenant)) {
            throw new Refused(
                    Reason.UNKNOWN_VALUE,
                    "tenant of '" + job.name() + "' is '" + tenant + "', which the fleet does not name");
        }
        Optional<Integer> ceiling = quotas.ceiling(tenant);
        if (ceiling.isPresent() && least.gpus() > ceiling.get()) {
            throw new Refused(
                    Reason.OUT_OF_RANGE,
                    "gpus of '" + job.name() + "' is '" + least.gpus() + "', above the " + ceiling.get()
                            + " that tenant '" + tenant + "' may hold");
        }
        return job;
    }
}
