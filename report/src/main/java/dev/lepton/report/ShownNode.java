package dev.lepton.report;

import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.money.Footing;
import dev.lepton.report.model.CostNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * A node of the cost tree as it is shown: rounded so that the shown parts add up, small parts gathered in one.
 *
 * <p>A part is shown by itself when it is among the {@link #MOST} largest of its parent and at least {@link #LEAST} of
 * the total; the others of the same parent are one part, "7 others". A node whose parts are all too small has none.
 */
record ShownNode(String label, BigDecimal shown, Confidence confidence, int depth, List<ShownNode> children) {
    static final int MOST = 12;
    static final BigDecimal LEAST = new BigDecimal("0.01");

    static ShownNode of(CostNode root, int decimals) {
        BigDecimal least = root.cost().amount().abs().multiply(LEAST);
        return show(root, root.cost().amount().setScale(decimals, RoundingMode.HALF_EVEN), 0, least);
    }

    private static ShownNode show(CostNode node, BigDecimal shown, int depth, BigDecimal least) {
        List<CostNode> parts = gathered(node, least);
        List<BigDecimal> amounts = parts.isEmpty()
                ? List.of()
                : Footing.footTo(
                        parts.stream().map(part -> part.cost().amount()).toList(), shown);
        List<ShownNode> children = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            children.add(show(parts.get(i), amounts.get(i), depth + 1, least));
        }
        return new ShownNode(node.label(), shown, node.confidence(), depth, children);
    }

    private static List<CostNode> gathered(CostNode node, BigDecimal least) {
        List<CostNode> shown = new ArrayList<>();
        List<CostNode> rest = new ArrayList<>();
        for (CostNode child : node.children()) {
            boolean large = child.cost().amount().abs().compareTo(least) >= 0;
            (large && shown.size() < MOST ? shown : rest).add(child);
        }
        if (shown.isEmpty()) {
            return List.of();
        }
        if (rest.size() == 1) {
            shown.addAll(rest);
        } else if (!rest.isEmpty()) {
            CostNode others = CostNode.sum(rest.size() + " others", rest);
            shown.add(CostNode.leaf(others.label(), others.cost(), others.confidence()));
        }
        return shown;
    }

    /** This node and all below it, each before its parts. */
    List<ShownNode> all() {
        List<ShownNode> all = new ArrayList<>();
        all.add(this);
        children.forEach(child -> all.addAll(child.all()));
        return all;
    }
}
