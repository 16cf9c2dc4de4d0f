package dev.lepton.core.money;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Rounds a table so that the shown rows and the shown columns both add up to their shown totals.
 *
 * <p>The totals of the columns are footed to the grand total, then each column to its total. A row's total is the sum
 * of what is shown in it, so it can differ from its own rounded value by a unit for every two columns.
 */
public record CrossFooting(
        List<List<BigDecimal>> cells, List<BigDecimal> rowTotals, List<BigDecimal> columnTotals, BigDecimal total) {

    /** Foots {@code rows}, all of one length, to {@code decimals}. */
    public static CrossFooting of(List<List<BigDecimal>> rows, int decimals) {
        int width = rows.isEmpty() ? 0 : rows.get(0).size();
        List<List<BigDecimal>> columns = new ArrayList<>();
        for (int c = 0; c < width; c++) {
            int column = c;
            columns.add(rows.stream().map(row -> row.get(column)).toList());
        }
        List<BigDecimal> columnTotals =
                Footing.foot(columns.stream().map(CrossFooting::sum).toList(), decimals);
        List<List<BigDecimal>> shown = new ArrayList<>();
        for (int c = 0; c < width; c++) {
            shown.add(Footing.footTo(columns.get(c), columnTotals.get(c)));
        }
        List<List<BigDecimal>> cells = new ArrayList<>();
        for (int r = 0; r < rows.size(); r++) {
            int row = r;
            cells.add(shown.stream().map(column -> column.get(row)).toList());
        }
        List<BigDecimal> rowTotals = cells.stream().map(CrossFooting::sum).toList();
        return new CrossFooting(
                cells, rowTotals, columnTotals, sum(columnTotals).setScale(decimals));
    }

    private static BigDecimal sum(List<BigDecimal> numbers) {
        return numbers.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
