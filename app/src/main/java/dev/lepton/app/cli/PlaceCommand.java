package dev.lepton.app.cli;

import dev.lepton.app.board.PlacePlots;
import dev.lepton.core.evidence.Failure;
import dev.lepton.core.evidence.Ingested;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.placement.Cluster;
import dev.lepton.core.placement.Node;
import dev.lepton.core.placement.PlacementPolicy;
import dev.lepton.core.placement.Policies;
import dev.lepton.core.placement.TargetMix;
import dev.lepton.core.simulate.packing.Arrivals;
import dev.lepton.core.simulate.packing.Packing;
import dev.lepton.core.workload.Requirement;
import dev.lepton.formats.placement.PlacementInput;
import dev.lepton.formats.placement.Pod;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lepton place}: a stream of tasks on a fleet under one or more policies, or why one task went where it did. */
@Command(
        name = "place",
        description = {
            "Place a stream of tasks on a fleet and see how much of its GPUs stays unallocated.",
            "The pods are shuffled, then drawn again until they ask for --tune times the GPUs there are;",
            "they arrive one by one and stay; one that fits nowhere is dropped. With --load they also leave."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Lepton.Version.class)
final class PlaceCommand implements Runnable {
    private static final int FAILURES_SHOWN = 5;
    private static final int MOST_TUNE = 100;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before run
    private Output output;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before run
    private HtmlOption html;

    @Option(
            names = "--nodes",
            required = true,
            paramLabel = "FILE",
            description = {
                "CSV with sn, cpu_milli, memory_mib, gpu, and maybe model, price_per_hour, currency, idle_watts, watts,",
                "speed, labels; or what kubectl get nodes -o json prints."
            })
    @SuppressWarnings("NullAway.Init")
    private Path nodes;

    @Option(
            names = "--pods",
            required = true,
            paramLabel = "FILE",
            description = {
                "CSV with name, cpu_milli, memory_mib, num_gpu, gpu_milli, and maybe gpu_spec; selector (rack=a|b),",
                "group and topology (pack:rack, spread:zone, apart:node, apart:gpu, each also prefer-…);",
                "or what kubectl get pods -o json prints."
            })
    @SuppressWarnings("NullAway.Init")
    private Path pods;

    @Option(
            names = "--policy",
            paramLabel = "NAME",
            split = ",",
            defaultValue = "lepton",
            description = "One or more, with commas between: ${COMPLETION-CANDIDATES}. Default: lepton.",
            completionCandidates = Names.class)
    @SuppressWarnings("NullAway.Init")
    private List<String> policies;

    @Option(
            names = "--tune",
            paramLabel = "RATIO",
            defaultValue = "1.3",
            description = "GPUs asked for by the tasks that arrive, as a ratio of those there are. Default: 1.3.")
    private double tune;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "42",
            description = "Gives the order of pods and nodes, and what is random in a policy. Default: 42.")
    private long seed;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before run
    private ComingAndGoing comingAndGoing;

    @Option(
            names = "--explain",
            paramLabel = "POD",
            description = "Say why this pod went where it did when it first arrived, or why nowhere, and at what cost.")
    private @Nullable String explain;

    /** The names of the policies, for the help. */
    static final class Names implements Iterable<String> {
        @Override
        public java.util.Iterator<String> iterator() {
            return Policies.names().iterator();
        }
    }

    @Override
    public void run() {
        check();
        Cluster cluster = cluster();
        PlacementInput.remarks(cluster).forEach(r -> output.err().println("Note: " + r));
        List<Pod> list = taken(PlacementInput.pods(pods), "pods", pods);
        report("can never run, and are refused whenever they arrive", PlacementInput.findings(pods, list, cluster));
        List<Requirement> tasks = list.stream().map(Pod::needs).toList();
        if (tasks.stream().allMatch(t -> t.gpuCount() == 0)) {
            throw Problem.input(
                    "none of the " + tasks.size() + " pods of " + pods + " asks for a GPU.",
                    "Maybe the column num_gpu is empty, or --pods names another list.");
        }
        if (comingAndGoing.asked()) {
            if (list.stream().anyMatch(p -> p.gang().isPresent())) {
                output.err().println("Note: with --load tasks arrive one by one; gangs are not kept whole.");
            }
            comingAndGoing.run(cluster, list, pods, policies, seed).print(output);
            return;
        }
        place(cluster, Pod.gangs(list), TargetMix.of(tasks));
    }

    private void place(Cluster cluster, List<List<Pod>> gangs, TargetMix mix) {
        List<List<Requirement>> needs =
                gangs.stream().map(g -> g.stream().map(Pod::needs).toList()).toList();
        int[] arrivals = Arrivals.ofGangs(needs, tune, cluster.capacityGpuMilli(), seed);
        Function<String, PlacementPolicy> named =
                name -> Policies.named(name, cluster, mix, seed).orElseThrow();
        if (explain != null) {
            new PlaceWhy(cluster, gangs, arrivals, explain)
                    .sheets(named.apply(policies.get(0)))
                    .print(output);
            return;
        }
        List<PlaceAnswer.Run> runs = new ArrayList<>();
        for (String name : policies) {
            try (Bar bar = new Bar("placing, " + name)) {
                long start = System.nanoTime();
                runs.add(new PlaceAnswer.Run(
                        name,
                        Packing.runGangs(
                                cluster, needs, arrivals, named.apply(name), n -> bar.at("tasks", n, arrivals.length)),
                        (System.nanoTime() - start) / 1e9));
            }
        }
        PlaceAnswer answer = new PlaceAnswer(runs, seed);
        html.write("Placing tasks", answer.sheets(), () -> PlacePlots.of(answer.outcomes()));
        answer.print(output);
    }

    private void check() {
        for (String name : policies) {
            if (Policies.words(name).isEmpty()) {
                throw Problem.input(
                        "'" + name + "' is no policy.", "Maybe one of " + String.join(", ", Policies.names()) + ".");
            }
        }
        if (!(tune > 0 && tune <= MOST_TUNE)) {
            throw Problem.input(
                    "--tune is " + tune + ", but tasks can ask for more than 0 and at most " + MOST_TUNE
                            + " times the GPUs there are.",
                    "Maybe 1.3, for 130 %.");
        }
        if (explain != null && comingAndGoing.asked()) {
            throw Problem.input("--explain was given with --load.", "Maybe leave one of them out.");
        }
        if (explain != null && policies.size() > 1) {
            throw Problem.input(
                    "--explain was given with " + policies.size() + " policies.", "Maybe name one of them.");
        }
    }

    private Cluster cluster() {
        List<Node> all = taken(PlacementInput.nodes(nodes), "nodes", nodes);
        if (all.stream().allMatch(n -> n.gpus() == 0)) {
            throw Problem.input(
                    "none of the " + all.size() + " nodes of " + nodes + " has a GPU.",
                    "Maybe the column gpu is empty, or --nodes names another list.");
        }
        try {
            return new Cluster(all).shuffled(seed);
        } catch (IllegalArgumentException e) {
            throw Problem.input(nodes + ": " + e.getMessage(), "Maybe split the cluster by GPU model.");
        }
    }

    private <T> List<T> taken(Ingested<T> read, String what, Path file) {
        report("of " + what + " were not taken", read.failures());
        if (read.rows().isEmpty()) {
            throw Problem.input(file + " has no " + what + " that could be taken.", "Maybe it is another file.");
        }
        return read.rows();
    }

    private void report(String words, List<Failure> failures) {
        if (failures.isEmpty()) {
            return;
        }
        output.err().println("Note: " + failures.size() + " rows " + words + ":");
        failures.stream().limit(FAILURES_SHOWN).forEach(f -> output.err().println("  " + f));
        if (failures.size() > FAILURES_SHOWN) {
            output.err().println("  and " + (failures.size() - FAILURES_SHOWN) + " more.");
        }
        output.err().flush();
    }
}
