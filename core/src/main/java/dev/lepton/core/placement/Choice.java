package dev.lepton.core.placement;

import dev.lepton.core.evidence.Reason;
import dev.lepton.core.money.Money;
import dev.lepton.core.workload.Requirement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Why a task goes where it goes: the node a policy takes, the one it would take if that were closed, the cheapest that has
 * room, and every node that refuses the task, by reason.
 *
 * @param chosen empty when the task fits nowhere
 * @param nextBest the same policy's choice without the chosen node; empty when no other node has room
 * @param cheapest the lowest price of the share taken, of the nodes with room and a price
 * @param withRoom nodes that could take it
 * @param refusals the nodes that cannot, by the first reason that applies to each, in the cluster's order
 * @param rules of those that a label or a group keeps it from, by name, the label and the rule
 */
public record Choice(
        Optional<Option> chosen,
        Optional<Option> nextBest,
        Optional<Option> cheapest,
        int withRoom,
        Map<Reason, List<Node>> refusals,
        Map<String, String> rules) {
    /**
     * One way to place the task.
     *
     * @param gpus bits of the GPUs it gets
     * @param perHour what the share of the node that it takes costs for an hour: the largest of its shares of CPU, memory and GPUs
     * @param sharePercent that share
     * @param tasksThere tasks that run on the node already
     * @param gpuMilliLeft free thousandths of the node's GPUs once it is there
     */
    public record Option(
            Node node, int gpus, Optional<Money> perHour, double sharePercent, int tasksThere, int gpuMilliLeft) {}

    public Choice {
        rules = Collections.unmodifiableMap(new TreeMap<>(rules));
        refusals = refusals.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(refusals));
    }

    /** Asks {@code policy} about {@code task}; {@code state} is the same afterwards, a policy that learns has been asked twice. */
    public static Choice of(ClusterState state, PlacementPolicy policy, Requirement task) {
        Map<Reason, List<Node>> refusals = new EnumMap<>(Reason.class);
        Map<String, String> rules = new HashMap<>();
        Reach reach = state.reach(task);
        Optional<Option> cheapest = Optional.empty();
        int room = 0;
        for (int n = 0; n < state.cluster().size(); n++) {
            Node node = state.cluster().node(n);
            Optional<Reason> reason = state.refusal(task, n);
            if (reason.isPresent()) {
                refusals.computeIfAbsent(reason.get(), r -> new ArrayList<>()).add(node);
                if (state.refusal(state.shape(task), n) == 0) {
                    reach.barrier(n).ifPresent(words -> rules.put(node.name(), words));
                }
            } else {
                room++;
                cheapest = cheaper(cheapest, option(state, task, n, state.closestGpus(state.shape(task), n)));
            }
        }
        Optional<Option> chosen = Optional.empty();
        Optional<Option> next = Optional.empty();
        if (policy.decide(state, task) instanceof Decision.Placed first) {
            chosen = Optional.of(option(state, task, first.node(), first.gpus()));
            state.close(first.node(), true);
            if (policy.decide(state, task) instanceof Decision.Placed second) {
                next = Optional.of(option(state, task, second.node(), second.gpus()));
            }
            state.close(first.node(), false);
        }
        return new Choice(chosen, next, cheapest, room, refusals, rules);
    }

    private static Option option(ClusterState state, Requirement task, int n, int gpus) {
        Node node = state.cluster().node(n);
        TakenShare share = TakenShare.of(node, task);
        return new Option(
                node,
                gpus,
                share.hourly(node),
                100 * share.ratio(),
                state.tasksOn(n),
                state.gpuTotalFree[n] - task.totalGpuMilli());
    }

    private static Optional<Option> cheaper(Optional<Option> least, Option other) {
        if (other.perHour().isEmpty()) {
            return least;
        }
        Money price = other.perHour().get();
        Optional<Money> before = least.flatMap(Option::perHour);
        boolean lower = before.isEmpty()
                || (before.get().currency().equals(price.currency()) && price.compareTo(before.get()) < 0);
        return lower ? Optional.of(other) : least;
    }
}
