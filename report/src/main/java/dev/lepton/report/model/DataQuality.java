package dev.lepton.report.model;

import dev.lepton.core.evidence.Reason;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is wrong with the evidence and what to do about it.
 *
 * @param failures rows not taken, by reason; they add up to the failures of the sources
 * @param findings what else weakens the figures: unpriced lines, nodes over capacity, missing utilisation
 */
public record DataQuality(Map<Reason, Long> failures, List<Finding> findings) {
    /** One weakness: how much is concerned, and what to do. */
    public record Finding(String what, Portion portion, String advice) {
        public Finding {
            Check.named("A finding", what);
        }
    }

    public DataQuality {
        failures = java.util.Collections.unmodifiableMap(new TreeMap<>(failures));
        findings = List.copyOf(findings);
        failures.forEach(
                (reason, count) -> Check.that(count > 0, "The reason " + reason + " is counted " + count + " times."));
    }

    public long failureCount() {
        return failures.values().stream().mapToLong(Long::longValue).sum();
    }
}
