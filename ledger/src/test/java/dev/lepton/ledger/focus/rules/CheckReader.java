package dev.lepton.ledger.focus.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the model's checks, and says of those it cannot read why. */
final class CheckReader {
    private CheckReader() {}

    static Check read(JsonNode node) {
        if (node.isEmpty()) {
            return new Check.Unstated();
        }
        if (!node.path("CheckFunction").isTextual()) {
            return new Check.Malformed("the check names no function: " + node);
        }
        String function = node.path("CheckFunction").textValue();
        return Shape.of(function)
                .<Check>map(shape -> shaped(shape, node))
                .orElseGet(() -> readFunction(function, node));
    }

    private static Check readFunction(String function, JsonNode node) {
        try {
            return switch (function) {
                case "AND" -> new Check.All(items(node));
                case "OR" -> new Check.Any(items(node));
                case "CheckModelRule" -> new Check.OtherRule(text(node, "ModelRuleId"));
                case "ColumnPresent" -> new Check.Present(column(node));
                case "CheckValue" -> new Check.Equal(column(node), literal(node));
                case "CheckNotValue" -> new Check.NotEqual(column(node), literal(node));
                case "CheckSameValue" -> new Check.Same(text(node, "ColumnAName"), text(node, "ColumnBName"));
                case "CheckNotSameValue" -> new Check.Different(text(node, "ColumnAName"), text(node, "ColumnBName"));
                case "CheckGreaterOrEqualThanValue" -> new Check.AtLeast(column(node), number(node, "Value"));
                case "ColumnByColumnEqualsColumnValue" ->
                    new Check.Product(
                            text(node, "ColumnAName"), text(node, "ColumnBName"), text(node, "ResultColumnName"));
                case "CheckDistinctCount" ->
                    new Check.DistinctCount(
                            text(node, "ColumnAName"),
                            text(node, "ColumnBName"),
                            number(node, "ExpectedCount").intValueExact());
                default -> new Check.Malformed("no such check function: " + function);
            };
        } catch (IllegalArgumentException e) {
            return new Check.Malformed(String.valueOf(e.getMessage()));
        }
    }

    private static Check shaped(Shape shape, JsonNode node) {
        return Optional.of(node.path("ColumnName"))
                .filter(JsonNode::isTextual)
                .<Check>map(name -> new Check.Shaped(name.textValue(), shape))
                .orElseGet(() -> new Check.Malformed("the check names no column: " + node));
    }

    private static List<Check> items(JsonNode node) {
        List<Check> items = new ArrayList<>();
        node.path("Items").forEach(item -> items.add(read(item)));
        if (items.isEmpty()) {
            throw new IllegalArgumentException("the check has no items: " + node);
        }
        return items;
    }

    private static String column(JsonNode node) {
        return text(node, "ColumnName");
    }

    private static String text(JsonNode node, String argument) {
        JsonNode value = node.path(argument);
        if (!value.isTextual()) {
            throw new IllegalArgumentException("the check has no " + argument + ": " + node);
        }
        return value.textValue();
    }

    private static BigDecimal number(JsonNode node, String argument) {
        JsonNode value = node.path(argument);
        if (!value.isNumber()) {
            throw new IllegalArgumentException("the check has no number " + argument + ": " + node);
        }
        return value.decimalValue();
    }

    private static Literal literal(JsonNode node) {
        JsonNode value = node.path("Value");
        if (value.isNull()) {
            return Literal.NULL;
        }
        if (value.isNumber()) {
            return new Literal.Decimal(value.decimalValue());
        }
        return new Literal.Text(text(node, "Value"));
    }
}
