package dev.lepton.ledger.focus.rules;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The verdict on every rule, in the model's order. */
record Conformance(Path file, Map<Rule, Verdict> verdicts) {

    Verdict of(String id) {
        return verdicts.entrySet().stream()
                .filter(entry -> entry.getKey().id().equals(id))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the model has no rule " + id));
    }

    /** The rules that came to a verdict of one kind. */
    List<Rule> with(Class<? extends Verdict> kind) {
        return verdicts.entrySet().stream()
                .filter(entry -> kind.isInstance(entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The MUST and MUST NOT rules that the file breaks. */
    List<String> bindingFailures() {
        return with(Verdict.Failed.class).stream()
                .filter(rule -> rule.keyword().binds())
                .map(Rule::id)
                .toList();
    }

    /** Those of {@link #bindingFailures} that test the file themselves instead of gathering other rules. */
    List<String> bindingLeafFailures() {
        return with(Verdict.Failed.class).stream()
                .filter(rule -> rule.keyword().binds() && !rule.gathers())
                .map(Rule::id)
                .toList();
    }

    /** How many rules of each keyword came to each kind of verdict: those that gather others, or those that do not. */
    Map<Keyword, Map<String, Integer>> tally(boolean gathering) {
        Map<Keyword, Map<String, Integer>> tally = new EnumMap<>(Keyword.class);
        verdicts.forEach((rule, verdict) -> {
            if (rule.gathers() == gathering) {
                tally.computeIfAbsent(rule.keyword(), ignored -> new TreeMap<>())
                        .merge(verdict.kind(), 1, Integer::sum);
            }
        });
        return tally;
    }

    /** The tallies, then every rule that did not pass, with its verdict. */
    String report() {
        String others = verdicts.entrySet().stream()
                .filter(entry -> !(entry.getValue() instanceof Verdict.Passed))
                .map(entry -> line(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining("\n"));
        return "%s: %d rules%n%nrules that test the file%n%s%n%nrules that gather others%n%s%n%n%s%n"
                .formatted(file.getFileName(), verdicts.size(), counts(false), counts(true), others);
    }

    private String counts(boolean gathering) {
        return tally(gathering).entrySet().stream()
                .map(entry -> "%-11s %s".formatted(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining("\n"));
    }

    private static String line(Rule rule, Verdict verdict) {
        return "%-42s %-11s %-13s %s%n    %s"
                .formatted(rule.id(), rule.keyword(), verdict.kind(), detail(verdict), rule.statement());
    }

    private static String detail(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Passed passed -> passed.tested() + " rows tested";
            case Verdict.Failed failed -> failed.offending() + ": " + String.join(" | ", failed.examples());
            case Verdict.NotClaimed notClaimed -> String.join(", ", notClaimed.criteria());
            case Verdict.NeverApplies never -> never.why();
            case Verdict.ColumnAbsent absent -> String.join(", ", absent.columns());
            case Verdict.Permission ignored -> "";
            case Verdict.NotEvaluable open -> open.why();
        };
    }
}
