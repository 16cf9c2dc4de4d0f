package dev.lepton.core.finance.commitment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** The rule without a forecast never pays more than 2 − α times what hindsight does. */
final class OnlineRuleTest {
    @RepeatedTest(300)
    void neverMoreThanTheRatio(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        int term = 1 + random.nextInt(20);
        OnlineRule rule = new OnlineRule(term, random.nextDouble() * term, random.nextDouble() * 0.9);
        int hours = 1 + random.nextInt(120);
        BitSet needed = new BitSet();
        double busy = random.nextDouble();
        for (int hour = 0; hour < hours; hour++) {
            needed.set(hour, random.nextDouble() < (hour / 15 % 2 == 0 ? busy : 1 - busy));
        }
        double paid = rule.hoursPaid(needed, hours, rule.enters(needed, hours));
        double least = rule.leastHoursPaid(needed, hours);
        assertTrue(paid <= rule.competitiveRatio() * least + 1e-9, rule + ": " + paid + " against " + least);
        assertTrue(paid >= least - 1e-9);
    }

    /** Demand that ends as soon as the rule has entered: the worst there is, and close to the ratio. */
    @Test
    void theRatioIsReached() {
        OnlineRule rule = new OnlineRule(1000, 400, 0);
        BitSet needed = new BitSet();
        needed.set(0, 401);
        assertEquals(List.of(400), rule.enters(needed, 2000));
        double ratio = rule.hoursPaid(needed, 2000, rule.enters(needed, 2000)) / rule.leastHoursPaid(needed, 2000);
        assertEquals(2, ratio, 0.01);
    }

    @Test
    void onceInEachTerm() {
        OnlineRule rule = new OnlineRule(10, 3, 0);
        BitSet needed = new BitSet();
        needed.set(0, 30);
        assertEquals(List.of(3, 16, 29), rule.enters(needed, 30));
        assertEquals(3 * (3 + 3), rule.hoursPaid(needed, 30, List.of(3, 16, 29)), 1e-12);
        assertEquals(9, rule.leastHoursPaid(needed, 30), 1e-12);
        assertThrows(IllegalArgumentException.class, () -> new OnlineRule(0, 1, 0));
    }
}
