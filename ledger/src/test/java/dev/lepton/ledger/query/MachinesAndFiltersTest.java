package dev.lepton.ledger.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lepton.core.billing.FilterParser;
import dev.lepton.core.billing.Resource;
import dev.lepton.core.billing.UnitRate;
import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.time.Window;
import dev.lepton.ledger.TestWorkspace;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Totals that once came out wrong: a fleet without clusters, a filter on machines, bytes without a price, bills without an end. */
final class MachinesAndFiltersTest {
    private static final Window HOUR =
            new Window(Instant.parse("2026-11-01T00:00:00Z"), Instant.parse("2026-11-01T01:00:00Z"));

    @TempDir
    private Path dir;

    @Test
    void samplesThatNameAClusterTheFleetDoesNotCountOnce() {
        try (TestWorkspace test = new TestWorkspace(dir)) {
            test.usage("u.csv", "ts,seconds,cluster,node,cpu_request\n2026-11-01T00:00:00Z,3600,prod,n1,2\n");
            Asset asset = machine("n1", Optional.empty(), "H100", "8");
            assertEquals(new BigDecimal("8"), total(test, List.of(asset), CostQuestion.by(List.of("team"))));
            assertEquals(new BigDecimal("8"), total(test, List.of(asset), CostQuestion.by(List.of("cluster", "node"))));
        }
    }

    @Test
    void aFilterOnMachinesFiltersTheirIdleToo() {
        try (TestWorkspace test = new TestWorkspace(dir)) {
            test.usage(
                    "u.csv",
                    "ts,seconds,node,cpu_request\n2026-11-01T00:00:00Z,3600,n1,2\n2026-11-01T00:00:00Z,3600,n2,1\n");
            List<Asset> fleet =
                    List.of(machine("n1", Optional.of("c"), "H100", "8"), machine("n2", Optional.of("c"), "L4", "3"));
            CostQuestion byTeam = CostQuestion.by(List.of("team"));
            assertEquals(new BigDecimal("11"), total(test, fleet, byTeam));
            assertEquals(new BigDecimal("3"), total(test, fleet, byTeam.where(FilterParser.parse("device:L4"))));
            assertEquals(new BigDecimal("8"), total(test, fleet, byTeam.where(FilterParser.parse("device!:L4"))));
            assertEquals(new BigDecimal("8"), total(test, fleet, byTeam.where(FilterParser.parse("node:n1"))));
        }
    }

    @Test
    void bytesWithoutAPriceAreCounted() {
        try (TestWorkspace test = new TestWorkspace(dir)) {
            test.usage("u.csv", "ts,seconds,node,network_internet_bytes\n2026-11-01T00:00:00Z,3600,n1,1073741824\n");
            CostAnswer answer = test.costs(List.of(), Tariffs.UNKNOWN).ask(CostQuestion.by(List.of()));
            assertEquals(1, answer.quality().unpricedSamples());
            assertEquals(
                    0,
                    dev.lepton.core.billing.Units.hours(
                                    Resource.NETWORK,
                                    answer.quality()
                                            .unpriced()
                                            .get(Resource.NETWORK)
                                            .allocated())
                            .compareTo(BigDecimal.ONE));
        }
    }

    @Test
    void aBillWithoutEndsIsSeen() {
        try (TestWorkspace test = new TestWorkspace(dir)) {
            test.focus("b.csv", "ChargePeriodStart,BilledCost\n2026-11-01T00:00:00Z,5\n");
            assertEquals(new BigDecimal("5"), total(test, List.of(), CostQuestion.by(List.of())));
        }
    }

    private static BigDecimal total(TestWorkspace test, List<Asset> fleet, CostQuestion question) {
        return test.costs(fleet, Tariffs.UNKNOWN).ask(question).total().amount();
    }

    private static Asset machine(String name, Optional<String> cluster, String device, String hourly) {
        Asset plain =
                TestWorkspace.asset(name, "", HOUR, new String[] {"4", "0", "0"}, new String[] {hourly, "0", "0"});
        UnitRate rate = plain.rates()
                .getOrDefault(
                        Resource.CPU,
                        new UnitRate(BigDecimal.ONE, dev.lepton.core.money.Money.USD, java.math.BigInteger.ONE));
        return new Asset(
                name,
                cluster,
                new Asset.Place(
                        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(device)),
                HOUR,
                plain.capacity(),
                Map.of(Resource.CPU, rate),
                "stated",
                Confidence.MEASURED,
                Optional.empty());
    }
}
