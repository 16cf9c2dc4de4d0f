package dev.lepton.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lepton.core.money.Money;
import dev.lepton.core.placement.Cluster;
import dev.lepton.core.simulate.packing.Departures;
import dev.lepton.core.simulate.packing.DeparturesOutcome;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What {@code lepton place --load} prints: policies side by side on the same tasks that come and go. */
final class DeparturesAnswer {
    /** One policy's run, and how long it took. */
    record Run(String policy, DeparturesOutcome outcome, double seconds) {}

    private static final int DECIMALS = 4;
    private static final double HOUR = 3600;
    private static final double DAY = 86_400;

    private final List<Run> runs;
    private final Departures.Setting setting;
    private final Cluster cluster;
    private final int listed;
    private final int untimed;

    DeparturesAnswer(List<Run> runs, Departures.Setting setting, Cluster cluster, int listed, int untimed) {
        this.runs = runs;
        this.setting = setting;
        this.cluster = cluster;
        this.listed = listed;
        this.untimed = untimed;
    }

    void print(Output output) {
        if (output.json()) {
            ArrayNode all = Output.JSON.createArrayNode();
            runs.forEach(r -> all.add(json(r)));
            output.print(runs.size() == 1 ? all.get(0) : all);
        } else {
            sheets().print(output);
        }
    }

    private ObjectNode json(Run run) {
        DeparturesOutcome outcome = run.outcome();
        ObjectNode json = Output.JSON.createObjectNode();
        json.put("policy", run.policy());
        json.put("seed", setting.seed());
        json.put("capacity_gpu_milli", cluster.capacityGpuMilli());
        json.put("load", decimal(setting.load()));
        json.put("wait", setting.waiting().name().toLowerCase(Locale.ROOT));
        json.put("days", decimal(setting.measuredSeconds() / DAY));
        json.put("unallocated_percent", decimal(outcome.unallocatedPercent()));
        json.put("refused", outcome.dropped());
        json.put("decisions", outcome.arrived());
        json.put("refused_gpu_percent", decimal(outcome.droppedGpuPercent()));
        json.put("refused_gpu_time_percent", decimal(outcome.droppedTimePercent()));
        outcome.waitedAtMost(0.5).ifPresent(w -> json.put("wait_p50_s", decimal(w)));
        outcome.waitedAtMost(0.99).ifPresent(w -> json.put("wait_p99_s", decimal(w)));
        json.put("waiting_at_end", outcome.waiting());
        json.put("moves", outcome.moves());
        json.set("stranded_per_hour", money(outcome.stranded().perHour()));
        json.put("unpriced_nodes", outcome.stranded().unpricedNodes());
        json.set("restart_cost", money(outcome.costOfMoves()));
        json.put("unpriced_moves", outcome.unpricedMoves());
        json.put("seconds", decimal(run.seconds()));
        return json;
    }

    private static ArrayNode money(Map<Currency, Money> sums) {
        ArrayNode all = Output.JSON.createArrayNode();
        sorted(sums)
                .forEach(m -> all.addObject()
                        .put("amount", m.amount().stripTrailingZeros())
                        .put("currency", m.currency().getCurrencyCode()));
        return all;
    }

    private static List<Money> sorted(Map<Currency, Money> sums) {
        Map<String, Money> byCode = new TreeMap<>();
        sums.forEach((currency, money) -> byCode.put(currency.getCurrencyCode(), money));
        return List.copyOf(byCode.values());
    }

    private Sheets sheets() {
        Sheets answer = new Sheets();
        answer.open(String.format(
                Locale.ROOT,
                "Tasks of a list of %,d come and go on %,d nodes with %,d GPUs for %.1f days, offered %.0f %% of the GPU time.",
                listed,
                cluster.size(),
                cluster.capacityGpuMilli() / 1000,
                setting.measuredSeconds() / DAY,
                100 * setting.load()));
        answer.add(policies());
        answer.note("unallocated, refused and waits are of the days measured; moves also of those before, to settle.");
        if (untimed > 0) {
            answer.note(untimed + " pods have no running time and never come.");
        }
        if (setting.movedPerHour() > 0) {
            answer.note(String.format(
                    Locale.ROOT,
                    "a move costs the task %.0f s, at the price of its GPUs; its checkpoint and network cost nothing here.",
                    setting.restartSeconds()));
        }
        if (runs.get(0).outcome().stranded().perHour().isEmpty()) {
            answer.note("no node has a price, so nothing here is priced; add a column price_per_hour.");
            return answer;
        }
        for (Run run : runs) {
            DeparturesOutcome o = run.outcome();
            if (o.stranded().unpricedNodes() > 0) {
                answer.note(String.format(
                        Locale.ROOT,
                        "under %s %,d nodes with free GPUs and %,d moves are at nodes without a price, and in no cost here.",
                        run.policy(),
                        o.stranded().unpricedNodes(),
                        o.unpricedMoves()));
            }
        }
        return answer;
    }

    private Sheet policies() {
        Sheet sheet = new Sheet("policies", "On average over the time measured")
                .text("policy", "policy")
                .number("unallocated %", "unallocated_percent")
                .number("tasks refused", "refused")
                .number("GPU time refused %", "refused_gpu_time_percent")
                .number("wait p50 h", "wait_p50_hours")
                .number("wait p99 h", "wait_p99_hours")
                .number("still waiting", "waiting_at_end")
                .number("moves", "moves")
                .text("restarts cost", "restart_cost")
                .text("stranded per hour", "stranded_per_hour");
        for (Run run : runs) {
            DeparturesOutcome o = run.outcome();
            sheet.row(
                    Cell.text(run.policy()),
                    Cell.number(decimal(o.unallocatedPercent()), 2),
                    Cell.plain(BigDecimal.valueOf(o.dropped())),
                    Cell.number(decimal(o.droppedTimePercent()), 2),
                    hours(o.waitedAtMost(0.5)),
                    hours(o.waitedAtMost(0.99)),
                    Cell.plain(BigDecimal.valueOf(o.waiting())),
                    Cell.plain(BigDecimal.valueOf(o.moves())),
                    shown(o.costOfMoves()),
                    shown(o.stranded().perHour()));
        }
        return sheet;
    }

    private static Cell hours(Optional<Double> seconds) {
        return Cell.known(seconds, s -> Cell.number(decimal(s / HOUR), 2));
    }

    private static Cell shown(Map<Currency, Money> sums) {
        List<String> all = new ArrayList<>();
        for (Money money : sorted(sums)) {
            all.add(Cell.grouped(money.amount().setScale(2, RoundingMode.HALF_EVEN)) + " "
                    + money.currency().getCurrencyCode());
        }
        return all.isEmpty() ? Cell.NONE : Cell.text(String.join(" + ", all));
    }

    private static BigDecimal decimal(double value) {
        return BigDecimal.valueOf(value).setScale(DECIMALS, RoundingMode.HALF_EVEN);
    }
}
