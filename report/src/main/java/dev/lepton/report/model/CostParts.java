package dev.lepton.report.model;

import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.money.Money;
import java.util.List;

/**
 * An amount and the categories it is made of, in the order they are to be shown: compute, storage, network, other; or
 * hardware, software, labour, data, cloud services, energy.
 */
public record CostParts(Money total, List<Part> parts) {
    /** One category. */
    public record Part(String name, Money cost, Confidence confidence) {
        public Part {
            Check.named("A category", name);
        }
    }

    public CostParts {
        parts = List.copyOf(parts);
        Check.addsUp("The categories", total, parts.stream().map(Part::cost).toList());
    }
}
