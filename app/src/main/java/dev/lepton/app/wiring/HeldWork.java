package dev.lepton.app.wiring;

import dev.lepton.core.billing.CostLine;
import dev.lepton.core.billing.Filter;
import dev.lepton.core.billing.Resource;
import dev.lepton.core.billing.Units;
import dev.lepton.core.money.Money;
import dev.lepton.core.time.Window;
import dev.lepton.ledger.query.CostQuestion;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What was held of accelerators, hour by hour, as the ledger has it: GPUs in the mean of each hour, by device and by what model they serve.
 *
 * @param window whole hours
 * @param byDevice GPUs of workloads that serve no model to be planned by itself
 * @param byModel GPUs of those that do, by model, then by device, in the mean of all hours
 * @param cost what the ledger has for those devices, idle included
 * @param elsewhere GPU-hours on machines that the fleet does not have
 */
record HeldWork(
        Window window,
        Map<String, List<Double>> byDevice,
        Map<String, Map<String, Double>> byModel,
        Money cost,
        double elsewhere) {
    private static final String UNKNOWN = "__";
    private static final double DUST = 1e-6;

    /** Workloads that are no jobs: a job trains. */
    private static final Filter SERVES = new Filter.And(List.of(
            new Filter.Compare("job", Filter.Operator.EQUALS, false, List.of("")),
            new Filter.Compare("controllerKind", Filter.Operator.CONTAINS, true, List.of("job", "Job"))));

    /** @param models that are planned by what they serve */
    static HeldWork of(Session session, Window window, Set<String> models) {
        int hours = (int) window.length().toHours();
        Map<String, List<Double>> byDevice = new TreeMap<>();
        Map<String, Map<String, Double>> byModel = new TreeMap<>();
        Money cost = Money.zero(session.settings().currency());
        double elsewhere = 0;
        CostQuestion question =
                CostQuestion.by(List.of("hour", "device", "model")).in(Optional.of(window));
        for (CostLine line : session.costs().ask(question).lines()) {
            boolean known = known(line.key().get(1));
            if (line.kind() == CostLine.Kind.BILL) {
                continue;
            }
            cost = known ? cost.plus(line.total()) : cost;
            double gpus = gpus(line);
            int hour = hour(line, window);
            if (gpus > 0 && !known) {
                elsewhere += gpus;
            } else if (gpus > 0 && hour < hours) {
                add(byDevice, line.key().get(1), hour, hours, gpus);
            }
        }
        for (CostLine line : models.isEmpty()
                ? List.<CostLine>of()
                : session.costs().ask(question.where(SERVES)).lines()) {
            String device = line.key().get(1);
            String model = line.key().get(2);
            double gpus = gpus(line);
            int hour = hour(line, window);
            if (gpus > 0 && known(device) && models.contains(model) && hour < hours) {
                byModel.computeIfAbsent(model, m -> new TreeMap<>()).merge(device, gpus / hours, Double::sum);
                add(byDevice, device, hour, hours, -gpus);
            }
        }
        byDevice.values().removeIf(held -> held.stream().noneMatch(h -> h > DUST));
        byDevice.replaceAll(
                (d, held) -> held.stream().map(h -> h > DUST ? h : 0).toList());
        return new HeldWork(window, byDevice, byModel, cost, elsewhere);
    }

    private static void add(Map<String, List<Double>> byDevice, String device, int hour, int hours, double gpus) {
        List<Double> held = byDevice.computeIfAbsent(device, d -> new ArrayList<>(Collections.nCopies(hours, 0.0)));
        held.set(hour, held.get(hour) + gpus);
    }

    /** GPU-hours of a line; 0 of what is idle. */
    private static double gpus(CostLine line) {
        return line.kind() == CostLine.Kind.WORKLOAD
                ? Units.hours(
                                Resource.GPU,
                                line.share(Resource.GPU).quantities().allocated())
                        .doubleValue()
                : 0;
    }

    private static boolean known(String device) {
        return !device.isEmpty() && !device.startsWith(UNKNOWN);
    }

    private static int hour(CostLine line, Window window) {
        return (int) Math.max(
                0,
                Duration.between(
                                window.from(),
                                OffsetDateTime.parse(line.key().get(0)).toInstant())
                        .toHours());
    }
}
