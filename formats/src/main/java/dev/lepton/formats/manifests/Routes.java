package dev.lepton.formats.manifests;

import dev.lepton.core.plan.joint.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the requests of a service are split in one slot.
 *
 * @param rules for each size of requests that is told apart one, then one for requests of which nothing is said
 */
record Routes(String service, List<Rule> rules) {
    /** The header by which a request says of which size it is, where sizes are told apart. */
    static final String HEADER = "x-lepton-bucket";

    /** What weights of a rule add up to. */
    static final int TOTAL = 1000;

    /** Requests of {@code bucket}, all others if it is empty, and where they go. */
    record Rule(Optional<String> bucket, List<Target> targets) {
        Rule {
            targets = List.copyOf(targets);
        }
    }

    /** {@code weight} of {@link #TOTAL} requests go to {@code backend}. */
    record Target(Backend backend, int weight) {}

    Routes {
        rules = List.copyOf(rules);
    }

    /** The split between {@code backends}, all of one service, in {@code slot}; empty when none of them runs then. */
    static Optional<Routes> of(List<Backend> backends, int slot) {
        List<Backend> up =
                backends.stream().filter(b -> b.replicas().get(slot) > 0).toList();
        if (up.isEmpty()) {
            return Optional.empty();
        }
        Work.Service work = up.get(0).need().work();
        List<Rule> rules = new ArrayList<>();
        for (int b = 0; work.buckets().size() > 1 && b < work.buckets().size(); b++) {
            int bucket = b;
            List<Double> shares =
                    up.stream().map(u -> u.shares().get(slot).get(bucket)).toList();
            if (shares.stream().anyMatch(s -> s > 0)) {
                rules.add(rule(Optional.of(work.buckets().get(b)), up, shares));
            }
        }
        List<Double> all = up.stream().map(u -> u.share(slot)).toList();
        List<Double> byReplicas =
                up.stream().map(u -> (double) u.replicas().get(slot)).toList();
        rules.add(rule(Optional.empty(), up, all.stream().anyMatch(s -> s > 0) ? all : byReplicas));
        return Optional.of(new Routes(up.get(0).service(), rules));
    }

    private static Rule rule(Optional<String> bucket, List<Backend> backends, List<Double> shares) {
        List<Integer> weights = Weights.of(shares, TOTAL);
        List<Target> targets = new ArrayList<>();
        for (int i = 0; i < backends.size(); i++) {
            if (weights.get(i) > 0) {
                targets.add(new Target(backends.get(i), weights.get(i)));
            }
        }
        return new Rule(bucket, targets);
    }
}
