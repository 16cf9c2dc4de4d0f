package dev.lepton.core.billing;

import java.math.BigDecimal;

/**
 * How much of a GPU a workload was given, in the terms of the mechanism that shared it. Every kind comes down to
 * physical GPUs as an exact fraction, so that GPU-hours of different kinds can be added.
 *
 * <p>A fraction says what was set aside, not what was used: a workload holding a quarter of a GPU that does nothing
 * still holds a quarter.
 */
public sealed interface GpuFraction {
    /** The share in physical GPUs; above 1 when several are held. */
    Fraction physicalGpus();

    /** What is held, for a person. */
    String words();

    /** Physical GPU-hours of {@code hours} of this share. */
    default Fraction gpuHours(BigDecimal hours) {
        return physicalGpus().times(Fraction.of(hours));
    }

    /** Whole GPUs, shared with nobody. */
    record Whole(int gpus) implements GpuFraction {
        public Whole {
            atLeastOne(gpus, "A whole-GPU share");
        }

        @Override
        public Fraction physicalGpus() {
            return Fraction.of(gpus, 1);
        }

        @Override
        public String words() {
            return gpus == 1 ? "1 whole GPU" : gpus + " whole GPUs";
        }
    }

    /**
     * Instances of Multi-Instance GPU. Counted by compute slices, as koku does ({@code docs/architecture/
     * mig-gpu-support.md}); memory slices are not: a profile with extra memory, such as {@code 1g.20gb}, keeps others
     * from more of the GPU than this says.
     *
     * @param profile the profile of each instance
     * @param maxSlices compute slices of the whole GPU ({@link MigSlices#of})
     * @param instances how many are held
     */
    record Mig(MigProfile profile, int maxSlices, int instances) implements GpuFraction {
        public Mig {
            atLeastOne(instances, "A MIG share");
            if (profile.computeSlices() > maxSlices) {
                throw new IllegalArgumentException("MIG profile " + profile.name() + " has " + profile.computeSlices()
                        + " slices, but the GPU is cut into " + maxSlices + ".");
            }
        }

        @Override
        public Fraction physicalGpus() {
            return Fraction.of((long) instances * profile.computeSlices(), maxSlices);
        }

        @Override
        public String words() {
            return instances + " × " + profile.name() + ", " + profile.computeSlices() + " of " + maxSlices
                    + " slices each";
        }
    }

    /**
     * Turns on a GPU that several processes take by time.
     *
     * @param replicas how many turns are held
     * @param replicasPerGpu how many turns one GPU is advertised as ({@code nvidia.com/gpu.replicas})
     */
    record TimeSliced(int replicas, int replicasPerGpu) implements GpuFraction {
        public TimeSliced {
            atLeastOne(replicas, "A time-sliced share");
            atLeastOne(replicasPerGpu, "A time-sliced GPU");
        }

        @Override
        public Fraction physicalGpus() {
            return Fraction.of(replicas, replicasPerGpu);
        }

        @Override
        public String words() {
            return replicas + " of " + replicasPerGpu + " time slices";
        }
    }

    /** A share under the Multi-Process Service: by {@link #ofPercent active-thread percentage} or {@link #ofReplicas by replicas}. */
    record Mps(Fraction share) implements GpuFraction {
        /** {@code percent} of one GPU's threads, above 0 and at most 100. */
        public static Mps ofPercent(BigDecimal percent) {
            if (percent.signum() <= 0 || percent.compareTo(BigDecimal.valueOf(100)) > 0) {
                throw new IllegalArgumentException(
                        "An MPS percentage is above 0 and at most 100, not " + percent.toPlainString() + ".");
            }
            return new Mps(Fraction.of(percent).times(Fraction.of(1, 100)));
        }

        /** {@code held} of the {@code replicasPerGpu} equal replicas that each GPU is offered as. */
        public static Mps ofReplicas(int held, int replicasPerGpu) {
            atLeastOne(held, "An MPS share");
            atLeastOne(replicasPerGpu, "A GPU under MPS");
            return new Mps(Fraction.of(held, replicasPerGpu));
        }

        @Override
        public Fraction physicalGpus() {
            return share;
        }

        @Override
        public String words() {
            return share + " of a GPU by MPS";
        }
    }

    /**
     * Thousandths of a GPU, the form of the OpenB trace ({@code num_gpu}, {@code gpu_milli}).
     *
     * @param gpus how many GPUs hold such a share
     * @param milli thousandths of each, 1 to 1000
     */
    record PerMille(int gpus, int milli) implements GpuFraction {
        public PerMille {
            atLeastOne(gpus, "A per-mille share");
            if (milli < 1 || milli > 1000) {
                throw new IllegalArgumentException("A share of a GPU is 1 to 1000 thousandths, not " + milli + ".");
            }
        }

        @Override
        public Fraction physicalGpus() {
            return Fraction.of((long) gpus * milli, 1000);
        }

        @Override
        public String words() {
            return milli + "/1000 of " + (gpus == 1 ? "a GPU" : gpus + " GPUs");
        }
    }

    private static void atLeastOne(int count, String what) {
        if (count < 1) {
            throw new IllegalArgumentException(what + " is of at least 1, not " + count + ".");
        }
    }
}
