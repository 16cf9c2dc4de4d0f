package dev.lepton.formats.manifests;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Numbers of replicas as ScaledObject of KEDA 2 ({@code keda.sh/v1alpha1}): between the fewest and the most of the plan's slots, one for each
 * {@link Backend#planned} of its share of what the service answers, as Prometheus has it.
 */
final class ScaledObjects {
    private ScaledObjects() {}

    static ObjectNode of(Backend backend) {
        ObjectNode object = Documents.object("keda.sh/v1alpha1", "ScaledObject", backend.name());
        ObjectNode spec = object.putObject("spec");
        spec.putObject("scaleTargetRef")
                .put("apiVersion", "apps/v1")
                .put("kind", "Deployment")
                .put("name", backend.name() + InferenceServices.APPENDED);
        spec.put("minReplicaCount", backend.fewest());
        spec.put("maxReplicaCount", backend.most());
        ObjectNode trigger = spec.putArray("triggers").addObject();
        trigger.put("type", "prometheus").put("metricType", "AverageValue");
        trigger.putObject("metadata")
                .put("serverAddress", PlanFiles.PROMETHEUS)
                .put("query", query(backend))
                .put("threshold", figure(backend.planned()));
        return object;
    }

    private static String query(Backend backend) {
        boolean tokens = backend.need().tokens();
        String counter = !InferenceServices.hugging(backend)
                ? "http_requests_total{service=\"" + backend.service() + "\"}"
                : (tokens ? "vllm:generation_tokens_total" : "vllm:request_success_total") + "{model_name=\""
                        + backend.service() + "\"}";
        return figure(backend.largestShare()) + " * sum(rate(" + counter + "[2m]))";
    }

    static String figure(double value) {
        return BigDecimal.valueOf(value)
                .round(new MathContext(6))
                .stripTrailingZeros()
                .toPlainString();
    }
}
