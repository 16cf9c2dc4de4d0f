package dev.lepton.core.workload;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * On which nodes a task may run, and would rather, by their labels and by where others run.
 *
 * @param anyOf lists of conditions of which one must hold altogether; empty for any node
 * @param preferred conditions that are wished for
 * @param groups the groups the task is of
 * @param rules where it runs relative to groups
 */
public record Locality(
        List<List<LabelCondition>> anyOf, List<Preference> preferred, Set<String> groups, List<GroupRule> rules) {
    /** Anywhere. */
    public static final Locality ANYWHERE = new Locality(List.of(), List.of(), Set.of(), List.of());

    /**
     * Conditions that are wished for together.
     *
     * @param weight above 0; more is stronger
     */
    public record Preference(int weight, List<LabelCondition> all) {
        public Preference {
            if (weight < 1) {
                throw new IllegalArgumentException("A preference has a weight above 0, not " + weight + ".");
            }
            all = List.copyOf(all);
        }
    }

    public Locality {
        anyOf = anyOf.stream().map(List::copyOf).toList();
        preferred = List.copyOf(preferred);
        groups = Collections.unmodifiableSortedSet(new TreeSet<>(groups));
        rules = List.copyOf(rules);
    }

    /** Whether nothing is asked and nobody can ask anything about it. */
    public boolean anywhere() {
        return anyOf.isEmpty() && preferred.isEmpty() && groups.isEmpty() && rules.isEmpty();
    }

    /** What it asks of the nodes alone, whoever runs there. */
    public Locality ofNodes() {
        return new Locality(anyOf, preferred, Set.of(), List.of());
    }

    /** The same task, also of {@code more} groups. */
    public Locality in(Set<String> more) {
        Set<String> all = new TreeSet<>(groups);
        all.addAll(more);
        return new Locality(anyOf, preferred, all, rules);
    }

    /** What must hold and what is wished for, a line each. */
    public List<String> words() {
        List<String> words = new ArrayList<>();
        if (!anyOf.isEmpty()) {
            words.add("must run where " + anyOf(anyOf));
        }
        rules.stream().filter(GroupRule::required).forEach(r -> words.add("must keep " + r.words()));
        preferred.forEach(p -> words.add("would rather run where " + all(p.all()) + " (weight " + p.weight() + ")"));
        rules.stream()
                .filter(r -> !r.required())
                .forEach(r -> words.add("would rather keep " + r.words() + " (weight " + r.weight() + ")"));
        return words;
    }

    private static String anyOf(List<List<LabelCondition>> anyOf) {
        return String.join("; or where ", anyOf.stream().map(Locality::all).toList());
    }

    private static String all(List<LabelCondition> conditions) {
        return String.join(
                " and ", conditions.stream().map(LabelCondition::words).toList());
    }
}
