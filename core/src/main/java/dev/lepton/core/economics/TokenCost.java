package dev.lepton.core.economics;

import dev.lepton.core.evidence.Explanation;
import dev.lepton.core.money.Money;
import dev.lepton.core.money.Price;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * What the tokens of a model cost, from what its machines cost meanwhile.
 *
 * <p>The method of OpenCost ({@code docs/inference-cost-tracking.md}): the input bears the share of the prefill in the
 * computing time, the output the rest; prompt tokens served from the prefix cache need no prefill and leave the input's
 * divisor. Without the times, an output token is taken to cost {@link #OUTPUT_OVER_INPUT} times an input token. Beyond
 * OpenCost, a cached token can carry a share of an input token's price; at zero the figures are OpenCost's.
 *
 * @param cost what the machines cost while these tokens were served
 * @param promptTokens prompt tokens, the cached ones among them
 * @param cachedTokens prompt tokens served from the cache, at most {@code promptTokens}
 * @param outputTokens tokens generated
 * @param times prefill and decode time, when measured
 * @param cachedWeight price of a cached token as a share of an input token's, 0 to 1
 */
public record TokenCost(
        Money cost,
        BigDecimal promptTokens,
        BigDecimal cachedTokens,
        BigDecimal outputTokens,
        Optional<Times> times,
        BigDecimal cachedWeight) {
    /** Assumed price of an output token over that of an input token when no times were measured. */
    public static final BigDecimal OUTPUT_OVER_INPUT = new BigDecimal("2.5");

    /** Computing time of the two phases, in one unit. */
    public record Times(BigDecimal prefill, BigDecimal decode) {
        public Times {
            if (prefill.signum() < 0
                    || decode.signum() < 0
                    || prefill.add(decode).signum() == 0) {
                throw new IllegalArgumentException("Prefill and decode times cannot be negative or both zero: "
                        + prefill.toPlainString() + ", " + decode.toPlainString() + ".");
            }
        }
    }

    public TokenCost {
        if (cachedTokens.signum() < 0 || cachedTokens.compareTo(promptTokens) > 0 || outputTokens.signum() < 0) {
            throw new IllegalArgumentException("Tokens cannot be negative, nor more cached than asked: "
                    + promptTokens.toPlainString() + " prompt, " + cachedTokens.toPlainString() + " cached, "
                    + outputTokens.toPlainString() + " output.");
        }
        if (cachedWeight.signum() < 0 || cachedWeight.compareTo(BigDecimal.ONE) > 0) {
            throw new IllegalArgumentException(
                    "A cached token's weight is 0 to 1, not " + cachedWeight.toPlainString() + ".");
        }
        BigDecimal input = promptTokens.subtract(cachedTokens).add(cachedTokens.multiply(cachedWeight));
        if (cost.isNegative() || input.add(outputTokens).signum() <= 0) {
            throw new IllegalArgumentException("There must be tokens that bear the cost, " + cost + ".");
        }
        if (times.isPresent()
                && ((times.get().prefill().signum() > 0 && input.signum() == 0)
                        || (times.get().decode().signum() > 0 && outputTokens.signum() == 0))) {
            throw new IllegalArgumentException("Time was spent on a phase that has no tokens.");
        }
    }

    /** The cost in its three parts, input, cached and output, adding up to it exactly. */
    public Explanation parts() {
        BigDecimal fresh = freshTokens();
        List<Money> phases = cost.split(List.of(inputWeight(), outputWeight()));
        List<BigDecimal> within = List.of(fresh, cachedTokens.multiply(cachedWeight));
        boolean prompts = within.get(0).add(within.get(1)).signum() > 0;
        List<Money> input = prompts ? phases.get(0).split(within) : List.of(phases.get(0), Money.zero(cost.currency()));
        return new Explanation(
                "tokens",
                cost,
                working(),
                List.of(
                        Explanation.leaf("input", input.get(0), fresh.toPlainString() + " tokens not cached"),
                        Explanation.leaf("cached", input.get(1), cachedTokens.toPlainString() + " tokens"),
                        Explanation.leaf("output", phases.get(1), outputTokens.toPlainString() + " tokens")));
    }

    /** Per 1,000,000 prompt tokens that were computed; empty when there were none. */
    public Optional<Price> inputPerMillion() {
        return perMillion(0, freshTokens());
    }

    /** Per 1,000,000 prompt tokens from the cache; empty when there were none. */
    public Optional<Price> cachedPerMillion() {
        return perMillion(1, cachedTokens);
    }

    /** Per 1,000,000 generated tokens; empty when there were none. */
    public Optional<Price> outputPerMillion() {
        return perMillion(2, outputTokens);
    }

    /** Per 1,000,000 tokens of all kinds, the cached among them. */
    public Price blendedPerMillion() {
        return perMillion(cost, promptTokens.add(outputTokens));
    }

    /** Whether the split rests on measured times; if not it rests on {@link #OUTPUT_OVER_INPUT}. */
    public boolean measured() {
        return times.isPresent();
    }

    private BigDecimal freshTokens() {
        return promptTokens.subtract(cachedTokens);
    }

    private BigDecimal inputWeight() {
        return times.map(Times::prefill).orElseGet(() -> freshTokens().add(cachedTokens.multiply(cachedWeight)));
    }

    private BigDecimal outputWeight() {
        return times.map(Times::decode).orElseGet(() -> outputTokens.multiply(OUTPUT_OVER_INPUT));
    }

    private String working() {
        return times.map(t -> "by computing time: prefill " + t.prefill().toPlainString() + ", decode "
                        + t.decode().toPlainString())
                .orElse("no times measured: an output token taken as " + OUTPUT_OVER_INPUT + " input tokens");
    }

    private Optional<Price> perMillion(int part, BigDecimal tokens) {
        return tokens.signum() == 0
                ? Optional.empty()
                : Optional.of(perMillion(parts().parts().get(part).amount(), tokens));
    }

    private static Price perMillion(Money cost, BigDecimal tokens) {
        return new Price(cost.amount().movePointRight(6), cost.currency(), tokens);
    }
}
