package dev.lepton.core.billing;

import dev.lepton.core.money.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts idle and shared cost onto the workloads, so that the total stays what it was to the last decimal.
 *
 * <p>Idle cost of a resource in a cluster goes to that cluster's workloads: weighted by what they hold of the resource,
 * as OpenCost does ({@code ShareWeighted}), or evenly. Where nobody holds the resource it stays idle. Shared lines are
 * spread over all other workloads, weighted by their direct cost or evenly.
 */
public final class Sharing {
    /** How cost is spread. */
    public enum Rule {
        /** In proportion to cost. */
        WEIGHTED,
        /** The same to each. */
        EVEN,
        /** Not at all: it stays a line of its own. */
        NONE
    }

    /** A line and whether it is to be shared onto the others. */
    public record Candidate(CostLine line, boolean shared) {}

    private Sharing() {}

    /** The lines after idle cost and then shared lines are spread; what cannot be spread stays. */
    public static List<CostLine> apply(List<Candidate> candidates, Rule idleRule, Rule sharedRule) {
        List<Candidate> spread = spreadIdle(candidates, idleRule);
        return sharedRule == Rule.NONE
                ? spread.stream().map(Candidate::line).toList()
                : spreadShared(spread, sharedRule);
    }

    private static List<Candidate> spreadIdle(List<Candidate> candidates, Rule rule) {
        if (rule == Rule.NONE) {
            return candidates;
        }
        List<Candidate> result = new ArrayList<>(candidates);
        Map<String, List<Integer>> byCluster = new LinkedHashMap<>();
        for (int i = 0; i < candidates.size(); i++) {
            if (candidates.get(i).line().kind() == CostLine.Kind.WORKLOAD) {
                byCluster
                        .computeIfAbsent(candidates.get(i).line().cluster(), c -> new ArrayList<>())
                        .add(i);
            }
        }
        for (int i = 0; i < candidates.size(); i++) {
            CostLine line = candidates.get(i).line();
            if (line.kind() == CostLine.Kind.IDLE) {
                CostLine rest = spreadOne(line, byCluster.getOrDefault(line.cluster(), List.of()), result, rule);
                result.set(i, new Candidate(rest, candidates.get(i).shared()));
            }
        }
        result.removeIf(
                c -> c.line().kind() == CostLine.Kind.IDLE && c.line().idle().isEmpty());
        return result;
    }

    /** Spreads one idle line over the workloads at {@code receivers}; returns what nobody could take. */
    private static CostLine spreadOne(CostLine idle, List<Integer> receivers, List<Candidate> lines, Rule rule) {
        Map<Resource, Money> left = new java.util.EnumMap<>(Resource.class);
        idle.idle().forEach((resource, amount) -> {
            List<BigDecimal> weights = receivers.stream()
                    .map(i -> weight(lines.get(i).line(), resource, rule))
                    .toList();
            if (amount.isZero() || weights.stream().allMatch(w -> w.signum() == 0)) {
                if (!amount.isZero()) {
                    left.put(resource, amount);
                }
                return;
            }
            List<Money> parts = amount.split(weights);
            for (int k = 0; k < parts.size(); k++) {
                Candidate c = lines.get(receivers.get(k));
                lines.set(receivers.get(k), new Candidate(c.line().withIdle(resource, parts.get(k)), c.shared()));
            }
        });
        return CostLine.idle(idle.key(), idle.cluster(), left, idle.currency());
    }

    private static BigDecimal weight(CostLine line, Resource resource, Rule rule) {
        return rule == Rule.EVEN
                ? BigDecimal.ONE
                : line.share(resource).allocated().amount();
    }

    private static List<CostLine> spreadShared(List<Candidate> candidates, Rule rule) {
        Map<List<String>, List<Integer>> receivers = new LinkedHashMap<>();
        List<CostLine> result = new ArrayList<>();
        List<Money> pot = new ArrayList<>();
        for (Candidate candidate : candidates) {
            if (candidate.shared()) {
                pot.add(candidate.line().total());
            } else {
                if (candidate.line().kind() != CostLine.Kind.IDLE) {
                    receivers
                            .computeIfAbsent(candidate.line().key(), k -> new ArrayList<>())
                            .add(result.size());
                }
                result.add(candidate.line());
            }
        }
        if (pot.isEmpty() || receivers.isEmpty()) {
            return candidates.stream().map(Candidate::line).toList();
        }
        Currency currency = pot.get(0).currency();
        List<List<Integer>> groups = List.copyOf(receivers.values());
        List<BigDecimal> weights =
                groups.stream().map(g -> groupWeight(g, result, rule, currency)).toList();
        if (weights.stream().allMatch(w -> w.signum() == 0)) {
            weights = groups.stream().map(g -> BigDecimal.ONE).toList();
        }
        List<Money> parts = Money.sum(pot, currency).split(weights);
        for (int k = 0; k < parts.size(); k++) {
            int first = groups.get(k).get(0);
            result.set(first, result.get(first).withShared(parts.get(k)));
        }
        return result;
    }

    /** Lines of one key count as one receiver, whichever clusters they arose in. */
    private static BigDecimal groupWeight(List<Integer> group, List<CostLine> lines, Rule rule, Currency currency) {
        if (rule == Rule.EVEN) {
            return BigDecimal.ONE;
        }
        Money sum = Money.sum(group.stream().map(i -> lines.get(i).direct()).toList(), currency);
        return sum.isNegative() ? BigDecimal.ZERO : sum.amount();
    }
}
