package dev.lepton.app.wiring;

import dev.lepton.core.catalog.Devices;
import dev.lepton.core.workload.Job;
import dev.lepton.core.workload.Resources;
import java.util.Optional;

/** Gives GPUs their canonical names on entry, so that nothing later has to look them up. */
final class ModelNames {
    private ModelNames() {}

    /** The job with its GPU model under its canonical name; a model that is not known keeps its own. */
    static Job resolved(Job job, Devices devices) {
        Optional<String> model = job.resources()
                .gpuModel()
                .map(m -> devices.named(m).map(d -> d.name()).orElse(m));
        if (model.equals(job.resources().gpuModel())) {
            return job;
        }
        Resources r = job.resources();
        return new Job(
                job.id(),
                job.name(),
                job.owner(),
                job.partition(),
                job.state(),
                job.lifetime(),
                new Resources(r.gpus(), model, r.vcpus(), r.memoryGib()),
                job.nodes(),
                job.exit(),
                job.labels(),
                job.utilisation());
    }
}
