package dev.lepton.core.plan;

/** A size of requests: tokens in and tokens out, the largest of their bucket. */
public record RequestSize(int inputTokens, int outputTokens) {
    public RequestSize {
        if (inputTokens < 0 || outputTokens < 0) {
            throw new IllegalArgumentException(
                    "A request has no fewer than 0 tokens: " + inputTokens + " in, " + outputTokens + " out.");
        }
    }
}
