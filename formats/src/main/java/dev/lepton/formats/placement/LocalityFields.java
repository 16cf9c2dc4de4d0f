package dev.lepton.formats.placement;

import dev.lepton.core.evidence.Reason;
import dev.lepton.core.workload.GroupRule;
import dev.lepton.core.workload.LabelCondition;
import dev.lepton.core.workload.LabelCondition.Operator;
import dev.lepton.core.workload.Locality;
import dev.lepton.formats.csv.Fields;
import dev.lepton.formats.csv.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where a pod of our CSV may run: {@code selector} as {@code zone=a|b;disk!=hdd;ssd;!old}, {@code group}, and {@code topology} as
 * {@code pack:rack;prefer-spread:zone;apart:gpu}.
 */
final class LocalityFields {
    private static final String PREFER = "prefer-";

    private LocalityFields() {}

    static Locality of(Fields row) {
        List<LabelCondition> all = new ArrayList<>();
        for (String part : row.text("selector").orElse("").split(";", -1)) {
            if (!part.isBlank()) {
                all.add(condition(part.strip()));
            }
        }
        Optional<String> group = row.text("group");
        List<GroupRule> rules = new ArrayList<>();
        for (String part : row.text("topology").orElse("").split(";", -1)) {
            if (!part.isBlank()) {
                rules.add(rule(part.strip(), group.orElseThrow(() -> Refused.empty("group, which topology needs,"))));
            }
        }
        if (all.isEmpty() && rules.isEmpty() && group.isEmpty()) {
            return Locality.ANYWHERE;
        }
        return new Locality(
                all.isEmpty() ? List.of() : List.of(all),
                List.of(),
                group.map(Set::of).orElse(Set.of()),
                rules);
    }

    private static LabelCondition condition(String part) {
        int not = part.indexOf("!=");
        int is = part.indexOf('=');
        if (is < 0) {
            boolean absent = part.startsWith("!");
            String key = (absent ? part.substring(1) : part).strip();
            if (key.isEmpty()) {
                throw Refused.value(Reason.MALFORMED, "selector", part);
            }
            return new LabelCondition(key, absent ? Operator.DOES_NOT_EXIST : Operator.EXISTS, Set.of());
        }
        boolean differs = not >= 0 && not == is - 1;
        String key = part.substring(0, differs ? not : is).strip();
        Set<String> values = new TreeSet<>();
        for (String value : part.substring(is + 1).split("\\|", -1)) {
            if (!value.isBlank()) {
                values.add(value.strip());
            }
        }
        if (key.isEmpty() || values.isEmpty()) {
            throw Refused.value(Reason.MALFORMED, "selector", part);
        }
        return new LabelCondition(key, differs ? Operator.NOT_IN : Operator.IN, values);
    }

    private static GroupRule rule(String part, String group) {
        String word = part.toLowerCase(Locale.ROOT);
        boolean wish = word.startsWith(PREFER);
        String rest = wish ? part.substring(PREFER.length()) : part;
        int colon = rest.indexOf(':');
        String key = colon < 0 ? "" : rest.substring(colon + 1).strip();
        GroupRule.Kind kind =
                switch (colon < 0 ? "" : rest.substring(0, colon).strip().toLowerCase(Locale.ROOT)) {
                    case "pack" -> GroupRule.Kind.PACK;
                    case "apart" -> GroupRule.Kind.APART;
                    case "spread" -> GroupRule.Kind.SPREAD;
                    default -> throw Refused.value(Reason.UNKNOWN_VALUE, "topology", part);
                };
        if (key.isEmpty() || (key.equals(GroupRule.GPU) && kind != GroupRule.Kind.APART)) {
            throw Refused.value(Reason.UNKNOWN_VALUE, "topology", part);
        }
        return new GroupRule(kind, group, key, wish ? 1 : 0, 1);
    }
}
