package dev.lepton.formats.placement;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lepton.core.evidence.Ingested;
import dev.lepton.core.evidence.Reason;
import dev.lepton.formats.csv.Refused;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.TreeMap;

/** Pods of {@code kubectl get pods -o json} that are over, with when they came, started and ended. */
public final class PodRuns {
    private PodRuns() {}

    /** Whether {@code file} is JSON. */
    public static boolean isJson(Path file) {
        return PlacementInput.isJson(file);
    }

    /**
     * The runs in {@code file}; a pod without a start or an end is a failure, since how long it takes is not known.
     *
     * @throws dev.lepton.core.evidence.Problem if the file as a whole cannot be read
     */
    public static Ingested<PodRun> read(Path file) {
        return PlacementInput.items(file, PodRuns::run);
    }

    private static PodRun run(JsonNode item, long line) {
        Pod pod = KubernetesItems.labelled(item, line, new TreeMap<>()).pod();
        String created = "metadata.creationTimestamp of " + pod.name();
        Instant came = time(created, item.path("metadata").path("creationTimestamp"))
                .orElseThrow(() -> Refused.empty(created));
        Optional<Instant> started = Optional.empty();
        Optional<Instant> ended = Optional.empty();
        for (JsonNode container : item.path("status").path("containerStatuses")) {
            JsonNode over = container.path("state").path("terminated");
            if (over.isMissingNode()) {
                throw Refused.empty("state.terminated of a container of " + pod.name());
            }
            Instant from = need("startedAt of " + pod.name(), over.path("startedAt"));
            Instant to = need("finishedAt of " + pod.name(), over.path("finishedAt"));
            started = Optional.of(started.filter(from::isAfter).orElse(from));
            ended = Optional.of(ended.filter(to::isBefore).orElse(to));
        }
        Instant from = started.orElseThrow(() -> Refused.empty("status.containerStatuses of " + pod.name()));
        Instant to = ended.orElse(from);
        if (to.isBefore(from) || from.isBefore(came)) {
            throw new Refused(
                    Reason.ENDS_BEFORE_START,
                    pod.name() + " was created at " + came + ", started at " + from + " and ended at " + to);
        }
        String namespace = item.path("metadata").path("namespace").asText("");
        return new PodRun(pod, namespace, item.path("spec").path("priority").asInt(0), came, from, to);
    }

    private static Instant need(String what, JsonNode value) {
        return time(what, value).orElseThrow(() -> Refused.empty(what));
    }

    private static Optional<Instant> time(String what, JsonNode value) {
        if (value.asText("").isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.parse(value.asText()));
        } catch (DateTimeParseException e) {
            throw Refused.value(Reason.NOT_A_TIME, what, value.asText());
        }
    }
}
