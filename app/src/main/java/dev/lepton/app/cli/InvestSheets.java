package dev.lepton.app.cli;

import dev.lepton.core.finance.CashFlows;
import dev.lepton.core.finance.Payback;
import dev.lepton.core.finance.risk.Risk;
import dev.lepton.core.money.Money;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What {@code lepton invest} answers.
 *
 * @param rate yearly discount rate as a share
 * @param reinvested yearly rate for what comes in, for the modified rate of return
 * @param assumed whether nobody stated the rate
 * @param evenly whether a period's payment comes evenly over it; with dates it comes on the day
 */
record InvestSheets(BigDecimal rate, BigDecimal reinvested, boolean assumed, boolean evenly) {
    private static final List<String> RATES = List.of("0", "0.05", "0.08", "0.1", "0.12", "0.15", "0.2", "0.3");

    /** The figures of {@code flows}. */
    Sheets answer(CashFlows flows) {
        String currency = flows.currency().getCurrencyCode();
        Sheets answer = new Sheets();
        answer.head("currency", Cell.text(currency));
        answer.head("rate", Cell.plain(rate));
        Sheet sheet = new Sheet(
                        "measures",
                        "What it comes to, discounted at " + percent(rate).shown() + " % a year")
                .text("measure", "name")
                .number("value", "value")
                .text("", "unit");
        List<Double> rates = flows.ratesOfReturn();
        put(answer, sheet, "npv", "net present value", money(flows.netPresentValue(rate)), currency);
        put(answer, sheet, "irr", "internal rate of return", one(rates), "% a year");
        put(answer, sheet, "mirr", "modified rate of return", modified(flows), "% a year");
        put(
                answer,
                sheet,
                "roi",
                "return on investment",
                Cell.known(flows.returnOnInvestment(), InvestSheets::percent),
                "%");
        Optional<Payback> simple = Payback.of(flows, BigDecimal.ZERO, evenly);
        Optional<Payback> discounted = Payback.of(flows, rate, evenly);
        put(answer, sheet, "payback_years", "payback", years(simple), "years");
        put(answer, sheet, "discounted_payback_years", "discounted payback", years(discounted), "years");
        put(answer, sheet, "profit", "profit", money(flows.profit()), currency);
        put(answer, sheet, "cost_profit_ratio", "cost over profit", ratio(flows.costProfitRatio()), "");
        put(answer, sheet, "inflows", "comes in", money(flows.inflows()), currency);
        put(answer, sheet, "outflows", "goes out", money(flows.outflows()), currency);
        answer.add(sheet);
        if (rates.size() > 1) {
            answer.add(roots(rates));
        }
        answer.add(sensitivity(flows, currency));
        notes(flows, rates, simple, discounted).forEach(answer::note);
        return answer;
    }

    /** The same measures by scenario. */
    Sheet scenarios(Map<String, CashFlows> scenarios) {
        String currency = scenarios.values().iterator().next().currency().getCurrencyCode();
        Sheet sheet = new Sheet("scenarios", "Scenarios")
                .text("scenario", "name")
                .number("net present value " + currency, "npv")
                .number("internal rate %", "irr")
                .number("return %", "roi")
                .number("payback years", "payback_years")
                .number("profit " + currency, "profit");
        scenarios.forEach((name, flows) -> sheet.row(
                Cell.text(name),
                money(flows.netPresentValue(rate)),
                one(flows.ratesOfReturn()),
                Cell.known(flows.returnOnInvestment(), InvestSheets::percent),
                years(Payback.of(flows, BigDecimal.ZERO, evenly)),
                money(flows.profit())));
        return sheet;
    }

    /** The spread of the value where inputs are not sure. */
    void risk(Risk risk, long seed, Sheets answer) {
        String currency = risk.mean().currency().getCurrencyCode();
        Sheet spread = new Sheet(
                        "risk",
                        "Net present value over " + String.format(java.util.Locale.ROOT, "%,d", risk.paths())
                                + " draws, seed " + seed)
                .text("figure", "name")
                .number("value", "value")
                .text("", "unit");
        spread.row(Cell.text("5 % are below"), money(risk.p5()), Cell.text(currency));
        spread.row(Cell.text("median"), money(risk.p50()), Cell.text(currency));
        spread.row(Cell.text("95 % are below"), money(risk.p95()), Cell.text(currency));
        spread.row(Cell.text("mean"), money(risk.mean()), Cell.text(currency));
        spread.row(Cell.text("standard deviation"), money(risk.deviation()), Cell.text(currency));
        spread.row(
                Cell.text("probability of a loss"),
                Cell.percent(BigDecimal.valueOf(risk.probabilityOfLoss()), 2),
                Cell.text("%"));
        answer.head("npv_p5", money(risk.p5()));
        answer.head("npv_p50", money(risk.p50()));
        answer.head("npv_p95", money(risk.p95()));
        answer.head("probability_of_loss", Cell.plain(BigDecimal.valueOf(risk.probabilityOfLoss())));
        answer.add(spread);
        answer.add(tornado(risk, currency));
        answer.add(bars(risk, currency));
    }

    private static Sheet tornado(Risk risk, String currency) {
        Sheet tornado = new Sheet(
                        "tornado",
                        "One input alone from its 5 % to its 95 % quantile, the others at their means; net present value "
                                + currency)
                .text("input", "name")
                .number("at 5 %", "npv_at_p5")
                .number("at 95 %", "npv_at_p95");
        for (Risk.Sway sway : risk.tornado()) {
            tornado.row(Cell.text(sway.input()), money(sway.atLow()), money(sway.atHigh()));
        }
        return tornado;
    }

    private static Sheet bars(Risk risk, String currency) {
        Sheet bars = new Sheet("histogram", "How the draws are spread")
                .number("from " + currency, "from")
                .number("draws", "draws")
                .text("", "bar");
        int most = risk.bars().stream().mapToInt(Integer::intValue).max().orElse(1);
        BigDecimal width = risk.to()
                .minus(risk.from())
                .amount()
                .divide(BigDecimal.valueOf(risk.bars().size()), MathContext.DECIMAL64);
        for (int i = 0; i < risk.bars().size(); i++) {
            int draws = risk.bars().get(i);
            BigDecimal from = risk.from().amount().add(width.multiply(BigDecimal.valueOf(i)));
            bars.row(Cell.number(from, 0), Cell.plain(BigDecimal.valueOf(draws)), Cell.text("█".repeat((int)
                            Math.round(30.0 * draws / most))));
        }
        return bars;
    }

    private Sheet roots(List<Double> rates) {
        Sheet sheet = new Sheet("irr_roots", "Every internal rate of return").number("% a year", "rate");
        rates.forEach(r -> sheet.row(share(r)));
        return sheet;
    }

    private Sheet sensitivity(CashFlows flows, String currency) {
        Sheet sheet = new Sheet("npv_by_rate", "Net present value by discount rate")
                .number("% a year", "rate")
                .number(currency, "npv");
        TreeSet<BigDecimal> rates = new TreeSet<>(List.of(rate));
        RATES.forEach(r -> rates.add(new BigDecimal(r)));
        rates.forEach(r -> sheet.row(percent(r), money(flows.netPresentValue(r))));
        return sheet;
    }

    private List<String> notes(
            CashFlows flows, List<Double> rates, Optional<Payback> simple, Optional<Payback> discounted) {
        List<String> notes = new ArrayList<>();
        if (assumed) {
            notes.add("no rate was stated; 10 % a year is assumed.");
        }
        notes.add(
                "net present value counts from now on, the outlay included; a spreadsheet's NPV discounts its first value too.");
        if (rates.isEmpty()) {
            notes.add("irr is not defined: there is no rate above −100 % and below 10³⁰⁸ at which the value is zero"
                    + (flows.inflows().isZero() || flows.outflows().isZero()
                            ? ", since money goes one way only."
                            : "."));
        } else if (rates.size() > 1) {
            notes.add("irr is not defined: there are " + rates.size()
                    + " rates at which the value is zero; take the net present value or the modified rate.");
        }
        if (flows.returnOnInvestment().isEmpty()) {
            notes.add("roi is not defined: nothing goes out.");
        }
        if (modified(flows).equals(Cell.NONE)) {
            notes.add("mirr is not defined: it needs money that goes out, money that comes in, and time between.");
        }
        if (flows.profit().isZero()) {
            notes.add("cost_profit_ratio is not defined: there is neither profit nor loss.");
        } else if (flows.profit().isNegative()) {
            notes.add("it makes a loss, so cost over profit is negative.");
        }
        payback("payback_years", "the outlay", simple, notes);
        payback("discounted_payback_years", "the outlay with interest", discounted, notes);
        return notes;
    }

    private static void payback(String field, String what, Optional<Payback> payback, List<String> notes) {
        if (payback.isEmpty()) {
            notes.add(field + " is not defined: " + what + " never comes back.");
        } else if (!payback.get().holds()) {
            notes.add(field + " is when " + what + " first comes back; later outlays bring the sum below zero again.");
        }
    }

    private static void put(Sheets answer, Sheet sheet, String field, String name, Cell cell, String unit) {
        answer.head(field, cell);
        String exact = unit.startsWith("%") ? "share" + unit.substring(1) : unit;
        sheet.row(Cell.text(name), cell, new Cell(unit, Cell.text(exact).raw()));
    }

    private Cell modified(CashFlows flows) {
        return flows.modifiedRate(rate.doubleValue(), reinvested.doubleValue())
                .map(InvestSheets::share)
                .orElse(Cell.NONE);
    }

    private static Cell one(List<Double> rates) {
        return rates.size() == 1 ? share(rates.get(0)) : Cell.NONE;
    }

    private static Cell share(double rate) {
        return percent(BigDecimal.valueOf(rate));
    }

    /** A share, shown in per cent. */
    private static Cell percent(BigDecimal share) {
        return Cell.share(share, 2);
    }

    private static Cell ratio(Optional<BigDecimal> ratio) {
        return Cell.known(ratio, r -> Cell.number(r, 2));
    }

    private static Cell years(Optional<Payback> payback) {
        return Cell.known(payback.map(Payback::years), y -> Cell.number(y, 2));
    }

    private static Cell money(Money money) {
        return Cell.number(money.amount(), 2);
    }
}
