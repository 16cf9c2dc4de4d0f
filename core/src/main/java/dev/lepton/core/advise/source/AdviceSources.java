package dev.lepton.core.advise.source;

import dev.lepton.core.advise.AdviceSource;
import java.util.List;

/** Every place where savings are looked for. */
public final class AdviceSources {
    private AdviceSources() {}

    /** One of each. */
    public static List<AdviceSource> all() {
        return List.of(
                new IdleSource(),
                new FragmentationSource(),
                new AsleepSource(),
                new FailedSource(),
                new OffHoursSource(),
                new RightsizingSource(),
                new StorageSource(),
                new PowerCapSource(),
                new ModelSource(),
                new DeviceSource(),
                ElsewhereSource.machines(),
                ElsewhereSource.regions(),
                new SpotSource(),
                new CommitmentSource(),
                new OwnerlessSource());
    }
}
