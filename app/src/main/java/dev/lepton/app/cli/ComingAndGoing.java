package dev.lepton.app.cli;

import dev.lepton.core.evidence.Problem;
import dev.lepton.core.placement.Cluster;
import dev.lepton.core.placement.Policies;
import dev.lepton.core.placement.TargetMix;
import dev.lepton.core.simulate.packing.Departures;
import dev.lepton.core.workload.Requirement;
import dev.lepton.formats.placement.Pod;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code lepton place} for tasks that leave, and their run. */
final class ComingAndGoing {
    private static final double DAY = 86_400;
    private static final double MOST_LOAD = 10;
    private static final double USUAL_DAYS = 7;
    private static final double USUAL_RESTART = 300;
    private static final double MOST_DAYS = 3_660;

    @Option(
            names = "--load",
            paramLabel = "RATIO",
            description = {
                "Let tasks leave: they arrive at random (Poisson) and ask for this ratio of the GPUs there are, over time;",
                "each runs for duration_s, or from creation_time to deletion_time of the pods file. Replaces --tune."
            })
    private @Nullable Double load;

    @Option(
            names = "--wait",
            paramLabel = "HOW",
            description = "With --load: what fits nowhere is dropped (drop) or waits in line (fifo). Default: drop.")
    private @Nullable String waiting;

    @Option(
            names = "--move-per-hour",
            paramLabel = "RATIO",
            description =
                    "With --load: running tasks that may be moved in an hour to make room, as a ratio. Default: 0.")
    private @Nullable Double moved;

    @Option(
            names = "--restart",
            paramLabel = "SECONDS",
            description = "With --load: what a move adds to the time of the task moved. Default: 300, a guess.")
    private @Nullable Double restart;

    @Option(
            names = "--days",
            paramLabel = "N",
            description = {
                "With --load: days measured, after a third as many more to settle. It starts with the tasks that would",
                "run were there room for all. Default: 7."
            })
    private @Nullable Double days;

    /** Whether tasks leave; options that are about that alone are refused when they do not. */
    boolean asked() {
        if (load == null) {
            refuse("--wait", waiting);
            refuse("--move-per-hour", moved);
            refuse("--restart", restart);
            refuse("--days", days);
        }
        return load != null;
    }

    private static void refuse(String option, @Nullable Object value) {
        if (value != null) {
            throw Problem.input(
                    option + " is " + value + ", but without --load no task leaves, and it says nothing.",
                    "Maybe add --load 0.95, or leave " + option + " away.");
        }
    }

    DeparturesAnswer run(Cluster cluster, List<Pod> pods, Path file, List<String> policies, long seed) {
        Departures.Setting setting = setting(seed);
        List<Departures.Timed> tasks = new ArrayList<>();
        for (Pod pod : pods) {
            pod.seconds()
                    .map(BigDecimal::doubleValue)
                    .filter(s -> s > 0 && s < Double.POSITIVE_INFINITY)
                    .ifPresent(s -> tasks.add(new Departures.Timed(pod.needs(), s)));
        }
        List<Requirement> needs = tasks.stream().map(Departures.Timed::needs).toList();
        if (needs.stream().allMatch(t -> t.gpuCount() == 0)) {
            throw Problem.input(
                    "none of the " + pods.size() + " pods of " + file + " has a GPU and a running time.",
                    "Maybe add a column duration_s, or creation_time and deletion_time in seconds.");
        }
        TargetMix mix = TargetMix.of(
                needs, tasks.stream().mapToDouble(Departures.Timed::seconds).toArray());
        List<DeparturesAnswer.Run> runs = new ArrayList<>();
        for (String name : policies) {
            try (Bar bar = new Bar("placing, " + name)) {
                long start = System.nanoTime();
                runs.add(new DeparturesAnswer.Run(
                        name,
                        Departures.run(
                                cluster,
                                tasks,
                                setting,
                                Policies.named(name, cluster, mix, seed).orElseThrow(),
                                done -> bar.at("per mille", Math.round(1000 * done), 1000)),
                        (System.nanoTime() - start) / 1e9));
            }
        }
        return new DeparturesAnswer(runs, setting, cluster, tasks.size(), pods.size() - tasks.size());
    }

    private Departures.Setting setting(long seed) {
        double ratio = Optional.ofNullable(load).orElseThrow();
        double days = Optional.ofNullable(this.days).orElse(USUAL_DAYS);
        double moved = Optional.ofNullable(this.moved).orElse(0.0);
        double restart = Optional.ofNullable(this.restart).orElse(USUAL_RESTART);
        if (!(ratio > 0 && ratio <= MOST_LOAD)) {
            throw Problem.input("--load is " + ratio + ", not above 0 and at most " + MOST_LOAD + ".", "Maybe 0.95.");
        }
        if (!(days > 0 && days <= MOST_DAYS)) {
            throw Problem.input("--days is " + days + ", not above 0 and at most " + MOST_DAYS + ".", "Maybe 7.");
        }
        if (!(moved >= 0 && moved <= MOST_LOAD)) {
            throw Problem.input(
                    "--move-per-hour is " + moved + ", not 0 to " + MOST_LOAD + ".", "Maybe 0.05, for 5 % an hour.");
        }
        if (!(restart >= 0 && restart <= DAY)) {
            throw Problem.input("--restart is " + restart + ", not 0 to 86400 seconds.", "Maybe 300.");
        }
        return new Departures.Setting(
                ratio, false, true, discipline(), moved, restart, days / 3 * DAY, days * DAY, seed);
    }

    private Departures.Waiting discipline() {
        String how = Optional.ofNullable(waiting).orElse("drop");
        return switch (how.toLowerCase(Locale.ROOT)) {
            case "drop" -> Departures.Waiting.DROP;
            case "fifo" -> Departures.Waiting.FIFO;
            default -> throw Problem.input("--wait is '" + how + "'.", "Maybe drop or fifo.");
        };
    }
}
