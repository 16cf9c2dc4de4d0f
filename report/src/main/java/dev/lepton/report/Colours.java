package dev.lepton.report;

import dev.lepton.core.money.Money;
import dev.lepton.report.model.CostNode;
import dev.lepton.report.model.ReportModel;
import dev.lepton.report.model.Trend;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which of the eight colours stands for a team, the same in every chart; 0 is the grey of all the others. */
record Colours(List<String> teams) {
    static final int COUNT = 7;

    /** The teams that cost most, by the trend, or by the second level of the cost tree when there is no trend. */
    static Colours of(ReportModel model) {
        Map<String, Money> costs = new HashMap<>();
        if (model.trend().isPresent()) {
            for (Trend.Series series : model.trend().get().series()) {
                costs.merge(series.name(), series.total(model.cover().currency()), Money::plus);
            }
        } else {
            for (CostNode kind : model.tree().children()) {
                kind.children().forEach(team -> costs.merge(team.label(), team.cost(), Money::plus));
            }
        }
        Comparator<Map.Entry<String, Money>> byCost = Map.Entry.comparingByValue();
        return new Colours(costs.entrySet().stream()
                .filter(e -> !e.getKey().startsWith("idle")) // nobody's cost has nobody's colour
                .sorted(byCost.reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(COUNT)
                .map(Map.Entry::getKey)
                .toList());
    }

    /** From 1, or 0 when {@code label} has no colour of its own. */
    int slot(String label) {
        return teams.indexOf(label) + 1;
    }
}
