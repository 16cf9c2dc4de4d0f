package dev.lepton.app.cli;

import dev.lepton.core.plan.joint.JointPlan;
import dev.lepton.core.plan.joint.JointProblem;
import dev.lepton.core.plan.joint.QueueCheck;
import dev.lepton.core.plan.joint.Way;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.OptionalDouble;

/** How long requests wait in a plan, worked out again by the queue of each pool. */
final class PlanWaits {
    private static final int DIGITS = 6;

    private final JointProblem problem;
    private final List<QueueCheck.Pooled> pools;

    PlanWaits(JointProblem problem, JointPlan plan) {
        this.problem = problem;
        pools = QueueCheck.of(problem, plan);
    }

    /** Adds a sheet to {@code answer} if a service promises waits. */
    void addTo(Sheets answer) {
        if (pools.isEmpty()) {
            return;
        }
        Sheet sheet = new Sheet("waits", "How long requests wait, by the formula of each pool's queue")
                .text("service", "service")
                .text("place", "place")
                .text("slot", "slot")
                .number("replicas", "replicas")
                .number("used, % of full", "used_percent")
                .number("wait longer than promised, %", "beyond_percent")
                .number("mean wait, ms", "mean_wait_ms")
                .number("mean first token, ms", "ttft_mean_ms")
                .text("promise kept", "kept")
                .text("queue", "queue");
        for (QueueCheck.Pooled p : pools) {
            Way way = problem.ways().get(p.way());
            sheet.row(
                    Cell.text(problem.works().get(way.work()).name()),
                    Cell.text(problem.places().get(way.place().orElseThrow()).name()),
                    Cell.text(problem.slots().get(p.slot()).name()),
                    Cell.plain(BigDecimal.valueOf(p.replicas())),
                    Cell.percent(rounded(p.load() / p.replicas()), 1),
                    percent(p.waits().beyond()),
                    Cell.number(rounded(p.waits().meanWaitMillis()), 1),
                    millis(p.waits().firstTokenMillis()),
                    Cell.flag(p.waits().meets(), "yes", "NO"),
                    Cell.text(p.pool().words()));
        }
        answer.add(sheet);
        answer.note(
                "Each way of serving is one pool with its own line; what the queue's formula says of the plan's replicas stands under waits.");
        if (pools.stream().anyMatch(p -> !p.waits().meets())) {
            answer.note(
                    "A PROMISE IS NOT KEPT by the formula, though it is by the table the plan was made with: maybe state a lower utilisation_limit.");
        }
    }

    private static Cell percent(OptionalDouble share) {
        return share.isPresent() ? Cell.percent(rounded(share.getAsDouble()), 2) : Cell.NONE;
    }

    private static Cell millis(OptionalDouble millis) {
        return millis.isPresent() ? Cell.number(rounded(millis.getAsDouble()), 1) : Cell.NONE;
    }

    private static BigDecimal rounded(double value) {
        return BigDecimal.valueOf(value).setScale(DIGITS, RoundingMode.HALF_EVEN);
    }
}
