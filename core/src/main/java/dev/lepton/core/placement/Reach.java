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
    private static final class View {
        final GroupRule rule;
        final int[] places;
        final Map<Integer, Integer> counts;
        final int total;
        final int least;
        final int most;

        View(GroupRule rule, int[] places, Map<Integer, Integer> counts, int least) {
            this.rule = rule;
            this.places = places;
            this.counts = counts;
            this.least = least;
            int sum = 0;
            int largest = 0;
            for (int count : counts.values()) {
                sum += count;
                largest = Math.max(largest, count);
            }
            total = sum;
            most = largest;
        }
    }

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
                        0)));
    }

    private View view(GroupRule rule, Map<Integer, Integer> byNode) {
        int[] places = groups.places(rule.key());
        Map<Integer, Integer> counts = groups.byPlace(rule.key(), byNode);
        int least = Integer.MAX_VALUE;
        if (rule.kind() == GroupRule.Kind.SPREAD) {
            Set<Integer> seen = new HashSet<>();
            for (int n = 0; n < places.length; n++) {
                if (places[n] >= 0 && labelsAllow(n) && seen.add(places[n])) {
                    least = Math.min(least, counts.getOrDefault(places[n], 0));
                }
            }
        }
        return new View(rule, places, counts, least == Integer.MAX_VALUE ? 0 : least);
    }

    /** The code of {@link ClusterState#refusal} for {@code node}, 0 when nothing keeps the task from it: the first that does. */
    int code(int node) {
        if (!labelsAllow(node)) {
            return ClusterState.LABEL_NOT_ALLOWED;
        }
        for (View view : views) {
            int code = view.rule.required() ? code(view, node) : 0;
            if (code != 0) {
                return code;
            }
        }
        for (View view : closed) {
            if (count(view, node) > 0) {
                return ClusterState.GROUP_TOO_NEAR;
            }
        }
        return 0;
    }

    private int code(View view, int node) {
        GroupRule rule = view.rule;
        boolean gpus = rule.key().equals(GroupRule.GPU);
        if (!gpus && view.places[node] < 0) {
            return rule.kind() == GroupRule.Kind.APART ? 0 : ClusterState.NO_TOPOLOGY_LABEL;
        }
        int count = count(view, node);
        boolean member = locality.groups().contains(rule.group());
        return switch (rule.kind()) {
            case PACK -> count > 0 || (view.total == 0 && member) ? 0 : ClusterState.GROUP_ELSEWHERE;
            case APART -> {
                boolean near = gpus
                        ? state.refusal(shape, node) == 0 && !state.fitsOffGpus(shape, node, gpus(rule, node))
                        : count > 0;
                yield near ? ClusterState.GROUP_TOO_NEAR : 0;
            }
            case SPREAD -> count + (member ? 1 : 0) - view.least > rule.skew() ? ClusterState.GROUP_TOO_NEAR : 0;
        };
    }

    /** What keeps the task from {@code node}, in words; empty when nothing does. */
    Optional<String> barrier(int node) {
        if (!labelsAllow(node)) {
            return Optional.of(labelsOf(node));
        }
        for (View view : views) {
            int code = view.rule.required() ? code(view, node) : 0;
            if (code == ClusterState.NO_TOPOLOGY_LABEL) {
                return Optional.of("no label " + view.rule.key() + ": " + view.rule.words());
            }
            if (code != 0) {
                String fewest = view.rule.kind() == GroupRule.Kind.SPREAD ? ", the fewest " + view.least : "";
                return Optional.of(count(view, node) + " of group " + view.rule.group() + " in "
                        + place(view.rule.key(), node) + fewest + ": " + view.rule.words());
            }
        }
        for (View view : closed) {
            int count = count(view, node);
            if (count > 0) {
                return Optional.of(count + " in " + place(view.rule.key(), node) + " keep " + view.rule.group()
                        + " away from there");
            }
        }
        return Optional.empty();
    }

    private int count(View view, int node) {
        if (view.rule.key().equals(GroupRule.GPU)) {
            return Integer.bitCount(gpus(view.rule, node));
        }
        int place = view.places[node];
        return place < 0 ? 0 : view.counts.getOrDefault(place, 0);
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
            GroupRule rule = view.rule;
            if (rule.required()) {
                continue;
            }
            if (rule.key().equals(GroupRule.GPU)) {
                sum -= state.fitsOffGpus(shape, node, gpus(rule, node)) ? 0 : rule.weight();
            } else {
                boolean pack = rule.kind() == GroupRule.Kind.PACK;
                boolean nowhere = view.places[node] < 0;
                int count = nowhere && rule.kind() == GroupRule.Kind.SPREAD ? view.most + 1 : count(view, node);
                sum += (long) (pack ? rule.weight() : -rule.weight()) * count;
            }
        }
        return sum;
    }

    /** GPUs of {@code node}, as bits, that the task must or would rather not share with a group. */
    int gpusToAvoid(int node) {
        int bits = 0;
        for (View view : views) {
            bits |= view.rule.key().equals(GroupRule.GPU) ? gpus(view.rule, node) : 0;
        }
        return bits != 0 && state.fitsOffGpus(shape, node, bits) ? bits : 0;
    }
}
