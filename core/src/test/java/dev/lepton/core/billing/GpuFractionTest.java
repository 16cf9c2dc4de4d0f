package dev.lepton.core.billing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.core.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Shares of a GPU, whatever shares it, are exact fractions of a physical one. */
final class GpuFractionTest {
    @Test
    void everyKindComesDownToPhysicalGpus() {
        assertEquals(Fraction.of(8, 1), new GpuFraction.Whole(8).physicalGpus());
        assertEquals(Fraction.of(3, 7), new GpuFraction.Mig(profile("3g.40gb"), 7, 1).physicalGpus());
        assertEquals(Fraction.of(8, 7), new GpuFraction.Mig(profile("4g.40gb"), 7, 2).physicalGpus());
        assertEquals(Fraction.of(1, 2), new GpuFraction.TimeSliced(2, 4).physicalGpus());
        assertEquals(
                Fraction.of(1, 8),
                GpuFraction.Mps.ofPercent(new BigDecimal("12.5")).physicalGpus());
        assertEquals(Fraction.of(3, 10), GpuFraction.Mps.ofReplicas(3, 10).physicalGpus());
        assertEquals(Fraction.of(46, 100), new GpuFraction.PerMille(1, 460).physicalGpus());
        assertEquals(Fraction.of(2, 1), new GpuFraction.PerMille(2, 1000).physicalGpus());
        assertEquals(
                Fraction.of(15, 14), new GpuFraction.Mig(profile("3g.40gb"), 7, 1).gpuHours(new BigDecimal("2.5")));
    }

    @Test
    void whatCannotBeHeldIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new GpuFraction.Whole(0));
        assertThrows(IllegalArgumentException.class, () -> new GpuFraction.Mig(profile("7g.80gb"), 4, 1));
        assertThrows(IllegalArgumentException.class, () -> new GpuFraction.TimeSliced(1, 0));
        assertThrows(IllegalArgumentException.class, () -> GpuFraction.Mps.ofPercent(new BigDecimal("100.1")));
        assertThrows(IllegalArgumentException.class, () -> GpuFraction.Mps.ofPercent(BigDecimal.ZERO));
        assertThrows(IllegalArgumentException.class, () -> new GpuFraction.PerMille(1, 1001));
    }

    @Test
    void profilesAreReadInEveryWritingOfNvidia() {
        assertEquals(1, profile("1g.10gb").computeSlices());
        assertEquals("3g.40gb", profile("nvidia.com/mig-3g.40gb").name());
        assertEquals(40, profile("MIG 3g.40gb").memoryGb());
        assertEquals("1g.10gb+me", profile("1g.10gb+me").name());
        assertEquals(1, profile("1c.3g.40gb").computeSlices());
        for (String wrong : new String[] {"", "A100", "1g", "0g.10gb", "4c.3g.40gb", "1g.10gb x", "3g40gb"}) {
            assertEquals(Optional.empty(), MigProfile.parse(wrong), wrong);
        }
    }

    @Test
    void slicesAreKnownByModelName() {
        for (String seven : new String[] {
            "NVIDIA A100-SXM4-40GB", "a100_80gb", "NVIDIA H100 80GB HBM3", "H200", "NVIDIA-GB200", "B200", "A100X"
        }) {
            assertEquals(Optional.of(7), MigSlices.of(seven), seven);
        }
        assertEquals(Optional.of(4), MigSlices.of("NVIDIA A30"));
        assertEquals(Optional.of(4), MigSlices.of("NVIDIA RTX PRO 6000 Blackwell Server Edition"));
        assertEquals(Optional.of(2), MigSlices.of("RTX-PRO-5000"));
        for (String whole : new String[] {"NVIDIA RTX A3000", "Tesla V100", "A10", "L40S", "", "GeForce RTX 5000"}) {
            assertEquals(Optional.empty(), MigSlices.of(whole), whole);
        }
    }

    @RepeatedTest(100)
    void fractionsAddExactlyAndMoneyRoundsOnce(RepetitionInfo seed) {
        Random random = new Random(seed.getCurrentRepetition());
        int pieces = random.nextInt(1, 60);
        Fraction sum = Fraction.ZERO;
        for (int i = 0; i < pieces; i++) {
            sum = sum.plus(Fraction.of(1, pieces));
        }
        assertEquals(Fraction.ONE, sum);
        Fraction some = Fraction.of(random.nextInt(1000), random.nextInt(1, 1000));
        Money amount = Money.usd(BigDecimal.valueOf(random.nextLong(1_000_000), 2));
        BigDecimal exact = amount.amount()
                .multiply(new BigDecimal(some.numerator()))
                .divide(new BigDecimal(some.denominator()), Money.SCALE, RoundingMode.HALF_EVEN);
        assertEquals(Money.usd(exact), some.of(amount));
        Fraction other = Fraction.of(random.nextInt(1000), random.nextInt(1, 1000));
        assertEquals(some.compareTo(other) < 0, some.toDecimal(20).compareTo(other.toDecimal(20)) < 0);
        assertTrue(some.plus(other).compareTo(some) >= 0);
    }

    private static MigProfile profile(String text) {
        return MigProfile.parse(text).orElseThrow();
    }
}
