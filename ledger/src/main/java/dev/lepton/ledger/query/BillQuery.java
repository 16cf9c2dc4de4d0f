package dev.lepton.ledger.query;

import dev.lepton.core.billing.CostLine;
import dev.lepton.core.money.FxRates;
import dev.lepton.core.money.Money;
import dev.lepton.core.time.Window;
import dev.lepton.ledger.store.Engine;
import dev.lepton.ledger.store.Kind;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/** Bill lines by key, in their chosen cost. A line belongs to the moment its charge period starts. */
final class BillQuery {
    private final Facts facts;
    private final AssetTable assets;
    private final List<Key> keys;
    private final CostQuestion question;
    private final FilterSql filters;
    private final Window window;
    private final FxRates fx;
    private final Currency currency;

    BillQuery(
            Facts facts,
            AssetTable assets,
            List<Key> keys,
            CostQuestion question,
            FilterSql filters,
            Window window,
            FxRates fx,
            Currency currency) {
        this.facts = facts;
        this.assets = assets;
        this.keys = keys;
        this.question = question;
        this.filters = filters;
        this.window = window;
        this.fx = fx;
        this.currency = currency;
    }

    List<Costs.Tagged> run(Costs.QualityCount quality) {
        List<Costs.Tagged> lines = new ArrayList<>();
        if (!facts.has(Kind.CHARGES)) {
            return lines;
        }
        facts.engine().query(statement(), r -> {
            List<String> key = new ArrayList<>();
            for (int i = 0; i < keys.size(); i++) {
                String value = r.getString("k" + i);
                key.add(value == null || value.isEmpty() ? "__unallocated__" : value);
            }
            long rows = r.getLong("line_count");
            quality.billLines += rows;
            Optional<Money> cost =
                    cost(r.getBigDecimal("cost"), r.getString("other_currency"), r.getObject("day", LocalDate.class));
            if (cost.isPresent()) {
                lines.add(new Costs.Tagged(
                        CostLine.bill(key, cost.get()), r.getBoolean("shared"), r.getBoolean("passes")));
            } else {
                quality.unconvertedLines += rows;
            }
        });
        return lines;
    }

    private Optional<Money> cost(
            @org.jspecify.annotations.Nullable BigDecimal amount,
            @org.jspecify.annotations.Nullable String other,
            @org.jspecify.annotations.Nullable LocalDate day) {
        BigDecimal cost = amount == null ? BigDecimal.ZERO : amount;
        if (other == null || day == null) {
            return Optional.of(new Money(cost, currency));
        }
        try {
            return fx.convert(new Money(cost, Currency.getInstance(other)), currency, day);
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // no such currency: FOCUS allows a provider's own, which no rate converts
        }
    }

    /** Grouped by spans of time as they are; what is shown of them is made of the few groups, not of every line. */
    private String statement() {
        List<String> select = new ArrayList<>();
        List<String> shown = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            Key key = keys.get(i);
            select.add((key.isTime() ? Key.cut(key.name(), "b.ChargePeriodStart", question.offset()) : key.bill())
                    + " AS k" + i);
            shown.add((key.isTime() ? Key.shown(key.name(), "k" + i, question.offset()) : "CAST(k" + i + " AS VARCHAR)")
                    + " AS k" + i);
        }
        String code = currency.getCurrencyCode();
        String foreign = facts.billsAreIn(code)
                ? "false"
                : "b.BillingCurrency IS NOT NULL AND b.BillingCurrency <> " + Engine.literal(code);
        select.add("CASE WHEN " + foreign + " THEN b.BillingCurrency END AS other_currency");
        select.add("CASE WHEN " + foreign + " THEN CAST(b.ChargePeriodStart AS DATE) END AS day");
        select.add(question.shared().map(f -> filters.condition(f, Key::bill)).orElse("false") + " AS shared");
        select.add(filters.condition(question.filter(), Key::bill) + " AS passes");
        select.add("count(*) AS line_count");
        // Where a file lacks the cost asked for, the other of the two that every bill has stands in for it.
        String column = question.basis().column();
        String cost = facts.everyBillSays(column)
                ? "b." + column
                : "coalesce(b." + column + ", b.EffectiveCost, b.BilledCost)";
        select.add("sum(" + cost + ") AS cost");
        shown.addAll(List.of("other_currency", "day", "shared", "passes", "line_count", "cost"));
        return "SELECT " + String.join(", ", shown) + " FROM (SELECT " + String.join(", ", select)
                + " FROM charges b WHERE b.ChargePeriodStart >= " + Facts.literal(window.from())
                + " AND b.ChargePeriodStart < " + Facts.literal(window.to()) + assets.exceptMatched()
                + " GROUP BY ALL)";
    }
}
