package dev.lepton.app.cli;

import dev.lepton.core.evidence.Problem;
import dev.lepton.core.evidence.Reason;
import dev.lepton.core.placement.Choice;
import dev.lepton.core.placement.Cluster;
import dev.lepton.core.placement.ClusterState;
import dev.lepton.core.placement.Decision;
import dev.lepton.core.placement.Node;
import dev.lepton.core.placement.PlacementPolicy;
import dev.lepton.core.placement.Policies;
import dev.lepton.core.simulate.packing.Packing;
import dev.lepton.core.workload.Requirement;
import dev.lepton.formats.placement.Pod;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What {@code lepton place --explain} prints: where a pod went, what that and the next best cost, and who refused it. */
final class PlaceWhy {
    private static final int NAMES_SHOWN = 3;

    private final Cluster cluster;
    private final List<List<Pod>> gangs;
    private final int[] arrivals;
    private final String wanted;

    PlaceWhy(Cluster cluster, List<List<Pod>> gangs, int[] arrivals, String wanted) {
        this.cluster = cluster;
        this.gangs = gangs;
        this.arrivals = arrivals;
        this.wanted = wanted;
    }

    Sheets sheets(PlacementPolicy policy) {
        ClusterState state = new ClusterState(cluster);
        int arrived = 0;
        for (int arrival : arrivals) {
            List<Pod> gang = gangs.get(arrival);
            List<String> names = gang.stream().map(Pod::name).toList();
            if (names.contains(wanted)) {
                return inGang(state, gang, names.indexOf(wanted), arrived, policy);
            }
            Packing.place(state, gang.stream().map(Pod::needs).toList(), policy);
            arrived += gang.size();
        }
        boolean listed =
                gangs.stream().flatMap(List::stream).anyMatch(p -> p.name().equals(wanted));
        throw Problem.input(
                listed
                        ? "The pod '" + wanted + "' is cut: it does not arrive before the limit of --tune."
                        : "No pod of the list is called '" + wanted + "'.",
                listed
                        ? "Maybe a higher --tune, or another --seed."
                        : "Maybe namespace/name, for a list of kubectl's.");
    }

    /** Why the pod at {@code at} of its gang went where it did, those before it placed; and what became of the gang. */
    private Sheets inGang(ClusterState state, List<Pod> gang, int at, int arrived, PlacementPolicy policy) {
        List<Requirement> needs = gang.stream().map(Pod::needs).toList();
        if (gang.size() == 1) {
            return sheets(Choice.of(state, policy, needs.get(0)), gang.get(0), arrived + 1, policy);
        }
        List<Decision.Placed> earlier = new ArrayList<>();
        for (int i = 0; i < at; i++) {
            if (policy.decide(state, needs.get(i)) instanceof Decision.Placed placed) {
                state.place(needs.get(i), placed);
                earlier.add(placed);
            }
        }
        if (earlier.size() < at) {
            String gone = gang.get(earlier.size()).name();
            Sheets nowhere = new Sheets();
            nowhere.open(wanted + " goes nowhere: " + gone + ", before it in the same gang of " + gang.size()
                    + ", finds no room, and a gang is placed whole or not at all.");
            nowhere.head("pod", Cell.text(wanted));
            nowhere.head("policy", Cell.text(policy.name()));
            nowhere.note("--explain " + gone + " says why that one finds none.");
            return nowhere;
        }
        Sheets answer = sheets(Choice.of(state, policy, needs.get(at)), gang.get(at), arrived + at + 1, policy);
        for (int i = at - 1; i >= 0; i--) {
            state.undo(needs.get(i), earlier.get(i));
        }
        String became = Packing.place(state, needs, policy).isEmpty()
                ? "all of them find room."
                : "not all of them find room, so none is placed.";
        answer.note("it is one of a gang of " + gang.size() + ", placed whole or not at all: " + became);
        return answer;
    }

    private Sheets sheets(Choice choice, Pod pod, int arrival, PlacementPolicy policy) {
        Sheets answer = new Sheets();
        Requirement needs = pod.needs();
        String where =
                choice.chosen().map(o -> "goes to node " + o.node().name()).orElse("fits nowhere");
        answer.open("%s, task %,d to arrive, %s under %s (%s)."
                .formatted(
                        pod.name(),
                        arrival,
                        where,
                        policy.name(),
                        Policies.words(policy.name()).orElse("")));
        answer.open("It needs " + needs(needs) + ". " + choice.withRoom() + " of " + cluster.size()
                + " nodes have room for it.");
        if (!needs.locality().words().isEmpty()) {
            answer.open("It " + String.join("; it ", needs.locality().words()) + ".");
        }
        answer.head("pod", Cell.text(pod.name()));
        answer.head("policy", Cell.text(policy.name()));
        answer.head("arrival", Cell.plain(BigDecimal.valueOf(arrival)));
        answer.head("nodes_with_room", Cell.plain(BigDecimal.valueOf(choice.withRoom())));
        answer.add(options(choice));
        answer.add(refusals(choice));
        if (choice.chosen().isPresent() && choice.chosen().get().perHour().isEmpty()) {
            answer.note("the node has no price, so the task's cost there is not known; add a column price_per_hour.");
        }
        answer.note("the share of a node is the largest of the task's shares of its CPU, memory and GPUs.");
        return answer;
    }

    private static Sheet options(Choice choice) {
        Sheet sheet = new Sheet("options", "Where it can go")
                .text("option", "option")
                .text("node", "node")
                .text("model", "model")
                .text("GPUs", "gpus")
                .number("share of node %", "share_percent")
                .text("cost per hour", "cost_per_hour")
                .number("tasks there", "tasks_there")
                .number("GPU left", "gpu_left");
        add(sheet, "chosen", choice.chosen());
        add(sheet, "next best of the policy", choice.nextBest());
        add(sheet, "cheapest with room", choice.cheapest());
        return sheet;
    }

    private static void add(Sheet sheet, String name, Optional<Choice.Option> option) {
        option.ifPresent(o -> sheet.row(
                Cell.text(name),
                Cell.text(o.node().name()),
                Cell.known(o.node().gpuModel(), Cell::text),
                gpus(o.gpus()),
                Cell.number(BigDecimal.valueOf(o.sharePercent()), 2),
                Cell.known(o.perHour(), m -> Cell.text(m.toString())),
                Cell.plain(BigDecimal.valueOf(o.tasksThere())),
                Cell.plain(BigDecimal.valueOf(o.gpuMilliLeft(), 3))));
    }

    private static Cell gpus(int bits) {
        List<String> indices = new ArrayList<>();
        for (int left = bits; left != 0; left &= left - 1) {
            indices.add(Integer.toString(Integer.numberOfTrailingZeros(left)));
        }
        return indices.isEmpty() ? Cell.NONE : Cell.text(String.join(",", indices));
    }

    private static Sheet refusals(Choice choice) {
        Sheet sheet = new Sheet("refusals", "Nodes that refuse it")
                .text("reason", "reason")
                .text("model", "model")
                .text("label or rule", "rule")
                .number("nodes", "nodes")
                .text("for instance", "examples");
        for (Map.Entry<Reason, List<Node>> e : choice.refusals().entrySet()) {
            Map<List<String>, List<String>> byModel = new LinkedHashMap<>();
            e.getValue().stream()
                    .sorted(Comparator.comparing(n -> n.gpuModel().orElse("–")))
                    .forEach(node -> byModel.computeIfAbsent(
                                    List.of(
                                            node.gpuModel().orElse("–"),
                                            choice.rules().getOrDefault(node.name(), "")),
                                    m -> new ArrayList<>())
                            .add(node.name()));
            byModel.forEach((model, names) -> sheet.row(
                    Cell.text(e.getKey().words()),
                    Cell.text(model.get(0)),
                    model.get(1).isEmpty() ? Cell.NONE : Cell.text(model.get(1)),
                    Cell.plain(BigDecimal.valueOf(names.size())),
                    Cell.text(String.join(", ", names.subList(0, Math.min(NAMES_SHOWN, names.size()))))));
        }
        return sheet;
    }

    private static String needs(Requirement needs) {
        String gpus = needs.gpuCount() == 0
                ? "no GPU"
                : needs.isShare()
                        ? String.format(Locale.ROOT, "%.3f of a GPU", needs.gpuMilli() / 1000.0)
                        : needs.gpuCount() + (needs.gpuCount() == 1 ? " GPU" : " GPUs");
        String models = needs.gpuModels().isEmpty() ? "" : " (" + String.join(" or ", needs.gpuModels()) + ")";
        return String.format(Locale.ROOT, "%.1f cores, %,d MiB, ", needs.cpuMilli() / 1000.0, needs.memoryMib())
                + gpus
                + models;
    }
}
