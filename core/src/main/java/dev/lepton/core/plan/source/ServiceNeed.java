package dev.lepton.core.plan.source;

import dev.lepton.core.plan.Latency;
import dev.lepton.core.plan.RequestSize;
import dev.lepton.core.plan.joint.Work;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * What a service needs.
 *
 * @param work its load
 * @param model as profiles name it
 * @param otherForms names of other forms of the same model that whoever asks holds to be good enough, whatever their precision
 * @param sizes of its requests, by bucket
 * @param tokens whether its load is stated in output tokens, not in requests
 * @param tokensPerRequest output tokens of one request, by which profiles in tokens are read; empty when not stated
 * @param limits on latency, ms
 * @param waiting how long requests may wait; empty when a share of the measured throughput is planned with
 * @param batchWindow ms that a server may wait at most for its batch to fill; empty when it begins with what is there
 * @param accuracy least score by metric
 * @param spot whether machines that may be taken back will do
 * @param regions where it may run, {@code eu-*} for all that begin so; empty for anywhere
 * @param networkMillis most milliseconds between its users and its machines; empty for any
 */
public record ServiceNeed(
        Work.Service work,
        String model,
        List<String> otherForms,
        List<Optional<RequestSize>> sizes,
        boolean tokens,
        OptionalDouble tokensPerRequest,
        Map<Latency, Double> limits,
        Optional<Waiting> waiting,
        OptionalDouble batchWindow,
        Map<String, BigDecimal> accuracy,
        boolean spot,
        List<String> regions,
        OptionalDouble networkMillis,
        Today today) {
    public ServiceNeed {
        otherForms = List.copyOf(otherForms);
        sizes = List.copyOf(sizes);
        limits = Collections.unmodifiableMap(new TreeMap<>(limits));
        accuracy = Collections.unmodifiableMap(new TreeMap<>(accuracy));
        regions = List.copyOf(regions);
    }

    /** The same with every limit on latency times {@code factor}. */
    ServiceNeed withLimits(double factor) {
        Map<Latency, Double> scaled = new HashMap<>();
        limits.forEach((measure, millis) -> scaled.put(measure, millis * factor));
        return new ServiceNeed(
                work,
                model,
                otherForms,
                sizes,
                tokens,
                tokensPerRequest,
                scaled,
                waiting,
                batchWindow,
                accuracy,
                spot,
                regions,
                networkMillis,
                today);
    }

    /** Whether {@code name}, as a profile has it, is its model or another form of it. */
    boolean names(String name) {
        return name.equalsIgnoreCase(model) || isOtherForm(name);
    }

    /** Whether {@code name} is a form of its model that goes by another name. */
    boolean isOtherForm(String name) {
        return otherForms.stream().anyMatch(name::equalsIgnoreCase);
    }
}
