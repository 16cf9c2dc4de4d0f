package dev.lepton.report.model;

import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.money.Money;
import java.util.Comparator;
import java.util.List;

/**
 * A cost and what it is made of, largest first: total, kind, team, model or device. Credits make a node negative.
 *
 * @param confidence how sure it is, no surer than the least sure of its parts
 * @param children none for a leaf; otherwise they add up to {@code cost} exactly
 */
public record CostNode(String label, Money cost, Confidence confidence, List<CostNode> children) {
    public CostNode {
        children = children.stream()
                .sorted(Comparator.comparing(CostNode::cost).reversed())
                .toList();
        if (!children.isEmpty()) {
            Check.addsUp(
                    "The parts of '" + label + "'",
                    cost,
                    children.stream().map(CostNode::cost).toList());
            Confidence weakest = weakest(children);
            Check.that(
                    confidence.compareTo(weakest) <= 0,
                    "'" + label + "' is called " + confidence.word() + ", but a part of it is a " + weakest.word()
                            + ".");
        }
    }

    public static CostNode leaf(String label, Money cost, Confidence confidence) {
        return new CostNode(label, cost, confidence, List.of());
    }

    /** The sum of {@code children}, as sure as the least sure of them; there must be at least one. */
    public static CostNode sum(String label, List<CostNode> children) {
        Check.that(!children.isEmpty(), "'" + label + "' is a sum of nothing.");
        Money sum = Money.sum(
                children.stream().map(CostNode::cost).toList(),
                children.get(0).cost().currency());
        return new CostNode(label, sum, weakest(children), children);
    }

    private static Confidence weakest(List<CostNode> nodes) {
        return nodes.stream().map(CostNode::confidence).reduce(Confidence::and).orElseThrow();
    }
}
