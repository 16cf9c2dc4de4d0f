package dev.lepton.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lepton.core.evidence.Reason;
import dev.lepton.core.money.Money;
import dev.lepton.core.placement.StrandedCost;
import dev.lepton.core.simulate.packing.PackingOutcome;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** What {@code lepton place} prints: policies side by side, their refusals, and a short curve. */
final class PlaceAnswer {
    /** One policy's run, and how long it took. */
    record Run(String policy, PackingOutcome outcome, double seconds) {}

    private static final int DECIMALS = 4;
    private static final int CURVE_FROM = 80;
    private static final int CURVE_STEP = 5;

    private final List<Run> runs;
    private final long seed;

    PlaceAnswer(List<Run> runs, long seed) {
        this.runs = runs;
        this.seed = seed;
    }

    void print(Output output) {
        if (output.json()) {
            ArrayNode all = Output.JSON.createArrayNode();
            runs.forEach(r -> all.add(json(r)));
            output.print(runs.size() == 1 ? all.get(0) : all);
        } else if (output.csv()) {
            Table table =
                    new Table().left("", "policy").right("", "arrived_percent").right("", "unallocated_percent");
            for (Run run : runs) {
                for (PackingOutcome.Point p : run.outcome().curve()) {
                    table.row(List.of(
                            run.policy(),
                            Integer.toString(p.arrivedPercent()),
                            decimal(p.unallocatedPercent()).toPlainString()));
                }
            }
            output.print(table);
        } else {
            sheets().print(output);
        }
    }

    private ObjectNode json(Run run) {
        PackingOutcome outcome = run.outcome();
        ObjectNode json = Output.JSON.createObjectNode();
        json.put("policy", run.policy());
        json.put("seed", seed);
        json.put("capacity_gpu_milli", outcome.capacityGpuMilli());
        json.put("arrived_gpu_milli", outcome.arrivedGpuMilli());
        json.put("allocated_gpu_milli", outcome.allocatedGpuMilli());
        json.put("unallocated_percent", decimal(outcome.unallocatedPercent()));
        json.put("refused", outcome.refusedTasks());
        json.put("decisions", outcome.decisions());
        json.put("seconds", decimal(run.seconds()));
        ArrayNode curve = json.putArray("curve");
        for (PackingOutcome.Point point : outcome.curve()) {
            curve.addObject()
                    .put("arrived_percent", point.arrivedPercent())
                    .put("unallocated_percent", decimal(point.unallocatedPercent()));
        }
        return json;
    }

    /** What came of each policy. */
    Map<String, PackingOutcome> outcomes() {
        Map<String, PackingOutcome> outcomes = new LinkedHashMap<>();
        runs.forEach(r -> outcomes.put(r.policy(), r.outcome()));
        return outcomes;
    }

    Sheets sheets() {
        PackingOutcome first = runs.get(0).outcome();
        Sheets answer = new Sheets();
        answer.open("%,d tasks asking for %s GPUs arrive at %,d nodes with %s GPUs."
                .formatted(
                        first.decisions(),
                        gpus(first.arrivedGpuMilli()),
                        first.end().cluster().size(),
                        gpus(first.capacityGpuMilli())));
        answer.add(policies());
        answer.add(refusals());
        answer.add(curve());
        StrandedCost stranded = StrandedCost.of(first.end());
        if (stranded.perHour().isEmpty()) {
            answer.note("no node has a price, so what stays unallocated is not priced; add a column price_per_hour.");
        } else if (stranded.unpricedNodes() > 0) {
            answer.note(
                    stranded.unpricedNodes() + " nodes with free GPUs have no price and are not in the $ stranded.");
        }
        return answer;
    }

    private Sheet policies() {
        Sheet sheet = new Sheet("policies", "When all have arrived")
                .text("policy", "policy")
                .number("unallocated %", "unallocated_percent")
                .number("GPUs unallocated", "gpus_unallocated")
                .number("in parts of GPUs", "partly_used_gpus")
                .text("stranded per hour", "stranded_per_hour")
                .number("tasks refused", "refused")
                .number("decisions a second", "decisions_per_second");
        for (Run run : runs) {
            PackingOutcome outcome = run.outcome();
            sheet.row(
                    Cell.text(run.policy()),
                    Cell.number(decimal(outcome.unallocatedPercent()), 2),
                    Cell.number(BigDecimal.valueOf(outcome.end().freeGpuMilli(), 3), 1),
                    Cell.plain(BigDecimal.valueOf(outcome.end().partlyUsedGpus())),
                    stranded(StrandedCost.of(outcome.end())),
                    Cell.plain(BigDecimal.valueOf(outcome.refusedTasks())),
                    Cell.number(BigDecimal.valueOf(outcome.decisions() / Math.max(run.seconds(), 1e-6)), 0));
        }
        return sheet;
    }

    private static Cell stranded(StrandedCost cost) {
        List<String> shown = new ArrayList<>();
        for (Money money : cost.perHour().values()) {
            shown.add(Cell.grouped(money.amount().setScale(2, RoundingMode.HALF_EVEN)) + " "
                    + money.currency().getCurrencyCode());
        }
        return shown.isEmpty() ? Cell.NONE : Cell.text(String.join(" + ", shown));
    }

    private Sheet refusals() {
        Sheet sheet = new Sheet("refusals", "Tasks refused, by what the nodes that came closest lacked")
                .text("reason", "reason");
        runs.forEach(r -> sheet.number(r.policy(), r.policy()));
        TreeSet<Reason> reasons = new TreeSet<>();
        runs.forEach(r -> reasons.addAll(r.outcome().refused().keySet()));
        for (Reason reason : reasons) {
            List<Cell> cells = new ArrayList<>(List.of(Cell.text(reason.words())));
            for (Run run : runs) {
                cells.add(Cell.plain(BigDecimal.valueOf(run.outcome().refused().getOrDefault(reason, 0))));
            }
            sheet.row(cells.toArray(Cell[]::new));
        }
        return sheet;
    }

    private Sheet curve() {
        Sheet sheet = new Sheet("curve", "GPUs unallocated, %, when so much has arrived")
                .text("arrived %", "arrived_percent");
        runs.forEach(r -> sheet.number(r.policy(), r.policy()));
        List<PackingOutcome.Point> points = runs.get(0).outcome().curve();
        int last = points.isEmpty() ? 0 : points.get(points.size() - 1).arrivedPercent();
        for (int percent = Math.min(CURVE_FROM, last); percent <= last; percent += CURVE_STEP) {
            int at = percent;
            List<Cell> cells = new ArrayList<>(List.of(Cell.text(Integer.toString(at))));
            for (Run run : runs) {
                Optional<BigDecimal> value = run.outcome().at(at).map(PlaceAnswer::decimal);
                cells.add(Cell.known(value, v -> Cell.number(v, 2)));
            }
            sheet.row(cells.toArray(Cell[]::new));
        }
        return sheet;
    }

    private static String gpus(long milli) {
        return Cell.grouped(BigDecimal.valueOf(milli, 3).setScale(0, RoundingMode.HALF_EVEN));
    }

    private static BigDecimal decimal(double value) {
        return BigDecimal.valueOf(value).setScale(DECIMALS, RoundingMode.HALF_EVEN);
    }
}
