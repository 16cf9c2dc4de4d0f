package dev.lepton.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lepton.report.DataTable.Row;
import dev.lepton.report.model.ReportModel;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/** Where the total went: a treemap and the same tree as a table. */
final class TreeSection {
    private TreeSection() {}

    static Section of(ReportModel model, Colours colours) {
        List<Block> blocks = new ArrayList<>();
        if (model.tree().children().isEmpty()) {
            blocks.add(new Block.Missing(
                    "The total is not broken down: no usage or bill says what it is made of.",
                    Optional.of("lepton import usage FILE")));
            return new Section("where", "Where it went", "", blocks);
        }
        ShownNode root =
                ShownNode.of(model.tree(), Figures.decimals(model.headline().total()));
        blocks.add(new Block.Chart(
                "cost-tree",
                "treemap",
                "Areas in proportion to cost; choose one to look inside. The table below has every figure.",
                List.of(),
                SafeJson.write(json(root, colours, 0))));
        if (root.all().stream().anyMatch(node -> node.shown().signum() < 0)) {
            blocks.add(new Block.Note("Credits are negative, have no area and are in the table only."));
        }
        blocks.add(new Block.Table(table(root, model.cover().currency())));
        return new Section(
                "where",
                "Where it went",
                "Amounts are rounded so that the parts shown add up to the amount above them; parts below 1 % of the"
                        + " total are gathered as others.",
                blocks);
    }

    private static DataTable table(ShownNode root, Currency currency) {
        List<Row> rows = new ArrayList<>();
        for (ShownNode node : root.all()) {
            if (node.depth() > 0) {
                rows.add(row(node, node.depth() - 1, root, currency));
            }
        }
        return new DataTable(
                "Cost by kind, team and what it was spent on",
                List.of(
                        DataTable.words("Part"),
                        DataTable.number("Cost"),
                        DataTable.number("Share of total"),
                        DataTable.words("How sure")),
                rows,
                List.of(row(root, 0, root, currency)));
    }

    private static Row row(ShownNode node, int depth, ShownNode root, Currency currency) {
        BigDecimal share =
                root.shown().signum() == 0 ? BigDecimal.ZERO : node.shown().divide(root.shown(), MathContext.DECIMAL64);
        return new Row(
                depth,
                List.of(
                        DataTable.text(node.label()),
                        DataTable.text(Figures.money(node.shown(), currency)),
                        DataTable.share(share, Figures.percent(share)),
                        DataTable.sure(node.confidence())));
    }

    private static ObjectNode json(ShownNode node, Colours colours, int inherited) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        int own = colours.slot(node.label());
        int slot = own > 0 ? own : inherited;
        json.put("name", node.label());
        json.put("value", node.shown());
        json.put("slot", slot);
        if (!node.children().isEmpty()) {
            var children = json.putArray("children");
            node.children().stream()
                    .filter(child -> child.shown().signum() > 0)
                    .forEach(child -> children.add(json(child, colours, slot)));
        }
        return json;
    }
}
