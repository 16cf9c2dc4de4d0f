package dev.lepton.formats.manifests;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.stream.Collectors;

/**
 * Numbers of replicas as ScaledObject of KEDA 2 ({@code keda.sh/v1alpha1}): between the fewest and the most of the plan's slots, one for each
 * {@link Backend#planned} of its share of what the service answers, as Prometheus has it. Where it is known which slot is when, the share is that of the hour, and a cron
 * trigger for each span of hours keeps the slot's replicas ready.
 */
final class ScaledObjects {
    private ScaledObjects() {}

    static ObjectNode of(Backend backend, SlotClock clock) {
        ObjectNode object = Documents.object("keda.sh/v1alpha1", "ScaledObject", backend.name());
        ObjectNode spec = object.putObject("spec");
        spec.putObject("scaleTargetRef")
                .put("apiVersion", "apps/v1")
                .put("kind", "Deployment")
                .put("name", backend.name() + InferenceServices.APPENDED);
        spec.put("minReplicaCount", backend.fewest());
        spec.put("maxReplicaCount", backend.most());
        ArrayNode triggers = spec.putArray("triggers");
        ObjectNode trigger = triggers.addObject();
        trigger.put("type", "prometheus").put("metricType", "AverageValue");
        trigger.putObject("metadata")
                .put("serverAddress", PlanFiles.PROMETHEUS)
                .put("query", query(backend, clock))
                .put("threshold", figure(backend.planned()));
        if (clock.known()) {
            clock.spans().stream()
                    .filter(span -> backend.replicas().get(span.slot()) > backend.fewest())
                    .forEach(span -> cron(triggers.addObject(), clock, span, backend));
        }
        return object;
    }

    private static void cron(ObjectNode trigger, SlotClock clock, SlotClock.Span span, Backend backend) {
        trigger.put("type", "cron");
        trigger.putObject("metadata")
                .put("timezone", "UTC")
                .put("start", clock.cron(span.from()))
                .put("end", clock.cron(span.to()))
                .put("desiredReplicas", String.valueOf(backend.replicas().get(span.slot())));
    }

    /** Its share of the service: the largest where nobody knows when which slot is, else that of the hour. */
    private static String share(Backend backend, SlotClock clock) {
        long different = backend.shares().stream().distinct().count();
        if (!clock.known() || different == 1) {
            return figure(backend.largestShare());
        }
        String sum = clock.spans().stream()
                .filter(span -> backend.share(span.slot()) > 0)
                .map(span -> figure(backend.share(span.slot())) + " * " + clock.promql(span))
                .collect(Collectors.joining(" + "));
        return "(" + sum + ")";
    }

    private static String query(Backend backend, SlotClock clock) {
        boolean tokens = backend.need().tokens();
        String counter = !InferenceServices.hugging(backend)
                ? "http_requests_total{service=\"" + backend.service() + "\"}"
                : (tokens ? "vllm:generation_tokens_total" : "vllm:request_success_total") + "{model_name=\""
                        + backend.service() + "\"}";
        return share(backend, clock) + " * sum(rate(" + counter + "[2m]))";
    }

    static String figure(double value) {
        return BigDecimal.valueOf(value)
                .round(new MathContext(6))
                .stripTrailingZeros()
                .toPlainString();
    }
}
