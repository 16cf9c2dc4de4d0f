package dev.lepton.core.workload;

import dev.lepton.core.money.Price;
import dev.lepton.core.time.Window;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * What a model served in a period.
 *
 * @param model the model
 * @param team the team it served; empty for all
 * @param window when
 * @param promptTokens tokens that came in, cached ones among them
 * @param outputTokens tokens that were made
 * @param cachedTokens prompt tokens taken from a cache
 * @param prefillSeconds time spent on prompts, added up over requests
 * @param decodeSeconds time spent on output, added up over requests
 * @param requests requests answered
 * @param hourly what the machines that served it cost for one hour, all together
 */
public record ServedTokens(
        String model,
        Optional<String> team,
        Window window,
        BigDecimal promptTokens,
        BigDecimal outputTokens,
        Optional<BigDecimal> cachedTokens,
        Optional<BigDecimal> prefillSeconds,
        Optional<BigDecimal> decodeSeconds,
        Optional<BigDecimal> requests,
        Optional<Price> hourly) {
    public ServedTokens {
        if (model.isBlank()) {
            throw new IllegalArgumentException("Served tokens need a model.");
        }
        notNegative(promptTokens, "prompt tokens");
        notNegative(outputTokens, "output tokens");
        cachedTokens.ifPresent(n -> notNegative(n, "cached tokens"));
        prefillSeconds.ifPresent(n -> notNegative(n, "seconds of prefill"));
        decodeSeconds.ifPresent(n -> notNegative(n, "seconds of decoding"));
        requests.ifPresent(n -> notNegative(n, "requests"));
        if (cachedTokens.isPresent() && cachedTokens.get().compareTo(promptTokens) > 0) {
            throw new IllegalArgumentException("Of " + promptTokens + " prompt tokens, " + cachedTokens.get()
                    + " cannot have come from the cache.");
        }
    }

    private static void notNegative(BigDecimal amount, String unit) {
        if (amount.signum() < 0) {
            throw new IllegalArgumentException("Nothing has " + amount + " " + unit + ".");
        }
    }
}
