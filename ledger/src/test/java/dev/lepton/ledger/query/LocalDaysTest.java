package dev.lepton.ledger.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lepton.core.billing.FilterParser;
import dev.lepton.core.time.Window;
import dev.lepton.ledger.TestWorkspace;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The keys of time on the clock of the settings: for samples, machines and bills alike, and always the same total. */
final class LocalDaysTest {
    /** From Saturday 31 October 2026, 20:00 UTC, for eight hours: at +02:00 two of them are still Saturday, and October. */
    private static final Window NIGHT =
            new Window(Instant.parse("2026-10-31T20:00:00Z"), Instant.parse("2026-11-01T04:00:00Z"));

    @TempDir
    private Path dir;

    @Test
    void daysWeeksAndMonthsBeginAtTheOffset() {
        try (TestWorkspace test = new TestWorkspace(dir)) {
            test.usage("u.csv", """
                    ts,seconds,node,namespace,cpu_request
                    2026-10-31T20:00:00Z,3600,n,a,2
                    2026-10-31T22:00:00Z,3600,n,a,2
                    2026-11-01T03:00:00Z,3600,n,a,2
                    """);
            test.focus("bill.csv", """
                    ChargePeriodStart,ChargePeriodEnd,BilledCost
                    2026-10-31T21:00:00Z,2026-10-31T22:00:00Z,100
                    2026-10-31T22:00:00Z,2026-10-31T23:00:00Z,1000
                    """);
            // 8 an hour, for two of eight hours before local midnight, and 100 of the bill.
            assertEquals(Map.of("2026-10-31", "116", "2026-11-01", "1048"), by(test, "day", "+02:00"));
            assertEquals(Map.of("2026-10-25", "116", "2026-11-01", "1048"), by(test, "week", "+02:00"));
            assertEquals(Map.of("2026-10", "116", "2026-11", "1048"), by(test, "month", "+02:00"));
            assertEquals(Map.of("2026-10-31", "1132", "2026-11-01", "32"), by(test, "day", "Z"));
            assertEquals(Map.of("2026-10-31", "1164"), by(test, "day", "-05:00"));
            assertEquals("108", by(test, "hour", "+02:00").get("2026-10-31T23:00+02:00"));
            assertEquals("1008", by(test, "hour", "Z").get("2026-10-31T22:00Z"));
        }
    }

    @Test
    void aFilterOnADayMeansTheLocalDay() {
        try (TestWorkspace test = new TestWorkspace(dir)) {
            test.focus("bill.csv", "ChargePeriodStart,BilledCost\n2026-10-31T21:00:00Z,1\n2026-10-31T22:00:00Z,10\n");
            CostQuestion question = CostQuestion.by(List.of())
                    .in(java.util.Optional.of(NIGHT))
                    .where(FilterParser.parse("day:\"2026-11-01\""));
            Costs costs = test.costs(List.of(), Tariffs.UNKNOWN);
            assertEquals(
                    new BigDecimal("0"), costs.ask(question).total().amount().stripTrailingZeros());
            assertEquals(
                    0,
                    new BigDecimal("10")
                            .compareTo(costs.ask(question.at(ZoneOffset.ofHours(2)))
                                    .total()
                                    .amount()));
        }
    }

    private static Map<String, String> by(TestWorkspace test, String key, String offset) {
        Asset machine =
                TestWorkspace.asset("n", "c", NIGHT, new String[] {"8", "64", "0"}, new String[] {"8", "0", "0"});
        CostAnswer answer = test.costs(List.of(machine), Tariffs.UNKNOWN)
                .ask(CostQuestion.by(List.of(key))
                        .in(java.util.Optional.of(NIGHT))
                        .at(ZoneOffset.of(offset)));
        assertEquals(0, new BigDecimal("1164").compareTo(answer.total().amount()));
        Map<String, BigDecimal> sums = new TreeMap<>();
        answer.lines().forEach(l -> sums.merge(l.key().get(0), l.total().amount(), BigDecimal::add));
        Map<String, String> shown = new TreeMap<>();
        sums.forEach((k, v) -> shown.put(k, v.stripTrailingZeros().toPlainString()));
        return shown;
    }
}
