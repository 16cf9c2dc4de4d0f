package dev.lepton.ledger.focus.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The rules of one FOCUS version, in the model's order, and which of them gather which.
 *
 * @param criteria every applicability criterion that the model knows
 */
record RuleModel(String version, Set<String> criteria, Map<String, Rule> rules, Map<String, List<Rule>> gatherers) {

    /** The bundled model of FOCUS 1.2, as it was published. */
    static RuleModel focus12() {
        try (InputStream json = Objects.requireNonNull(RuleModel.class.getResourceAsStream("model-1.2.json"))) {
            return read(new ObjectMapper().readTree(json));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RuleModel read(JsonNode root) {
        Set<String> criteria = new LinkedHashSet<>();
        root.path("ApplicabilityCriteria").fieldNames().forEachRemaining(criteria::add);
        List<Rule> rules = new ArrayList<>();
        root.path("ModelRules").properties().forEach(entry -> rules.add(rule(entry.getKey(), entry.getValue())));
        return of(root.path("Details").path("ModelVersion").asText(), criteria, rules);
    }

    private static RuleModel of(String version, Set<String> criteria, List<Rule> rules) {
        Map<String, Rule> byId = new LinkedHashMap<>();
        Map<String, List<Rule>> gatherers = new LinkedHashMap<>();
        for (Rule rule : rules) {
            byId.put(rule.id(), rule);
            rule.requirement()
                    .flat()
                    .filter(Check.OtherRule.class::isInstance)
                    .map(Check.OtherRule.class::cast)
                    .forEach(other -> gatherers
                            .computeIfAbsent(other.id(), ignored -> new ArrayList<>())
                            .add(rule));
        }
        return new RuleModel(version, criteria, byId, gatherers);
    }

    private static Rule rule(String id, JsonNode node) {
        JsonNode demand = node.path("ValidationCriteria");
        Set<String> criteria = new LinkedHashSet<>();
        node.path("ApplicabilityCriteria").forEach(criterion -> criteria.add(criterion.asText()));
        JsonNode condition = demand.path("Condition");
        return new Rule(
                id,
                Rule.Entity.valueOf(node.path("EntityType").asText().toUpperCase(Locale.ROOT)),
                Keyword.of(demand.path("Keyword").asText()),
                demand.path("MustSatisfy").asText(),
                criteria,
                CheckReader.read(demand.path("Requirement")),
                condition.isEmpty() ? Optional.empty() : Optional.of(CheckReader.read(condition)));
    }

    Rule rule(String id) {
        return Optional.ofNullable(rules.get(id))
                .orElseThrow(() -> new IllegalArgumentException("the model has no rule " + id));
    }

    /** The rules whose requirement names {@code rule}. */
    List<Rule> gatherersOf(Rule rule) {
        return gatherers.getOrDefault(rule.id(), List.of());
    }

    /** What must be claimed for {@code rule} to apply: its own criteria and those of the rules that gather it. */
    Set<String> criteriaOf(Rule rule) {
        Set<String> all = new LinkedHashSet<>(rule.criteria());
        gatherersOf(rule).forEach(gatherer -> all.addAll(criteriaOf(gatherer)));
        return all;
    }

    /** Which rows {@code rule} speaks of: those of its own condition and of the rules that gather it. */
    Optional<Check> conditionOf(Rule rule) {
        List<Optional<Check>> inherited =
                gatherersOf(rule).stream().map(this::conditionOf).toList();
        List<Check> parts = new ArrayList<>(rule.condition().stream().toList());
        if (!inherited.isEmpty() && inherited.stream().allMatch(Optional::isPresent)) {
            parts.add(new Check.Any(inherited.stream().flatMap(Optional::stream).toList()));
        }
        return parts.isEmpty() ? Optional.empty() : Optional.of(new Check.All(parts));
    }

    /** The columns that FOCUS defines: those with a rule of presence. */
    Set<String> focusColumns() {
        return rules.values().stream()
                .map(Rule::requirement)
                .filter(Check.Present.class::isInstance)
                .map(check -> ((Check.Present) check).column())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** This model with some rules written otherwise. */
    RuleModel with(Map<String, UnaryOperator<Rule>> changes) {
        changes.keySet().forEach(this::rule);
        List<Rule> changed = rules.values().stream()
                .map(rule -> changes.getOrDefault(rule.id(), UnaryOperator.identity())
                        .apply(rule))
                .toList();
        return of(version, criteria, changed);
    }
}
