package dev.lepton.app.cli;

import dev.lepton.core.billing.CostLine;
import dev.lepton.core.billing.Resource;
import dev.lepton.core.billing.Share;
import dev.lepton.core.billing.Units;
import dev.lepton.core.money.CrossFooting;
import dev.lepton.core.money.Footing;
import dev.lepton.core.money.Money;
import dev.lepton.ledger.query.CostAnswer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Cost by key as a table: what was used, held and not used, idle, billed; rows and columns add up as shown. */
final class CostTable {
    private record Column(String header, String csv, Function<CostLine, Money> amount) {}

    private static final List<Column> COLUMNS = List.of(
            new Column("Used", "used_cost", l -> l.sum().used()),
            new Column("Held, unused", "allocated_unused_cost", l -> l.sum().unused()),
            new Column("Held, not measured", "unmeasured_cost", l -> l.sum().unmeasured()),
            new Column("Idle", "idle_cost", CostLine::idleTotal),
            new Column("Shared", "shared_cost", CostLine::shared),
            new Column("Billed as is", "external_cost", CostLine::external));

    private CostTable() {}

    /** The table of {@code answer}; columns in which every amount is zero are left out for people. */
    static Table of(CostAnswer answer, int limit) {
        List<CostLine> lines = limited(answer, limit);
        List<Column> columns = COLUMNS.stream()
                .filter(c -> lines.stream().anyMatch(l -> !c.amount().apply(l).isZero()))
                .toList();
        Table table = new Table();
        for (String key : keys(answer)) {
            table.left(title(key), key);
        }
        table.right("GPU-hours", "gpu_hours");
        columns.forEach(c -> table.right(c.header(), c.csv()));
        table.right("Total " + answer.currency().getCurrencyCode(), "total_cost")
                .right("Share", "share_percent");
        List<List<BigDecimal>> amounts = lines.stream()
                .map(l ->
                        columns.stream().map(c -> c.amount().apply(l).amount()).toList())
                .toList();
        CrossFooting shown = CrossFooting.of(amounts, decimals(answer));
        List<BigDecimal> shares = Footing.percentages(
                lines.stream().map(l -> l.total().amount().max(BigDecimal.ZERO)).toList(), 1);
        List<BigDecimal> hours =
                Footing.foot(lines.stream().map(CostTable::gpuHours).toList(), 1);
        for (int i = 0; i < lines.size(); i++) {
            CostLine line = lines.get(i);
            List<String> people =
                    new ArrayList<>(line.key().stream().map(CostTable::spoken).toList());
            people.add(hours.get(i).signum() == 0 ? "" : Cell.grouped(hours.get(i)));
            shown.cells().get(i).forEach(a -> people.add(Cell.grouped(a)));
            people.add(Cell.grouped(shown.rowTotals().get(i)));
            people.add(shares.get(i).toPlainString() + " %");
            table.row(people, raw(line, columns, shares.get(i)));
        }
        total(table, answer, shown, hours);
        return table;
    }

    /** The keys of the answer, or one column when it is a single total. */
    private static List<String> keys(CostAnswer answer) {
        return answer.question().keys().isEmpty()
                ? List.of("name")
                : answer.question().keys();
    }

    private static void total(Table table, CostAnswer answer, CrossFooting shown, List<BigDecimal> hours) {
        List<String> total = new ArrayList<>(List.of("Total"));
        for (int i = 1; i < keys(answer).size(); i++) {
            total.add("");
        }
        BigDecimal allHours = hours.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        total.add(allHours.signum() == 0 ? "" : Cell.grouped(allHours));
        shown.columnTotals().forEach(a -> total.add(Cell.grouped(a)));
        total.add(Cell.grouped(shown.total()));
        total.add(hours.isEmpty() ? "" : "100.0 %");
        table.total(total);
    }

    private static List<String> raw(CostLine line, List<Column> columns, BigDecimal share) {
        List<String> raw = new ArrayList<>(line.key());
        raw.add(gpuHours(line).stripTrailingZeros().toPlainString());
        columns.forEach(c -> raw.add(c.amount().apply(line).amount().toPlainString()));
        raw.add(line.total().amount().toPlainString());
        raw.add(share.toPlainString());
        return raw;
    }

    /** The largest lines, and the rest as one so that the total stays. */
    private static List<CostLine> limited(CostAnswer answer, int limit) {
        List<CostLine> lines = answer.question().keys().isEmpty()
                ? answer.lines().stream().map(CostTable::named).toList()
                : answer.lines();
        if (lines.size() <= limit) {
            return lines;
        }
        List<CostLine> shown = new ArrayList<>(lines.subList(0, limit - 1));
        List<String> key = new ArrayList<>(List.of((lines.size() - limit + 1) + " others"));
        for (int i = 1; i < keys(answer).size(); i++) {
            key.add("");
        }
        CostLine rest = lines.get(limit - 1);
        for (CostLine line : lines.subList(limit, lines.size())) {
            rest = rest.plus(line, key);
        }
        shown.add(rest.plus(CostLine.bill(key, Money.zero(rest.currency())), key));
        return shown;
    }

    private static CostLine named(CostLine line) {
        String name = switch (line.kind()) {
            case WORKLOAD -> "workloads";
            case IDLE -> "__idle__";
            case BILL -> "bills";
        };
        return line.plus(CostLine.bill(List.of(), Money.zero(line.currency())), List.of(name));
    }

    static BigDecimal gpuHours(CostLine line) {
        Share share = line.share(Resource.GPU);
        return Units.hours(Resource.GPU, share.quantities().allocated());
    }

    /** Cents, and more where the whole is only cents. */
    private static int decimals(CostAnswer answer) {
        return answer.total().amount().abs().compareTo(BigDecimal.ONE) < 0 ? 6 : 2;
    }

    /** A key's value in words. */
    static String spoken(String value) {
        return switch (value) {
            case "__idle__" -> "(idle: nobody asked for it)";
            case "__unallocated__" -> "(none)";
            default -> value;
        };
    }

    private static String title(String key) {
        return key.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + key.substring(1);
    }
}
