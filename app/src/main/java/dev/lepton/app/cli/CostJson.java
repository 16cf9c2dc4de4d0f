package dev.lepton.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lepton.core.billing.CostLine;
import dev.lepton.core.billing.Resource;
import dev.lepton.core.billing.Share;
import dev.lepton.core.billing.Units;
import dev.lepton.core.money.Money;
import dev.lepton.ledger.ingest.Doubled;
import dev.lepton.ledger.query.CostAnswer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Cost in OpenCost's envelope and field names ({@code core/pkg/opencost/allocation_json.go}); what OpenCost does not know
 * stands under {@code x_lepton}, exact amounts as text among it. Costs have five decimals at this edge, unknown is null.
 */
final class CostJson {
    private static final int DECIMALS = 5;
    private static final BigDecimal BYTES_PER_GIB = BigDecimal.valueOf(1L << 30);

    private CostJson() {}

    /** The whole document: one map from names to allocations. */
    static ObjectNode envelope(CostAnswer answer, String options, List<Doubled> doubled) {
        return envelope(answer, List.of(answer), step -> options, doubled);
    }

    /**
     * One map for each of {@code steps}, which together cover {@code answer}; the total is their exact sum.
     *
     * @param options what the same question about one step is asked with
     */
    static ObjectNode envelope(
            CostAnswer answer, List<CostAnswer> steps, Function<CostAnswer, String> options, List<Doubled> doubled) {
        ObjectNode root = Output.JSON.createObjectNode().put("code", 200).put("status", "success");
        ArrayNode data = root.putArray("data");
        for (CostAnswer step : steps) {
            ObjectNode set = data.addObject();
            for (CostLine line : step.lines()) {
                String name = line.key().isEmpty() ? fallback(line) : String.join("/", line.key());
                set.set(name, allocation(name, line, step, options.apply(step)));
            }
        }
        ObjectNode extra = root.putObject("x_lepton");
        extra.put("total", total(steps).amount().toPlainString());
        extra.put("currency", answer.currency().getCurrencyCode());
        extra.put("basis", answer.question().basis().column());
        answer.window().ifPresent(w -> extra.put("window", w.toString()));
        if (steps.size() != 1) {
            ArrayNode each = extra.putArray("steps");
            steps.forEach(s -> s.window()
                    .ifPresent(w -> each.addObject()
                            .put("start", w.from().toString())
                            .put("end", w.to().toString())
                            .put("total", s.total().amount().toPlainString())));
        }
        quality(extra.putObject("quality"), answer.quality());
        ArrayNode twice = extra.withObject("quality").putArray("counted_twice");
        doubled.forEach(d -> twice.addObject()
                .put("samples", d.samples())
                .put("file", d.source())
                .put("earlier_file", d.earlier()));
        return root;
    }

    private static Money total(List<CostAnswer> steps) {
        return Money.sum(
                steps.stream().map(CostAnswer::total).toList(), steps.get(0).currency());
    }

    private static void quality(ObjectNode node, CostAnswer.Quality quality) {
        node.put("samples", quality.samples());
        node.put("unpriced_samples", quality.unpricedSamples());
        ObjectNode unpriced = node.putObject("unpriced");
        quality.unpriced().forEach((r, q) -> unpriced.put(r.unit().replace('-', '_'), Units.hours(r, q.allocated())));
        node.put("bill_lines", quality.billLines());
        node.put("unconverted_lines", quality.unconvertedLines());
        node.put("node_hours", quality.nodeHours());
        node.put("overfull_node_hours", quality.overfullNodeHours());
    }

    private static String fallback(CostLine line) {
        return switch (line.kind()) {
            case WORKLOAD -> "workloads";
            case IDLE -> "__idle__";
            case BILL -> "bills";
        };
    }

    private static ObjectNode allocation(String name, CostLine line, CostAnswer answer, String options) {
        ObjectNode node = Output.JSON.createObjectNode().put("name", name);
        ObjectNode properties = node.putObject("properties");
        List<String> keys = answer.question().keys();
        for (int i = 0; i < keys.size(); i++) {
            properties.put(keys.get(i), line.key().get(i));
        }
        answer.window().ifPresent(w -> {
            node.putObject("window").put("start", w.from().toString()).put("end", w.to().toString());
            node.put("start", w.from().toString()).put("end", w.to().toString());
            node.put(
                    "minutes",
                    BigDecimal.valueOf(w.length().toSeconds())
                            .divide(BigDecimal.valueOf(60), 2, RoundingMode.HALF_EVEN));
        });
        BigDecimal hours = answer.window()
                .map(w -> BigDecimal.valueOf(w.length().toSeconds())
                        .divide(BigDecimal.valueOf(3_600), MathContext.DECIMAL64))
                .orElse(BigDecimal.ZERO);
        compute(node, line, Resource.CPU, "cpu", "cpuCores", "cpuCoreHours", BigDecimal.ONE, hours);
        compute(node, line, Resource.GPU, "gpu", "gpuCount", "gpuHours", BigDecimal.ONE, hours);
        compute(node, line, Resource.RAM, "ram", "ramBytes", "ramByteHours", BYTES_PER_GIB, hours);
        node.put("networkCost", rounded(line.share(Resource.NETWORK).allocated()));
        node.put("loadBalancerCost", rounded(line.share(Resource.LOAD_BALANCER).allocated()));
        Share storage = line.share(Resource.STORAGE);
        node.put(
                "pvByteHours",
                Units.hours(Resource.STORAGE, storage.quantities().allocated())
                        .multiply(BYTES_PER_GIB)
                        .setScale(0, RoundingMode.HALF_EVEN));
        node.put("pvCost", rounded(storage.allocated()));
        node.put("externalCost", rounded(line.external()));
        node.put("sharedCost", rounded(line.shared()));
        node.put("totalCost", rounded(line.total()));
        Optional<BigDecimal> efficiency = totalEfficiency(line);
        efficiency.ifPresentOrElse(e -> node.put("totalEfficiency", e), () -> node.putNull("totalEfficiency"));
        extras(node.putObject("x_lepton"), line, keys, options);
        return node;
    }

    private static void compute(
            ObjectNode node,
            CostLine line,
            Resource resource,
            String prefix,
            String count,
            String hoursField,
            BigDecimal scale,
            BigDecimal hours) {
        Share share = line.share(resource);
        BigDecimal held = Units.hours(resource, share.quantities().allocated()).multiply(scale);
        node.put(count, hours.signum() == 0 ? BigDecimal.ZERO : held.divide(hours, DECIMALS, RoundingMode.HALF_EVEN));
        node.put(hoursField, held.setScale(DECIMALS, RoundingMode.HALF_EVEN));
        Money idle = line.idle(resource);
        Money direct =
                line.kind() == CostLine.Kind.IDLE ? idle : share.allocated().plus(idle);
        node.put(prefix + "Cost", rounded(direct));
        node.put(prefix + "CostIdle", rounded(line.kind() == CostLine.Kind.IDLE ? Money.zero(line.currency()) : idle));
        efficiency(share)
                .ifPresentOrElse(e -> node.put(prefix + "Efficiency", e), () -> node.putNull(prefix + "Efficiency"));
    }

    /** Used over held, of what was measured; unknown when nothing was. */
    private static Optional<BigDecimal> efficiency(Share share) {
        BigInteger measured = share.measured();
        return measured.signum() == 0
                ? Optional.empty()
                : Optional.of(new BigDecimal(share.quantities().used())
                        .divide(new BigDecimal(measured), DECIMALS, RoundingMode.HALF_EVEN));
    }

    /** Cost of what was used over cost of what was held and measured; unlike OpenCost's it counts GPUs. */
    private static Optional<BigDecimal> totalEfficiency(CostLine line) {
        Share sum = line.sum();
        BigDecimal measured = sum.used().plus(sum.unused()).amount();
        return measured.signum() == 0
                ? Optional.empty()
                : Optional.of(sum.used().amount().divide(measured, DECIMALS, RoundingMode.HALF_EVEN));
    }

    private static void extras(ObjectNode node, CostLine line, List<String> keys, String options) {
        Share sum = line.sum();
        node.put("used_cost", sum.used().amount().toPlainString());
        node.put("allocated_unused_cost", sum.unused().amount().toPlainString());
        node.put("unmeasured_cost", sum.unmeasured().amount().toPlainString());
        node.put("unallocated_cost", line.idleTotal().amount().toPlainString());
        node.put("total_cost", line.total().amount().toPlainString());
        node.put("id", WhyId.of(keys, line.key()));
        node.put("why", "lepton why '" + WhyId.of(keys, line.key()) + "'" + options);
        ArrayNode resources = node.putArray("resources");
        line.shares()
                .forEach((resource, share) -> resources
                        .addObject()
                        .put("resource", resource.name())
                        .put("unit", resource.unit())
                        .put("held", Units.hours(resource, share.quantities().allocated()))
                        .put("used_cost", share.used().amount().toPlainString())
                        .put("allocated_unused_cost", share.unused().amount().toPlainString())
                        .put("unmeasured_cost", share.unmeasured().amount().toPlainString()));
    }

    private static BigDecimal rounded(Money money) {
        return money.amount().setScale(DECIMALS, RoundingMode.HALF_EVEN);
    }
}
