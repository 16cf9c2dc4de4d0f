package dev.lepton.core.plan.source;

import java.util.List;

/** Every strategy that chooses among measured operating points. */
final class PointSources {
    static final List<PointSource> ALL = List.of(
            new VariantSource(), new DeviceSource(), new ParallelismSource(), new BatchSource(), new PowerCapSource());

    private PointSources() {}
}
