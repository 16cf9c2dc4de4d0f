package dev.lepton.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lepton.core.money.Money;
import dev.lepton.core.plan.mix.MixAnswer;
import dev.lepton.core.plan.mix.MixAnswer.Impossible;
import dev.lepton.core.plan.mix.MixAnswer.Plan;
import dev.lepton.core.plan.mix.MixProblem;
import java.math.BigDecimal;
import java.util.List;

/** The answer of {@code lepton mix} as one document, its fields those that other programs read. */
final class MixJson {
    private final MixProblem problem;
    private final List<String> notes;
    private final String solver;
    private final ObjectNode document = Output.JSON.createObjectNode();

    MixJson(MixProblem problem, List<String> notes, String solver) {
        this.problem = problem;
        this.notes = List.copyOf(notes);
        this.solver = solver;
    }

    ObjectNode of(MixAnswer answer) {
        switch (answer) {
            case Plan plan -> plan(plan);
            case Impossible impossible -> impossible(impossible);
        }
        document.put("currency", problem.currency().getCurrencyCode());
        document.put("solver", solver);
        ArrayNode said = document.putArray("notes");
        notes.forEach(said::add);
        return document;
    }

    private void plan(Plan plan) {
        document.set("cost_per_hour", Cell.json(plan.hourly().amount()));
        document.set("lower_bound", Cell.json(plan.bound().amount()));
        document.set("gap", Cell.json(plan.gap()));
        ObjectNode counts = document.putObject("counts");
        for (int s = 0; s < problem.shapes().size(); s++) {
            counts.put(problem.shapes().get(s).name(), plan.counts().get(s));
        }
        ArrayNode routing = document.putArray("routing");
        for (MixView.Share share : MixView.shares(plan)) {
            ObjectNode route = routing.addObject();
            route.set("bucket", bucket(share.bucket()));
            route.put("shape", problem.shapes().get(share.shape()).name());
            route.set("share", Cell.json(share.share()));
        }
        ArrayNode binding = document.putArray("binding");
        for (MixAnswer.Limit limit : plan.limits()) {
            ObjectNode one = binding.addObject();
            one.put("limit", limit.kind().word());
            limit.shape()
                    .ifPresent(s -> one.put("shape", problem.shapes().get(s).name()));
            limit.saving().ifPresent(m -> one.set("saving_per_hour", Cell.json(m.amount())));
        }
        document.put("status", plan.optimal() ? "optimal" : "feasible");
        document.putArray("infeasible_buckets");
        document.set("cost_per_month", Cell.json(MixView.perMonth(plan.hourly()).amount()));
        buckets(plan);
        shapes(plan);
    }

    private void impossible(Impossible impossible) {
        document.putNull("cost_per_hour");
        document.putNull("lower_bound");
        document.putNull("gap");
        document.putObject("counts");
        document.putArray("routing");
        document.putArray("binding");
        document.put("status", "infeasible");
        ArrayNode buckets = document.putArray("infeasible_buckets");
        ArrayNode reasons = document.putArray("reasons");
        for (MixView.Lack lack : MixView.lacks(impossible)) {
            buckets.add(bucket(lack.bucket()));
            ObjectNode reason = reasons.addObject();
            reason.set("bucket", bucket(lack.bucket()));
            reason.put("label", problem.buckets().get(lack.bucket()).label());
            reason.set("unserved_share", Cell.json(lack.share()));
            reason.put("reason", lack.why());
        }
    }

    private void buckets(Plan plan) {
        ArrayNode buckets = document.putArray("buckets");
        List<Money> costs = dev.lepton.core.plan.mix.MixCosts.of(problem, plan);
        for (int b = 0; b < costs.size(); b++) {
            ObjectNode one = buckets.addObject();
            one.set("bucket", bucket(b));
            one.put("label", problem.buckets().get(b).label());
            one.put("requests_per_second", problem.buckets().get(b).requestsPerSecond());
            one.set("cost_per_hour", Cell.json(costs.get(b).amount()));
            BigDecimal unit =
                    MixView.perMillion(costs.get(b), problem.buckets().get(b)).orElse(null);
            one.set("cost_per_million_requests", unit == null ? one.nullNode() : Cell.json(unit));
        }
    }

    private void shapes(Plan plan) {
        ArrayNode shapes = document.putArray("shapes");
        for (int s = 0; s < problem.shapes().size(); s++) {
            MixProblem.Shape shape = problem.shapes().get(s);
            int count = plan.counts().get(s);
            ObjectNode one = shapes.addObject();
            one.put("shape", shape.name());
            one.put("count", count);
            one.set("price_per_hour", Cell.json(shape.hourly().perUnit()));
            one.set(
                    "cost_per_hour",
                    Cell.json(shape.hourly().times(BigDecimal.valueOf(count)).amount()));
            one.set("utilisation", Cell.json(MixView.rounded(plan.utilisation().get(s))));
            problem.alone(s).ifPresentOrElse(n -> one.put("count_alone", n), () -> one.putNull("count_alone"));
        }
    }

    private ArrayNode bucket(int bucket) {
        MixProblem.Bucket b = problem.buckets().get(bucket);
        return Output.JSON.createArrayNode().add(b.row()).add(b.column());
    }
}
