package dev.lepton.formats.jobs;

import dev.lepton.core.time.Window;
import dev.lepton.core.workload.Job;
import dev.lepton.core.workload.Utilisation;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Holds a job back until its steps, whose lines follow, have been read, and folds what they measured into it.
 *
 * <p>GPU: {@code gres/gpuutil}, per cent added up over the GPUs a step sees, times the step's length, over the job's
 * GPUs and length. It is what Slurm's plug-in sampled, no mean over time, and so an estimate. Memory: the most any one
 * step used. CPU: the job's own {@code TotalCPU}.
 */
final class SlurmSteps {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final Consumer<Job> jobs;
    private SlurmJobs.Line.@Nullable Whole held;
    private Optional<BigDecimal> busyGpuSeconds = Optional.empty();
    private Optional<BigDecimal> peakMemoryGib = Optional.empty();
    private long folded;
    private long orphans;

    SlurmSteps(Consumer<Job> jobs) {
        this.jobs = jobs;
    }

    long folded() {
        return folded;
    }

    long orphans() {
        return orphans;
    }

    void accept(SlurmJobs.Line line) {
        switch (line) {
            case SlurmJobs.Line.Whole whole -> {
                deliver();
                held = whole;
            }
            case SlurmJobs.Line.Step step -> fold(step);
        }
    }

    private void fold(SlurmJobs.Line.Step step) {
        if (held == null || !held.job().id().equals(step.jobId())) {
            orphans++;
            return;
        }
        folded++;
        step.memoryGib().ifPresent(gib -> {
            peakMemoryGib = Optional.of(peakMemoryGib.orElse(gib).max(gib));
        });
        if (step.gpuPercent().isPresent() && step.seconds().isPresent()) {
            BigDecimal busy =
                    step.gpuPercent().get().multiply(step.seconds().get()).divide(HUNDRED);
            busyGpuSeconds = Optional.of(busyGpuSeconds.orElse(BigDecimal.ZERO).add(busy));
        }
    }

    /** Hands on the job that is held back, if one is. */
    void deliver() {
        if (held != null) {
            Job job = held.job();
            Optional<BigDecimal> seconds = seconds(job);
            Optional<BigDecimal> gpu =
                    share(busyGpuSeconds, seconds, job.resources().gpus()).map(share -> share.min(BigDecimal.ONE));
            Optional<BigDecimal> cpu =
                    share(held.cpuSeconds(), seconds, job.resources().vcpus());
            jobs.accept(job.withUtilisation(new Utilisation(gpu, cpu, peakMemoryGib)));
        }
        held = null;
        busyGpuSeconds = Optional.empty();
        peakMemoryGib = Optional.empty();
    }

    private static Optional<BigDecimal> seconds(Job job) {
        return job.lifetime()
                .ended()
                .flatMap(job.lifetime()::held)
                .map(Window::length)
                .map(length -> BigDecimal.valueOf(length.toSeconds()));
    }

    private static Optional<BigDecimal> share(
            Optional<BigDecimal> used, Optional<BigDecimal> seconds, Optional<BigDecimal> amount) {
        BigDecimal available = seconds.orElse(BigDecimal.ZERO).multiply(amount.orElse(BigDecimal.ZERO));
        return available.signum() > 0 ? used.map(u -> u.divide(available, MathContext.DECIMAL32)) : Optional.empty();
    }
}
