package dev.lepton.core.billing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.core.catalog.Offering;
import dev.lepton.core.catalog.Shape;
import dev.lepton.core.catalog.Terms;
import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.evidence.Provenance;
import dev.lepton.core.money.Money;
import dev.lepton.core.money.Price;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

final class CpuRamRatesTest {
    private static final Provenance LIST = new Provenance("a list", Confidence.MEASURED);

    @RepeatedTest(20)
    void findsTheRatesThatMadeThePricesThoughAFifthIsPricedForSomethingElse(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        double cpu = 0.01 + random.nextDouble() * 0.05;
        double ram = 0.001 + random.nextDouble() * 0.01;
        List<Offering> machines = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            int vcpus = 1 << random.nextInt(8);
            int gib = vcpus * (2 << random.nextInt(3));
            double price = vcpus * cpu + gib * ram;
            machines.add(machine(vcpus, gib, i % 5 == 0 ? price * (2 + random.nextDouble()) : price, "0"));
        }
        CpuRamRates rates = CpuRamRates.fit(machines, Money.USD).orElseThrow();
        assertEquals(cpu, rates.cpuHourly().doubleValue(), 1e-4);
        assertEquals(ram, rates.ramHourly().doubleValue(), 1e-4);
        assertTrue(rates.medianError().doubleValue() < 0.01, rates.toString());
    }

    @Test
    void aNegativeRateBecomesZeroAndTheOtherIsFittedAlone() {
        List<Offering> machines = new ArrayList<>();
        for (int i = 1; i <= 12; i++) {
            machines.add(machine(8, 8 * i, 0.8 - 0.001 * i, "0")); // more memory, less money
        }
        CpuRamRates rates = CpuRamRates.fit(machines, Money.USD).orElseThrow();
        assertEquals(0, rates.ramHourly().signum());
        assertEquals(
                "0.10", rates.cpuHourly().setScale(2, RoundingMode.HALF_EVEN).toPlainString());
    }

    @Test
    void machinesThatCannotTellCpuFromMemoryGiveNoRates() {
        List<Offering> machines = new ArrayList<>();
        for (int i = 1; i <= 20; i++) {
            machines.add(machine(i, 4 * i, 0.05 * i, "0"));
        }
        assertEquals(Optional.empty(), CpuRamRates.fit(machines, Money.USD));
    }

    @Test
    void machinesWithAcceleratorsOfOtherCurrenciesOrTooFewGiveNoRates() {
        List<Offering> machines = new ArrayList<>();
        for (int i = 1; i <= 9; i++) {
            machines.add(machine(i, 4 * i * i, 0.05 * i, "0"));
        }
        machines.add(machine(16, 64, 9, "1"));
        assertEquals(Optional.empty(), CpuRamRates.fit(machines, Money.USD));
        machines.add(machine(3, 7, 0.3, "0"));
        assertTrue(CpuRamRates.fit(machines, Money.USD).isPresent());
        assertEquals(Optional.empty(), CpuRamRates.fit(machines, Currency.getInstance("CNY")));
    }

    private static Offering machine(int vcpus, int gib, double hourly, String devices) {
        Shape shape = new Shape(
                "own",
                vcpus + "-" + gib,
                Optional.of(BigDecimal.valueOf(vcpus)),
                Optional.of(BigDecimal.valueOf(gib)),
                Optional.empty(),
                Optional.of(new BigDecimal(devices)),
                Optional.empty(),
                LIST);
        return new Offering(
                shape,
                "here",
                new Terms.OnDemand(),
                Price.of(BigDecimal.valueOf(hourly), Money.USD),
                Instant.EPOCH,
                Optional.empty(),
                LIST);
    }
}
