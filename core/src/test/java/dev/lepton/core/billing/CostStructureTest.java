package dev.lepton.core.billing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lepton.core.money.Money;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Worked example 1: a cost in parts whose shares add up to 100. */
final class CostStructureTest {
    @Test
    void elevenThousandInFourParts() {
        CostStructure structure = new CostStructure(List.of(
                new CostStructure.Part("compute", Money.usd("5000")),
                new CostStructure.Part("storage", Money.usd("3000")),
                new CostStructure.Part("network", Money.usd("2000")),
                new CostStructure.Part("other", Money.usd("1000"))));
        assertEquals(Money.usd("11000"), structure.total());
        assertEquals(
                List.of("45.46", "27.27", "18.18", "9.09"),
                structure.percentages(2).stream().map(BigDecimal::toPlainString).toList());
    }

    @Test
    void processorsAndMemoryAreCompute() {
        CostStructure structure = CostStructure.ofResources(
                Map.of(
                        Resource.CPU, Money.usd("1"),
                        Resource.RAM, Money.usd("2"),
                        Resource.GPU, Money.usd("4"),
                        Resource.NETWORK, Money.usd("8")),
                Money.usd("0.5"));
        assertEquals(
                List.of("compute 7 USD", "storage 0 USD", "network 8 USD", "other 0.5 USD"),
                structure.parts().stream().map(p -> p.name() + " " + p.cost()).toList());
    }

    @RepeatedTest(100)
    void sharesAddUpToOneHundred(RepetitionInfo seed) {
        Random random = new Random(seed.getCurrentRepetition());
        Map<Resource, Money> costs = new EnumMap<>(Resource.class);
        for (Resource resource : Resource.values()) {
            costs.put(resource, Money.usd(BigDecimal.valueOf(random.nextLong(1, 1_000_000), 5)));
        }
        CostStructure structure = CostStructure.ofResources(costs, Money.usd("1.23"));
        assertEquals(Money.sum(costs.values(), Money.USD).plus(Money.usd("1.23")), structure.total());
        assertEquals(
                new BigDecimal("100.00"), structure.percentages(2).stream().reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    @Test
    void currenciesDoNotMix() {
        Money yen = Money.zero(Currency.getInstance("JPY"));
        assertThrows(
                IllegalArgumentException.class,
                () -> new CostStructure(
                        List.of(new CostStructure.Part("a", Money.usd("1")), new CostStructure.Part("b", yen))));
        assertThrows(IllegalArgumentException.class, () -> new CostStructure(List.of()));
    }
}
