package dev.lepton.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.money.CrossFooting;
import dev.lepton.core.money.Money;
import dev.lepton.core.time.Window;
import dev.lepton.report.model.CostNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

final class FiguresTest {
    @Test
    void moneyHasItsCurrencySignAndThousands() {
        assertEquals("$1,234,568", Figures.money(Money.usd("1234567.5"), 0));
        assertEquals("-$1,234.50", Figures.money(Money.usd("-1234.5"), 2));
        assertEquals("+$3", Figures.change(Money.usd("3"), 0));
        assertEquals("-$3", Figures.change(Money.usd("-3"), 0));
        Money yen = new Money(new BigDecimal("98765"), Currency.getInstance("JPY"));
        assertEquals("JPY\u00a098,765", Figures.money(yen, Figures.decimals(yen)));
        assertEquals(2, Figures.decimals(Money.usd("9999.99")));
        assertEquals(0, Figures.decimals(Money.usd("-10000")));
    }

    @Test
    void unitPricesKeepThreeDigits() {
        assertEquals("$4.10", Figures.unitPrice(Money.usd("4.1032")));
        assertEquals("$18,402.55", Figures.unitPrice(Money.usd("18402.551")));
        assertEquals("$0.213", Figures.unitPrice(Money.usd("0.21304")));
        assertEquals("$0.000412", Figures.unitPrice(Money.usd("0.0004123")));
        assertEquals("$0.50", Figures.unitPrice(Money.usd("0.5")));
        assertEquals("$0.00", Figures.unitPrice(Money.usd("0")));
    }

    @Test
    void whatIsNotNothingIsNotShownAsNothing() {
        assertEquals("<\u00a00.1\u00a0%", Figures.percent(new BigDecimal("0.0001")));
        assertEquals("0.0\u00a0%", Figures.percent(BigDecimal.ZERO));
        assertEquals("45.5\u00a0%", Figures.percent(new BigDecimal("0.4546")));
        assertEquals("61,200", Figures.quantity(new BigDecimal("61200.4")));
        assertEquals("2.5", Figures.quantity(new BigDecimal("2.49")));
        assertEquals("2", Figures.quantity(new BigDecimal("2.0")));
    }

    @Test
    void wholeDaysAreShownByTheirLast() {
        Window october = new Window(Instant.parse("2026-10-01T00:00:00Z"), Instant.parse("2026-11-01T00:00:00Z"));
        assertEquals("1 Oct 2026 to 31 Oct 2026", Figures.window(october, ZoneOffset.UTC));
        assertEquals(
                "1 Oct 2026 02:00 to 1 Nov 2026 01:00 Europe/Berlin",
                Figures.window(october, ZoneId.of("Europe/Berlin")));
        assertEquals("1 Oct 2026 00:00 UTC", Figures.minute(october.from(), ZoneId.of("UTC")));
    }

    @RepeatedTest(100)
    void crossFootingAddsUpBothWays(RepetitionInfo seed) {
        Random random = new Random(seed.getCurrentRepetition());
        int width = 1 + random.nextInt(8);
        int decimals = random.nextInt(3);
        List<List<BigDecimal>> rows = new ArrayList<>();
        for (int r = 0; r < 1 + random.nextInt(30); r++) {
            List<BigDecimal> row = new ArrayList<>();
            for (int c = 0; c < width; c++) {
                row.add(BigDecimal.valueOf(random.nextLong(-200_000, 2_000_000), 5));
            }
            rows.add(row);
        }
        CrossFooting shown = CrossFooting.of(rows, decimals);
        BigDecimal unit = BigDecimal.ONE.movePointLeft(decimals);
        for (int r = 0; r < rows.size(); r++) {
            assertEquals(sum(shown.cells().get(r)), shown.rowTotals().get(r));
            for (int c = 0; c < width; c++) {
                BigDecimal moved =
                        shown.cells().get(r).get(c).subtract(rows.get(r).get(c));
                assertTrue(moved.abs().compareTo(unit) < 0, "moved by " + moved);
            }
        }
        for (int c = 0; c < width; c++) {
            int column = c;
            assertEquals(
                    shown.columnTotals().get(c),
                    sum(shown.cells().stream().map(row -> row.get(column)).toList()));
        }
        BigDecimal exact = sum(rows.stream().map(FiguresTest::sum).toList());
        assertEquals(exact.setScale(decimals, java.math.RoundingMode.HALF_EVEN), shown.total());
        assertEquals(shown.total(), sum(shown.rowTotals()));
    }

    @RepeatedTest(100)
    void everyShownNodeIsTheSumOfItsParts(RepetitionInfo seed) {
        Random random = new Random(seed.getCurrentRepetition());
        CostNode tree = tree(random, 3);
        ShownNode root = ShownNode.of(tree, random.nextInt(3));
        for (ShownNode node : root.all()) {
            assertTrue(node.children().size() <= ShownNode.MOST + 1);
            if (!node.children().isEmpty()) {
                assertEquals(
                        node.shown(),
                        sum(node.children().stream().map(ShownNode::shown).toList()));
            }
        }
    }

    private static CostNode tree(Random random, int depth) {
        String label = "n" + random.nextInt(1_000);
        if (depth == 0) {
            long amount = random.nextInt(10) == 0 ? -random.nextLong(1_000) : random.nextLong(1_000_000_000);
            return CostNode.leaf(label, Money.usd(BigDecimal.valueOf(amount, 6)), Confidence.MEASURED);
        }
        List<CostNode> children = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(20); i++) {
            children.add(tree(random, depth - 1));
        }
        return CostNode.sum(label, children);
    }

    private static BigDecimal sum(List<BigDecimal> numbers) {
        return numbers.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
