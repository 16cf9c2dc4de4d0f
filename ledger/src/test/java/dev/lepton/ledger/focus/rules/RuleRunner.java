package dev.lepton.ledger.focus.rules;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Judges one file by every rule of a model. */
final class RuleRunner {
    private static final int EXAMPLES = 3;

    private final FocusTable table;
    private final RuleModel model;
    private final Set<String> claimed;
    private final CheckSql sql;
    private final Map<String, Verdict> verdicts = new HashMap<>();

    private RuleRunner(FocusTable table, RuleModel model, Set<String> claimed) {
        this.table = table;
        this.model = model;
        this.claimed = claimed;
        this.sql = new CheckSql(table, model.focusColumns());
    }

    /** Judges {@code table} for a provider that claims to support everything the model knows of. */
    static Conformance judge(FocusTable table, RuleModel model) throws SQLException {
        return judge(table, model, model.criteria());
    }

    /** Judges {@code table} for a provider that claims the criteria {@code claimed}. */
    static Conformance judge(FocusTable table, RuleModel model, Set<String> claimed) throws SQLException {
        RuleRunner runner = new RuleRunner(table, model, claimed);
        Map<Rule, Verdict> verdicts = new LinkedHashMap<>();
        for (Rule rule : model.rules().values()) {
            verdicts.put(rule, runner.verdict(rule));
        }
        return new Conformance(table.file(), verdicts);
    }

    /** Judges {@code table} by one rule, and by those that it gathers. */
    static Verdict judge(FocusTable table, RuleModel model, Rule rule) throws SQLException {
        return new RuleRunner(table, model, model.criteria()).verdict(rule);
    }

    private Verdict verdict(Rule rule) throws SQLException {
        Verdict known = verdicts.get(rule.id());
        if (known != null) {
            return known;
        }
        Verdict verdict = judgeFresh(rule);
        verdicts.put(rule.id(), verdict);
        return verdict;
    }

    private Verdict judgeFresh(Rule rule) throws SQLException {
        Set<String> missing = new LinkedHashSet<>(model.criteriaOf(rule));
        missing.removeAll(claimed);
        if (!missing.isEmpty()) {
            return new Verdict.NotClaimed(missing);
        }
        if (rule.keyword() == Keyword.MAY) {
            return new Verdict.Permission();
        }
        Optional<Check> condition = model.conditionOf(rule);
        Optional<String> unreadable = Stream.concat(Stream.of(rule.requirement()), condition.stream())
                .flatMap(Check::flat)
                .flatMap(RuleRunner::unreadable)
                .findFirst();
        if (unreadable.isPresent()) {
            return new Verdict.NotEvaluable(unreadable.get());
        }
        Optional<Rule> chooser = chooserOf(rule);
        if (chooser.isPresent()) {
            return new Verdict.NotEvaluable(
                    "an alternative of " + chooser.get().id() + "; which one a row must take is not said in the data");
        }
        return judgeReadable(rule, condition);
    }

    private static Stream<String> unreadable(Check check) {
        if (check instanceof Check.Malformed malformed) {
            return Stream.of("the model's check cannot be read: " + malformed.why());
        }
        if (check instanceof Check.Unstated) {
            return Stream.of("the model states it in words only");
        }
        return Stream.empty();
    }

    /** The rule of alternatives that alone gathers {@code rule}, where the rule itself says not when it applies. */
    private Optional<Rule> chooserOf(Rule rule) {
        List<Rule> gatherers = model.gatherersOf(rule);
        boolean only = !gatherers.isEmpty()
                && gatherers.stream().allMatch(gatherer -> gatherer.requirement() instanceof Check.Any);
        return only && rule.condition().isEmpty() ? Optional.of(gatherers.getFirst()) : Optional.empty();
    }

    private Verdict judgeReadable(Rule rule, Optional<Check> condition) throws SQLException {
        if (rule.gathers()) {
            return rule.requirement() instanceof Check.Any any
                    ? judgeAlternatives(any, condition)
                    : judgeGathered(rule);
        }
        return switch (rule.requirement()) {
            case Check.Present present -> present(present);
            case Check.CustomColumnsPrefixed ignored -> customColumnsPrefixed();
            case Check.FocusColumnsFirst ignored -> focusColumnsFirst();
            case Check.All all -> judgeRows(all, condition);
            case Check.Any any -> judgeRows(any, condition);
            case Check.Unstated unstated -> judgeRows(unstated, condition);
            case Check.Malformed malformed -> judgeRows(malformed, condition);
            case Check.OtherRule other -> judgeRows(other, condition);
            case Check.Equal equal -> judgeRows(equal, condition);
            case Check.NotEqual notEqual -> judgeRows(notEqual, condition);
            case Check.Same same -> judgeRows(same, condition);
            case Check.Different different -> judgeRows(different, condition);
            case Check.AtLeast atLeast -> judgeRows(atLeast, condition);
            case Check.Product product -> judgeRows(product, condition);
            case Check.DistinctCount distinct -> judgeRows(distinct, condition);
            case Check.Shaped shaped -> judgeRows(shaped, condition);
            case Check.NoBlankText noBlankText -> judgeRows(noBlankText, condition);
        };
    }

    private Verdict present(Check.Present present) {
        return table.has(present.column())
                ? new Verdict.Passed(0)
                : new Verdict.Failed(1, List.of("no column " + present.column()));
    }

    private Verdict customColumnsPrefixed() {
        return ofOffenders(table.columns().stream()
                .filter(column -> !model.focusColumns().contains(column) && !column.startsWith("x_"))
                .toList());
    }

    private Verdict focusColumnsFirst() {
        List<String> late = table.columns().stream()
                .dropWhile(model.focusColumns()::contains)
                .filter(model.focusColumns()::contains)
                .toList();
        return ofOffenders(late);
    }

    private static Verdict ofOffenders(List<String> columns) {
        return columns.isEmpty()
                ? new Verdict.Passed(0)
                : new Verdict.Failed(
                        columns.size(), columns.stream().limit(EXAMPLES).toList());
    }

    /** Fails if a binding rule among those gathered fails; passes if none does and all could be judged. */
    private Verdict judgeGathered(Rule rule) throws SQLException {
        Map<Rule, Verdict> gathered = new LinkedHashMap<>();
        for (Check check : rule.requirement().flat().toList()) {
            if (check instanceof Check.OtherRule other) {
                gathered.put(model.rule(other.id()), verdict(model.rule(other.id())));
            }
        }
        List<String> failed = ids(gathered, Verdict.Failed.class, rule.keyword().binds());
        if (!failed.isEmpty()) {
            return new Verdict.Failed(
                    failed.size(), failed.stream().limit(EXAMPLES).toList());
        }
        List<String> open = Stream.concat(
                        ids(gathered, Verdict.NotEvaluable.class, false).stream(),
                        ids(gathered, Verdict.ColumnAbsent.class, false).stream())
                .toList();
        if (!open.isEmpty()) {
            return new Verdict.NotEvaluable("none of its " + gathered.size() + " rules fails, but " + open.size()
                    + " cannot be judged: " + String.join(", ", open));
        }
        return gathered.values().stream().anyMatch(Verdict.Passed.class::isInstance)
                ? new Verdict.Passed(0)
                : new Verdict.NeverApplies("none of its rules is put to the test");
    }

    private static List<String> ids(Map<Rule, Verdict> gathered, Class<? extends Verdict> kind, boolean bindingOnly) {
        return gathered.entrySet().stream()
                .filter(entry -> kind.isInstance(entry.getValue()))
                .map(Map.Entry::getKey)
                .filter(rule -> rule.keyword().binds() || !bindingOnly)
                .map(Rule::id)
                .toList();
    }

    /** Each row must be one for which some alternative speaks and is kept. */
    private Verdict judgeAlternatives(Check.Any alternatives, Optional<Check> condition) throws SQLException {
        List<Check> kept = new ArrayList<>();
        for (Check part : alternatives.parts()) {
            Rule rule = model.rule(((Check.OtherRule) part).id());
            List<Check> both = new ArrayList<>(rule.condition().stream().toList());
            both.add(rule.requirement());
            kept.add(new Check.All(both));
        }
        return judgeRows(new Check.Any(kept), condition);
    }

    private Verdict judgeRows(Check requirement, Optional<Check> condition) throws SQLException {
        List<String> columns = Stream.concat(
                        requirement.columns().stream(), condition.stream().flatMap(check -> check.columns().stream()))
                .distinct()
                .toList();
        List<String> absent =
                columns.stream().filter(column -> !table.has(column)).toList();
        if (!absent.isEmpty()) {
            return new Verdict.ColumnAbsent(absent);
        }
        String holds = sql.holds(requirement, condition);
        String rows = "FROM focus WHERE " + condition.map(sql::picks).orElse("true");
        List<Long> counts = table.counts("SELECT count(*), count(ok), count(*) FILTER (WHERE NOT ok) FROM (SELECT "
                + holds + " AS ok " + rows + ")");
        if (counts.get(2) > 0) {
            return new Verdict.Failed(counts.get(2), examples(columns, holds, rows));
        }
        if (counts.get(0) == 0) {
            return new Verdict.NeverApplies("it speaks of no row of the file");
        }
        return counts.get(1) == 0
                ? new Verdict.NeverApplies("no row has a value to test")
                : new Verdict.Passed(counts.get(1));
    }

    private List<String> examples(List<String> columns, String holds, String rows) throws SQLException {
        String shown = Stream.concat(
                        Stream.of("rowid + 1 AS \"row\""), columns.stream().map(Sql::name))
                .collect(Collectors.joining(", "));
        return table.shown(
                "SELECT " + shown + " " + rows + " AND NOT (" + holds + ") ORDER BY rowid LIMIT " + EXAMPLES);
    }
}
