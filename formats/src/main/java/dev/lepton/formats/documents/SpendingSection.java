package dev.lepton.formats.documents;

import dev.lepton.core.billing.DistributedCost;
import dev.lepton.core.economics.DeadlinePlan;
import dev.lepton.core.economics.SpendingPlan;
import dev.lepton.core.money.Money;
import java.util.Currency;
import java.util.List;

/** Reads the sections about money to be spent: a budget and its cuts, tasks by a deadline, a cost to be shared out. */
final class SpendingSection {
    private SpendingSection() {}

    static SpendingPlan budget(Mapping section, Currency currency) {
        section.allow("limit", "planned", "cuts");
        List<Money> planned = section.each("planned", item -> {
            item.allow("name", "cost");
            item.text("name");
            return new Money(item.amount("cost"), currency);
        });
        if (planned.isEmpty()) {
            throw section.wrong("", "planned is missing; it is a list of name and cost.", "");
        }
        List<SpendingPlan.Cut> cuts = section.each("cuts", cut -> {
            cut.allow("name", "saves", "loss");
            return cut.build(
                    () -> new SpendingPlan.Cut(cut.text("name"), cut.money("saves", currency), cut.number("loss")));
        });
        return section.build(
                () -> new SpendingPlan(Money.sum(planned, currency), section.money("limit", currency), cuts));
    }

    static IndicatorsDocument.TaskPlan taskPlan(Mapping section, Currency currency) {
        section.allow("name", "deadline_days", "divisible", "billing", "devices", "tasks");
        List<DeadlinePlan.Device> devices = section.each("devices", device -> {
            device.allow("name", "price_per_day", "units_per_day");
            return device.build(() -> new DeadlinePlan.Device(
                    device.text("name"), device.money("price_per_day", currency), device.number("units_per_day")));
        });
        List<DeadlinePlan.Task> tasks = section.each("tasks", task -> {
            task.allow("name", "units");
            return task.build(() -> new DeadlinePlan.Task(task.text("name"), task.number("units")));
        });
        DeadlinePlan.Billing billing = section.has("billing")
                        && section.choice("billing", List.of("use", "whole-days"))
                                .equals("whole-days")
                ? DeadlinePlan.Billing.WHOLE_DAYS
                : DeadlinePlan.Billing.BY_USE;
        DeadlinePlan plan = section.build(
                () -> new DeadlinePlan(devices, tasks, section.whole("deadline_days"), section.flag("divisible")));
        return new IndicatorsDocument.TaskPlan(plan, billing);
    }

    static DistributedCost distributed(Mapping section, Currency currency) {
        section.allow("source", "amount", "weights");
        List<DistributedCost.Weight> weights = section.each("weights", weight -> {
            weight.allow("name", "weight");
            return new DistributedCost.Weight(weight.text("name"), weight.amount("weight"));
        });
        return section.build(
                () -> DistributedCost.of(section.text("source"), section.money("amount", currency), weights));
    }
}
