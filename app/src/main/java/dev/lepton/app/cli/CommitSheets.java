package dev.lepton.app.cli;

import dev.lepton.core.finance.commitment.CommitmentPlan;
import dev.lepton.core.finance.commitment.LoadDuration;
import dev.lepton.core.finance.commitment.OnlineRule;
import dev.lepton.core.finance.commitment.Scenario;
import dev.lepton.core.finance.commitment.UnitRates;
import dev.lepton.core.money.Footing;
import dev.lepton.core.money.Money;
import dev.lepton.core.time.Hours;
import dev.lepton.formats.usage.HourlyUsage;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** What {@code lepton commit --usage} answers. */
final class CommitSheets {
    private static final int LINES = 16;
    private static final int WIDEST = 40;
    private static final long FEW_HOURS = 28L * 24;

    private final HourlyUsage read;
    private final LoadDuration curve;
    private final BigDecimal size;
    private final CommitPrices.Offer offer;
    private final UnitRates rates;
    private final List<Scenario> scenarios;
    private final int held;
    private final String currency;

    CommitSheets(
            HourlyUsage read,
            LoadDuration curve,
            BigDecimal size,
            CommitPrices.Offer offer,
            UnitRates rates,
            List<Scenario> scenarios,
            int held) {
        this.read = read;
        this.curve = curve;
        this.size = size;
        this.offer = offer;
        this.rates = rates;
        this.scenarios = scenarios;
        this.held = held;
        currency = offer.onDemand().currency().getCurrencyCode();
    }

    Sheets answer(CommitmentPlan plan, int offers) {
        Sheets answer = new Sheets();
        opening(plan, answer);
        head(plan, answer);
        answer.add(portfolio(plan));
        answer.add(bills(plan));
        answer.add(terms(plan));
        if (scenarios.size() > 1) {
            answer.add(scenarios(plan));
        }
        answer.add(curve(plan));
        notes(offers, answer);
        return answer;
    }

    private void opening(CommitmentPlan plan, Sheets answer) {
        answer.open(String.format(
                "%,d hours from %s: %s units in use in the mean, %s to %s. A unit is %s%s.",
                read.units().size(),
                read.start(),
                shown(curve.mean()),
                shown(curve.least()),
                shown(curve.peak()),
                offer.provider().isEmpty() ? "what the prices are for" : "one " + offer.machine(),
                size.compareTo(BigDecimal.ONE) == 0
                        ? ""
                        : ", " + Cell.plain(size).shown() + " of the file's"));
        String what = plan.committedUnits() == 0
                ? "Commit to nothing: no unit is used for long enough."
                : "Commit to " + plan.committedUnits() + ": " + String.join(", ", bought(plan)) + ".";
        answer.open(what);
        answer.open("An expected month costs " + cents(plan.firstYearMonth().planned()) + " instead of "
                + cents(plan.firstYearMonth().allOnDemand()) + " " + currency + " on demand: "
                + Cell.grouped(saved(plan.firstYearMonth())) + " less.");
    }

    private static List<String> bought(CommitmentPlan plan) {
        List<String> words = new ArrayList<>();
        for (CommitmentPlan.Bought b : plan.bought().reversed()) {
            if (b.units() > 0) {
                words.add(b.units() + " for " + b.commitment().years()
                        + (b.commitment().years() == 1 ? " year" : " years"));
            }
        }
        return words;
    }

    private void head(CommitmentPlan plan, Sheets answer) {
        CommitmentPlan.Bill month = plan.firstYearMonth();
        answer.head("currency", Cell.text(currency));
        answer.head("unit", Cell.text(offer.name()));
        answer.head("unit_size", Cell.plain(size));
        answer.head("hours", Cell.plain(BigDecimal.valueOf(read.units().size())));
        answer.head("hours_without_rows", Cell.plain(BigDecimal.valueOf(read.unseen())));
        answer.head("mean_units", Cell.plain(curve.mean()));
        answer.head("peak_units", Cell.plain(curve.peak()));
        answer.head("held_units", Cell.plain(BigDecimal.valueOf(held)));
        answer.head("committed_units", Cell.plain(BigDecimal.valueOf(plan.committedUnits())));
        answer.head("overflow_units", Cell.plain(plan.overflowUnits()));
        answer.head("on_demand_per_hour", Cell.plain(rates.onDemand().perUnit()));
        answer.head("overflow_per_hour", Cell.plain(rates.overflow().perUnit()));
        answer.head("cost_per_month_on_demand", Cell.plain(month.allOnDemand().amount()));
        answer.head("cost_per_month", Cell.plain(month.planned().amount()));
        answer.head("saving_per_month", Cell.plain(month.saved().amount()));
    }

    private Sheet portfolio(CommitmentPlan plan) {
        Sheet sheet = new Sheet("portfolio", "What to commit to now")
                .text("terms", "terms")
                .number("units", "units")
                .number("from unit", "from_unit")
                .number("to unit", "to_unit")
                .number("the last is used %, year 1", "last_used_percent")
                .number(currency + " an hour each", "price_per_hour")
                .number(currency + " a month", "cost_per_month");
        List<CommitmentPlan.Bought> all = plan.bought().reversed();
        List<BigDecimal> exact = monthly(plan);
        List<BigDecimal> shown = Footing.foot(exact, 2);
        for (int i = 0; i < all.size(); i++) {
            CommitmentPlan.Bought b = all.get(i);
            boolean none = b.units() == 0;
            sheet.row(
                    Cell.text(b.commitment().years() + "y"),
                    whole(b.units()),
                    none ? Cell.NONE : whole(b.from()),
                    none ? Cell.NONE : whole(b.from() + b.units() - 1),
                    none ? Cell.NONE : Cell.percent(b.lastUsedShare(), 1),
                    BreakEvenSheets.price(b.commitment().hourly()),
                    Cell.shownAs(shown.get(i), exact.get(i)));
        }
        sheet.row(
                Cell.text(rates.spot().isPresent() ? "on demand and spot" : "on demand"),
                new Cell(
                        shown(plan.overflowUnits()) + " in the mean",
                        Cell.plain(plan.overflowUnits()).raw()),
                Cell.NONE,
                Cell.NONE,
                Cell.NONE,
                BreakEvenSheets.price(rates.overflow()),
                Cell.shownAs(shown.get(all.size()), exact.get(all.size())));
        sheet.total(
                "together", "", "", "", "", "", Cell.grouped(shown.stream().reduce(BigDecimal.ZERO, BigDecimal::add)));
        return sheet;
    }

    /** What a month of each commitment costs, the longest first, and last what is paid for use. */
    private static List<BigDecimal> monthly(CommitmentPlan plan) {
        List<BigDecimal> exact = new ArrayList<>();
        for (CommitmentPlan.Bought b : plan.bought().reversed()) {
            BigDecimal hours = Hours.PER_BILLING_MONTH.multiply(BigDecimal.valueOf(b.units()));
            exact.add(b.commitment().hourly().times(hours).amount());
        }
        exact.add(plan.firstYearMonth().overflow().amount());
        return exact;
    }

    private Sheet bills(CommitmentPlan plan) {
        Sheet sheet = new Sheet("bills", "What it costs, expected, " + currency)
                .text("", "name")
                .number("all on demand", "all_on_demand")
                .number("committed", "committed")
                .number("the rest", "rest")
                .number("together", "together")
                .number("less", "saved")
                .number("less %", "saved_percent");
        bill(sheet, "a month of the first year", plan.firstYearMonth());
        bill(sheet, plan.horizonYears() + " years", plan.horizon());
        return sheet;
    }

    private static void bill(Sheet sheet, String name, CommitmentPlan.Bill bill) {
        List<BigDecimal> parts =
                List.of(bill.committed().amount(), bill.overflow().amount());
        List<BigDecimal> shown = Footing.foot(parts, 2);
        sheet.row(
                Cell.text(name),
                Cell.number(bill.allOnDemand().amount(), 2),
                Cell.shownAs(shown.get(0), parts.get(0)),
                Cell.shownAs(shown.get(1), parts.get(1)),
                Cell.number(bill.planned().amount(), 2),
                Cell.shownAs(saved(bill), bill.saved().amount()),
                bill.allOnDemand().isZero()
                        ? Cell.NONE
                        : Cell.percent(
                                bill.saved().amount().divide(bill.allOnDemand().amount(), MathContext.DECIMAL64), 1));
    }

    /** The difference of what is shown, so that the line adds up. */
    private static BigDecimal saved(CommitmentPlan.Bill bill) {
        return rounded(bill.allOnDemand()).subtract(rounded(bill.planned()));
    }

    private static BigDecimal rounded(Money amount) {
        return amount.amount().setScale(2, RoundingMode.HALF_EVEN);
    }

    private Sheet terms(CommitmentPlan plan) {
        Sheet sheet = new Sheet("terms", "Each term by itself, as if it were the only one")
                .text("terms", "terms")
                .number(currency + " an hour", "price_per_hour")
                .number("pays above %", "break_even_percent")
                .number("z* = F⁻¹", "quantile_units")
                .number("units worth it", "units")
                .number("without a forecast: after full months", "online_months")
                .number("costs at most × hindsight", "online_ratio");
        for (CommitmentPlan.Alone alone : plan.alone()) {
            OnlineRule rule = new OnlineRule(
                    alone.commitment().years() * Hours.PER_YEAR.intValue(),
                    alone.breakEven().doubleValue() * alone.commitment().years() * Hours.PER_YEAR.doubleValue(),
                    0);
            sheet.row(
                    Cell.text(alone.commitment().years() + "y"),
                    BreakEvenSheets.price(alone.commitment().hourly()),
                    Cell.percent(alone.breakEven(), 1),
                    Cell.number(alone.quantile(), 2),
                    whole(alone.units()),
                    Cell.number(
                            BigDecimal.valueOf(rule.breakEvenHours())
                                    .divide(Hours.PER_BILLING_MONTH, MathContext.DECIMAL64),
                            1),
                    Cell.number(BigDecimal.valueOf(rule.competitiveRatio()), 2));
        }
        return sheet;
    }

    private Sheet scenarios(CommitmentPlan plan) {
        Sheet sheet = new Sheet("scenarios", "Units worth it by themselves, when scenarios are ordered by them")
                .text("terms", "terms")
                .number("10 % of the weight needs at most", "units_10")
                .number("50 %", "units_50")
                .number("90 %", "units_90")
                .number("all weighed together", "units");
        for (CommitmentPlan.Alone alone : plan.alone()) {
            sheet.row(
                    Cell.text(alone.commitment().years() + "y"),
                    whole(alone.byScenario().get(0)),
                    whole(alone.byScenario().get(1)),
                    whole(alone.byScenario().get(2)),
                    whole(alone.units()));
        }
        return sheet;
    }

    private Sheet curve(CommitmentPlan plan) {
        Sheet sheet = new Sheet("curve", "How much of the time each unit was used")
                .number("unit", "unit")
                .number("used %", "used_percent")
                .text("", "used_share")
                .text("", "terms");
        for (int level : levels(plan)) {
            BigDecimal share = curve.usedShare(level);
            int blocks = share.multiply(BigDecimal.valueOf(WIDEST))
                    .setScale(0, RoundingMode.HALF_EVEN)
                    .intValueExact();
            sheet.row(
                    whole(level),
                    Cell.percent(share, 1),
                    new Cell("█".repeat(blocks) + "·".repeat(WIDEST - blocks), Cell.json(share)),
                    Cell.text(termsOf(plan, level)));
        }
        return sheet;
    }

    /** Evenly spread, with the first and last of everything bought. */
    private SortedSet<Integer> levels(CommitmentPlan plan) {
        SortedSet<Integer> levels = new TreeSet<>();
        int most = Math.max(1, curve.levels());
        for (int i = 0; i < LINES; i++) {
            levels.add(1 + (int) Math.round((most - 1.0) * i / (LINES - 1)));
        }
        plan.bought().stream().filter(b -> b.units() > 0).forEach(b -> {
            levels.add(Math.min(most, b.from()));
            levels.add(Math.min(most, b.from() + b.units() - 1));
        });
        return levels;
    }

    private String termsOf(CommitmentPlan plan, int level) {
        if (level <= held) {
            return "held";
        }
        return plan.bought().stream()
                .filter(b -> level >= b.from() && level < b.from() + b.units())
                .map(b -> b.commitment().years() + "y")
                .findFirst()
                .orElse("for use");
    }

    private void notes(int offers, Sheets answer) {
        if (!read.failures().isEmpty()) {
            answer.note("rows were not taken", read.failures());
        }
        if (read.unseen() > 0) {
            answer.note(
                    read.unseen() + " hours between the first and the last have no row and count as nothing in use.");
        }
        if (read.untimed() > 0) {
            answer.note(read.untimed() + " jobs with GPUs have no start or no end and are left out.");
        }
        if (read.units().size() < FEW_HOURS) {
            answer.note("the file is of " + read.units().size()
                    + " hours, less than four weeks; a commitment of a year rests on it.");
        }
        if (offers > 1) {
            answer.note("the cheapest of " + offers + " machines and regions on demand was taken, " + offer.name()
                    + "; --machine and --region choose another.");
        }
        if (!offer.provider().isEmpty() && !read.ofGpus() && size.compareTo(BigDecimal.ONE) == 0) {
            answer.note("a unit of the file is taken as one " + offer.machine()
                    + "; --unit 8 if it is one of 8 GPUs in it.");
        }
        if (held > 0) {
            answer.note("the first " + held + " units are held already; costs are of what is above them.");
        }
        if (scenarios.size() > 1 || scenarios.get(0).growth().signum() != 0) {
            answer.note(
                    "growth is assumed, not seen: year y of a scenario has (1 + growth)^y times the file's usage; what is bought"
                            + " after the first year is decided when the scenario is known.");
        }
        if (rates.spot().isPresent()) {
            answer.note(
                    "how much runs on spot, and what interruptions add, is assumed: see --spot-share and --spot-overhead.");
        }
        answer.note(
                "prices: " + offer.source() + "; a month has 730 hours; units in part of an hour count by that part.");
        answer.note("without a forecast: commit to a unit once it was used for so many full months within one term"
                + " (Wang, Li, Liang 2013).");
    }

    private static String cents(Money amount) {
        return Cell.grouped(rounded(amount));
    }

    private static Cell whole(int number) {
        return Cell.plain(BigDecimal.valueOf(number));
    }

    private static String shown(BigDecimal units) {
        return Cell.plain(units.setScale(2, RoundingMode.HALF_EVEN)).shown();
    }
}
