package dev.lepton.report.model;

import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.money.Money;
import java.util.Optional;

/**
 * What one unit of something costs.
 *
 * @param of what is bought: {@code H100 80GB}, {@code llama-70b, output tokens}
 * @param unit one of what: {@code GPU-hour}, {@code 1M tokens}, {@code job}, {@code training run}, {@code request}
 * @param value the cost of one unit; empty when it is not known, and {@code basis} says why
 * @param basis how it was got: {@code cost of allocated hours ÷ allocated hours}
 * @param confidence how sure it is
 */
public record UnitCost(String of, String unit, Optional<Money> value, String basis, Confidence confidence) {
    public UnitCost {
        Check.named("A unit cost", of);
        Check.named("The unit of '" + of + "'", unit);
    }
}
