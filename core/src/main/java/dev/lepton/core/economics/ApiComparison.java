package dev.lepton.core.economics;

import dev.lepton.core.money.Money;
import dev.lepton.core.money.Price;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;

/**
 * Serving a model oneself against buying its tokens, for the same tokens. Self-hosting is taken as a fixed cost of the
 * time: the machines are paid whether tokens flow or not. Whether they can serve more tokens is not looked at.
 *
 * @param selfHosted what the machines cost over the time
 * @param promptTokens prompt tokens served in it
 * @param outputTokens output tokens served in it
 * @param inputPrice what the API asks for prompt tokens
 * @param outputPrice what the API asks for output tokens
 */
public record ApiComparison(
        Money selfHosted, BigDecimal promptTokens, BigDecimal outputTokens, Price inputPrice, Price outputPrice) {
    public ApiComparison {
        if (promptTokens.signum() < 0
                || outputTokens.signum() < 0
                || promptTokens.add(outputTokens).signum() == 0) {
            throw new IllegalArgumentException("There must be tokens to compare: " + promptTokens.toPlainString()
                    + " prompt, " + outputTokens.toPlainString() + " output.");
        }
        selfHosted.plus(inputPrice.times(BigDecimal.ONE)).plus(outputPrice.times(BigDecimal.ONE));
    }

    /** What the API would ask for the same tokens. */
    public Money bought() {
        return inputPrice.times(promptTokens).plus(outputPrice.times(outputTokens));
    }

    /** What buying would cost more; negative when self-hosting costs more. */
    public Money saving() {
        return bought().minus(selfHosted);
    }

    /** All tokens, in the same mix, at which both cost the same; empty when the API gives them away. */
    public Optional<BigDecimal> breakEvenTokens() {
        return bought().isZero()
                ? Optional.empty()
                : Optional.of(promptTokens
                        .add(outputTokens)
                        .multiply(selfHosted.amount())
                        .divide(bought().amount(), MathContext.DECIMAL128));
    }
}
