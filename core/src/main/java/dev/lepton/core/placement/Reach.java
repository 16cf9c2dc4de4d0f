package dev.lepton.core.placement;

import dev.lepton.core.workload.GroupRule;
import dev.lepton.core.workload.LabelCondition;
import dev.lepton.core.workload.Locality;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a task's {@link Locality} says of each node as things stand, room apart. */
final class Reach {
    /** A rule, where the group is now, and the fewest of a place for even ones. */
    private record View(GroupRule rule, int[] places, Map<Integer, Integer> counts, int total, int least, int most) {}

    /** Why a node is out of reach. */
    record Barrier(int code, String words) {}

    private final ClusterState state;
    private final Groups groups;
    private final Shape shape;
    private final Locality locality;
    private final List<View> views = new ArrayList<>();
    private final List<View> closed = new ArrayList<>();

    Reach(ClusterState state, Groups groups, Shape shape, Locality locality) {
        this.state = state;
        this.groups = groups;
        this.shape = shape;
        this.locality = locality;
        for (GroupRule rule : locality.rules()) {
            views.add(view(rule, groups.byNode(rule.group())));
        }
        groups.closedTo(locality.groups())
                .forEach((key, counts) -> closed.add(new View(
                        new GroupRule(GroupRule.Kind.APART, String.join(",", locality.groups()), key, 0, 1),
                        groups.places(key),
                        counts,
                        0,
                        0,
                        0)));
    }

    private View view(GroupRule rule, Map<Integer, Integer> byNode) {
        int[] places = groups.places(rule.key());
        Map<Integer, Integer> counts = groups.byPlace(rule.key(), byNode);
        int least = Integer.MAX_VALUE;
        int most = 0;
        if (rule.kind() == GroupRule.Kind.SPREAD) {
            Set<Integer> seen = new HashSet<>();
            for (int n = 0; n < places.length; n++) {
                if (places[n] >= 0 && labelsAllow(n) && seen.add(places[n])) {
                    least = Math.min(least, counts.getOrDefault(places[n], 0));
                }
            }
        }
        int total = 0;
        for (int count : counts.values()) {
            total += count;
            most = Math.max(most, count);
        }
        return new View(rule, places, counts, total, least == Integer.MAX_VALUE ? 0 : least, most);
    }

    /** The code of {@link ClusterState#refusal} for {@code node}, 0 when nothing keeps the task from it. */
    int code(int node) {
        return barrier(node).map(Barrier::code).orElse(0);
    }

    /** What keeps the task from {@code node}, the first that does. */
    Optional<Barrier> barrier(int node) {
        if (!labelsAllow(node)) {
            return Optional.of(new Barrier(ClusterState.LABEL_NOT_ALLOWED, labelsOf(node)));
        }
        for (View view : views) {
            if (view.rule().required()) {
                Optional<Barrier> found = barrier(view, node);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        for (View view : closed) {
            int count = count(view, node);
            if (count > 0) {
                return Optional.of(new Barrier(
                        ClusterState.GROUP_TOO_NEAR,
                        count + " in " + place(view.rule().key(), node) + " keep "
                                + view.rule().group() + " away from there"));
            }
        }
        return Optional.empty();
    }

    private Optional<Barrier> barrier(View view, int node) {
        GroupRule rule = view.rule();
        int place = rule.key().equals(GroupRule.GPU) ? 0 : view.places()[node];
        if (place < 0) {
            return rule.kind() == GroupRule.Kind.APART
                    ? Optional.empty()
                    : Optional.of(new Barrier(
                            ClusterState.NO_TOPOLOGY_LABEL, "no label " + rule.key() + ": " + rule.words()));
        }
        int count = count(view, node);
        String there = count + " of group " + rule.group() + " in " + place(rule.key(), node) + ": " + rule.words();
        return switch (rule.kind()) {
            case PACK -> {
                boolean first = view.total() == 0 && locality.groups().contains(rule.group());
                yield count > 0 || first
                        ? Optional.empty()
                        : Optional.of(new Barrier(ClusterState.GROUP_ELSEWHERE, there));
            }
            case APART -> {
                boolean near = rule.key().equals(GroupRule.GPU)
                        ? state.refusal(shape, node) == 0 && !state.fitsOffGpus(shape, node, gpus(rule, node))
                        : count > 0;
                yield near ? Optional.of(new Barrier(ClusterState.GROUP_TOO_NEAR, there)) : Optional.empty();
            }
            case SPREAD -> {
                int own = locality.groups().contains(rule.group()) ? 1 : 0;
                yield count + own - view.least() > rule.skew()
                        ? Optional.of(new Barrier(ClusterState.GROUP_TOO_NEAR, there + ", the fewest " + view.least()))
                        : Optional.empty();
            }
        };
    }

    private int count(View view, int node) {
        if (view.rule().key().equals(GroupRule.GPU)) {
            return Integer.bitCount(gpus(view.rule(), node));
        }
        int place = view.places()[node];
        return place < 0 ? 0 : view.counts().getOrDefault(place, 0);
    }

    private int gpus(GroupRule rule, int node) {
        return groups.gpus(rule.group(), node);
    }

    private String place(String key, int node) {
        return key.equals(GroupRule.GPU)
                ? "its GPUs"
                : key + " " + groups.value(node, key).orElse("–");
    }

    private boolean labelsAllow(int node) {
        boolean any = locality.anyOf().isEmpty();
        for (List<LabelCondition> all : locality.anyOf()) {
            any = any || hold(all, node);
        }
        return any;
    }

    private boolean hold(List<LabelCondition> all, int node) {
        boolean hold = true;
        for (LabelCondition c : all) {
            hold = hold && c.holds(groups.value(node, c.key()));
        }
        return hold;
    }

    /** The conditions that fail on {@code node}, of the list that is nearest to being met, and what the labels are. */
    private String labelsOf(int node) {
        Map<String, String> fewest = new HashMap<>();
        int least = Integer.MAX_VALUE;
        for (List<LabelCondition> all : locality.anyOf()) {
            List<String> failing = new ArrayList<>();
            for (LabelCondition c : all) {
                Optional<String> value = groups.value(node, c.key());
                if (!c.holds(value)) {
                    failing.add(c.key() + " is " + value.orElse("not there") + ", needed: " + c.words());
                }
            }
            if (failing.size() < least) {
                least = failing.size();
                fewest.put("", String.join("; ", failing));
            }
        }
        return fewest.getOrDefault("", "");
    }

    /** How much of what the task wishes for {@code node} gives: more is better, and only the order counts. */
    long wishes(int node) {
        long sum = 0;
        for (Locality.Preference p : locality.preferred()) {
            sum += hold(p.all(), node) ? p.weight() : 0;
        }
        for (View view : views) {
            GroupRule rule = view.rule();
            if (rule.required()) {
                continue;
            }
            if (rule.key().equals(GroupRule.GPU)) {
                sum -= state.fitsOffGpus(shape, node, gpus(rule, node)) ? 0 : rule.weight();
            } else {
                boolean pack = rule.kind() == GroupRule.Kind.PACK;
                boolean nowhere = view.places()[node] < 0;
                int count = nowhere && rule.kind() == GroupRule.Kind.SPREAD ? view.most() + 1 : count(view, node);
                sum += (long) (pack ? rule.weight() : -rule.weight()) * count;
            }
        }
        return sum;
    }

    /** GPUs of {@code node}, as bits, that the task must or would rather not share with a group. */
    int gpusToAvoid(int node) {
        int bits = 0;
        for (View view : views) {
            bits |= view.rule().key().equals(GroupRule.GPU) ? gpus(view.rule(), node) : 0;
        }
        return bits != 0 && state.fitsOffGpus(shape, node, bits) ? bits : 0;
    }
}
