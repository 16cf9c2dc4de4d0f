package dev.lepton.formats.documents;

import dev.lepton.core.plan.source.Waiting;
import dev.lepton.core.queueing.ServiceTarget;
import dev.lepton.core.queueing.Variability;
import java.math.BigDecimal;
import java.util.Optional;

/** What a service of a plan document promises of waits. */
final class PlanQueue {
    private PlanQueue() {}

    /** @param buckets sizes of requests that the service tells apart; 0 for none */
    static Waiting waiting(Mapping s, Mapping q, int buckets) {
        q.allow("wait_ms", "wait_percent", "ttft_mean_ms", "itl_mean_ms", "arrivals_variation", "service_variation");
        if (s.has("output_tokens_per_second")) {
            throw s.wrong(
                    "queue",
                    "requests wait, but the load is stated in tokens.",
                    "Maybe state requests_per_second and output_tokens.");
        }
        ServiceTarget target = q.build(() -> new ServiceTarget(
                PlanDocument.maybe(q, "ttft_mean_ms"),
                PlanDocument.maybe(q, "itl_mean_ms"),
                PlanDocument.maybe(q, "wait_ms"),
                q.has("wait_percent") ? q.share("wait_percent").doubleValue() : 0.05));
        if (target.waitMillis().isPresent() && target.waitShare() == 0) {
            throw q.wrong("wait_percent", "no line keeps every request below a wait.", "Maybe 1 or 5.");
        }
        boolean tokens =
                target.firstTokenMillis().isPresent() || target.decodeMillis().isPresent();
        if (!tokens && target.waitMillis().isEmpty()) {
            throw q.wrong("", "queue promises nothing.", "Maybe 'queue: {wait_ms: 200, wait_percent: 5}'.");
        }
        boolean uneven = q.has("arrivals_variation") || q.has("service_variation");
        if (tokens && (buckets > 1 || uneven)) {
            throw q.wrong(
                    "",
                    "times of tokens can be promised for requests of one size and arrivals of pure chance only.",
                    "Maybe promise wait_ms alone.");
        }
        Optional<Variability> variability = uneven
                ? Optional.of(q.build(() -> new Variability(
                        q.number("arrivals_variation", BigDecimal.ONE).doubleValue(),
                        q.number("service_variation", BigDecimal.ONE).doubleValue())))
                : Optional.empty();
        return new Waiting(target, variability);
    }
}
