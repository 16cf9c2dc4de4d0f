package dev.lepton.formats.placement;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lepton.core.evidence.Reason;
import dev.lepton.core.workload.GroupRule;
import dev.lepton.core.workload.LabelCondition;
import dev.lepton.core.workload.LabelCondition.Operator;
import dev.lepton.core.workload.Locality;
import dev.lepton.formats.csv.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where a pod may run, from its {@code nodeSelector}, {@code affinity} and {@code topologySpreadConstraints}, with the meaning that
 * Kubernetes' documentation gives them under "Assigning Pods to Nodes" and "Pod Topology Spread Constraints".
 *
 * <p>Not looked at: taints, {@code minDomains}, {@code matchLabelKeys} and the policies for affinity and taints of spread
 * constraints. A {@code namespaceSelector} that is not empty is refused.
 */
final class KubernetesLocality {
    private static final String REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution";
    private static final String PREFERRED = "preferredDuringSchedulingIgnoredDuringExecution";

    private final JsonNode spec;
    private final String name;
    private final String namespace;
    private final Map<String, PodGroup> groups;
    private final List<GroupRule> rules = new ArrayList<>();

    /** {@code groups} gets the groups that the pod's rules are about, by name. */
    KubernetesLocality(JsonNode item, String name, Map<String, PodGroup> groups) {
        spec = item.path("spec");
        this.name = name;
        namespace = item.path("metadata").path("namespace").asText("");
        this.groups = groups;
    }

    /**
     * The pod's locality, in no group yet.
     *
     * @param models the label for the GPU model, when what is asked of it is known otherwise
     */
    Locality read(Optional<String> models) {
        JsonNode affinity = spec.path("affinity");
        JsonNode nodes = affinity.path("nodeAffinity");
        List<Locality.Preference> preferred = new ArrayList<>();
        for (JsonNode wish : nodes.path(PREFERRED)) {
            preferred.add(new Locality.Preference(weight(wish), term(wish.path("preference"))));
        }
        rules(affinity.path("podAffinity"), GroupRule.Kind.PACK);
        rules(affinity.path("podAntiAffinity"), GroupRule.Kind.APART);
        for (JsonNode spread : spec.path("topologySpreadConstraints")) {
            boolean wish =
                    spread.path("whenUnsatisfiable").asText("DoNotSchedule").equals("ScheduleAnyway");
            int skew = spread.path("maxSkew").asInt(0);
            if (skew < 1) {
                throw Refused.value(
                        Reason.OUT_OF_RANGE,
                        "maxSkew of " + name,
                        spread.path("maxSkew").asText(""));
            }
            rule(spread, GroupRule.Kind.SPREAD, wish ? 1 : 0, skew);
        }
        return new Locality(
                required(nodes.path(REQUIRED).path("nodeSelectorTerms"), models), preferred, Set.of(), rules);
    }

    private List<List<LabelCondition>> required(JsonNode terms, Optional<String> models) {
        List<LabelCondition> selected = new ArrayList<>();
        spec.path("nodeSelector").properties().forEach(l -> {
            if (models.filter(l.getKey()::equals).isEmpty()) {
                selected.add(new LabelCondition(
                        l.getKey(), Operator.IN, Set.of(l.getValue().asText())));
            }
        });
        List<List<LabelCondition>> anyOf = new ArrayList<>();
        for (JsonNode term : terms) {
            List<LabelCondition> all = new ArrayList<>(selected);
            boolean alone = terms.size() == 1
                    && models.filter(spec.path("nodeSelector")::has).isEmpty();
            term(term).stream()
                    .filter(c -> !(alone
                            && c.operator() == Operator.IN
                            && models.filter(c.key()::equals).isPresent()))
                    .forEach(all::add);
            anyOf.add(all);
        }
        if (anyOf.isEmpty() && !selected.isEmpty()) {
            anyOf.add(selected);
        }
        return anyOf.stream().anyMatch(List::isEmpty) ? List.of() : anyOf;
    }

    private List<LabelCondition> term(JsonNode term) {
        List<LabelCondition> all = new ArrayList<>();
        term.path("matchExpressions").forEach(e -> all.add(condition(e)));
        term.path("matchFields").forEach(e -> all.add(condition(e)));
        return all;
    }

    private LabelCondition condition(JsonNode expression) {
        String word = expression.path("operator").asText("");
        Operator operator = switch (word) {
            case "In" -> Operator.IN;
            case "NotIn" -> Operator.NOT_IN;
            case "Exists" -> Operator.EXISTS;
            case "DoesNotExist" -> Operator.DOES_NOT_EXIST;
            case "Gt" -> Operator.ABOVE;
            case "Lt" -> Operator.BELOW;
            default -> throw Refused.value(Reason.UNKNOWN_VALUE, "operator of an affinity of " + name, word);
        };
        Set<String> values = new TreeSet<>();
        expression.path("values").forEach(v -> values.add(v.asText()));
        try {
            return new LabelCondition(expression.path("key").asText(""), operator, values);
        } catch (IllegalArgumentException e) {
            throw Refused.value(Reason.UNKNOWN_VALUE, "an affinity of " + name, expression.toString());
        }
    }

    private void rules(JsonNode affinity, GroupRule.Kind kind) {
        affinity.path(REQUIRED).forEach(term -> rule(term, kind, 0, 1));
        affinity.path(PREFERRED).forEach(wish -> rule(wish.path("podAffinityTerm"), kind, weight(wish), 1));
    }

    private void rule(JsonNode term, GroupRule.Kind kind, int weight, int skew) {
        String key = term.path("topologyKey").asText("");
        if (key.isEmpty()) {
            throw Refused.empty("topologyKey of an affinity of " + name);
        }
        Optional<PodGroup> group = group(term);
        if (group.isPresent()) {
            groups.putIfAbsent(group.get().name(), group.get());
            rules.add(new GroupRule(kind, group.get().name(), key, weight, skew));
        }
    }

    /** The pods of a term; none when it has no selector, which means no pod. */
    private Optional<PodGroup> group(JsonNode term) {
        JsonNode selector = term.path("labelSelector");
        if (!selector.isObject()) {
            return Optional.empty();
        }
        List<LabelCondition> all = new ArrayList<>(term(selector));
        selector.path("matchLabels")
                .properties()
                .forEach(l -> all.add(new LabelCondition(
                        l.getKey(), Operator.IN, Set.of(l.getValue().asText()))));
        JsonNode others = term.path("namespaceSelector");
        if (others.isObject() && !others.isEmpty()) {
            throw Refused.value(Reason.UNKNOWN_VALUE, "namespaceSelector of " + name, others.toString());
        }
        Set<String> namespaces = new TreeSet<>();
        term.path("namespaces").forEach(n -> namespaces.add(n.asText()));
        if (namespaces.isEmpty() && !others.isObject()) {
            namespaces.add(namespace);
        }
        return Optional.of(new PodGroup(others.isObject() ? Set.of() : namespaces, all));
    }

    private int weight(JsonNode wish) {
        int weight = wish.path("weight").asInt(0);
        if (weight < 1 || weight > 100) {
            throw Refused.value(
                    Reason.OUT_OF_RANGE,
                    "weight of a preference of " + name,
                    wish.path("weight").asText(""));
        }
        return weight;
    }
}
