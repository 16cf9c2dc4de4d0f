package dev.lepton.app.cli;

import dev.lepton.core.economics.Ownership;
import dev.lepton.core.economics.PowerMode;
import dev.lepton.core.economics.RentOrBuy;
import dev.lepton.core.economics.Replacement;
import dev.lepton.core.evidence.Explanation;
import dev.lepton.core.finance.CashFlows;
import dev.lepton.core.finance.Payback;
import dev.lepton.core.money.Money;
import dev.lepton.formats.documents.RentOrBuyDocument;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** What {@code lepton rent-or-buy} answers. */
final class RentOrBuySheets {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final List<BigDecimal> USUAL =
            List.of(BigDecimal.ONE, new BigDecimal("0.7"), new BigDecimal("0.5"), new BigDecimal("0.3"));

    private final RentOrBuyDocument document;
    private final Ownership machine;
    private final PowerMode mode;
    private final String currency;
    private final BigDecimal first;

    RentOrBuySheets(RentOrBuyDocument document, PowerMode mode) {
        this.document = document;
        this.mode = mode;
        machine = document.machine();
        currency = machine.currency().getCurrencyCode();
        first = document.byYear().get(0);
    }

    Sheets answer() {
        Sheets answer = new Sheets();
        Explanation year = machine.perYear(first, mode);
        answer.open(machine.name() + ", " + machine.gpus() + " GPUs, used " + percent(first)
                + " % of the first year, power "
                + mode.words() + ": a GPU-hour that is used costs "
                + Cell.number(machine.perGpuHour(first, mode).perUnit(), 2).shown() + " " + currency + ".");
        answer.head("name", Cell.text(machine.name()));
        answer.head("currency", Cell.text(currency));
        answer.head("gpus", Cell.plain(BigDecimal.valueOf(machine.gpus())));
        answer.head("utilisation_percent", Cell.plain(first.multiply(HUNDRED)));
        answer.head("power_follows_load", Cell.flag(mode == PowerMode.FOLLOWS_LOAD, "", ""));
        answer.head("cost_per_year", Cell.plain(year.amount().amount()));
        answer.head(
                "cost_per_gpu_hour", Cell.plain(machine.perGpuHour(first, mode).perUnit()));
        answer.add(breakEvens());
        answer.add(gpuHours());
        answer.add(instead());
        answer.add(years());
        document.replacement().ifPresent(r -> answer.add(lives(r)));
        answer.add(WorkingSheet.of("How a year was got", year, currency, 0));
        notes(answer);
        return answer;
    }

    private RentOrBuy against(RentOrBuy.Rent rent) {
        return new RentOrBuy(machine, mode, rent, document.byYear(), document.rentChange());
    }

    private Sheet breakEvens() {
        Sheet sheet = new Sheet("break_even", "When owning costs less, at the first year's rent")
                .text("rented", "name")
                .number(currency + " per GPU-hour", "rent_per_gpu_hour")
                .text("paid", "paid")
                .number("break-even utilisation %", "break_even_percent")
                .text("owning costs less", "verdict")
                .text("at " + percent(first) + " %", "cheaper");
        for (RentOrBuy.Rent rent : document.rents()) {
            RentOrBuy.Verdict verdict = against(rent).verdict();
            int order = machine.perGpuHour(first, mode).compareRate(rent.perUsedHour(first));
            sheet.row(
                    Cell.text(rent.name()),
                    Cell.number(rent.perGpuHour().perUnit(), 2),
                    Cell.text(rent.always() ? "always" : "as used"),
                    switch (verdict) {
                        case RentOrBuy.Verdict.From from -> Cell.percent(from.utilisation(), 1);
                        case RentOrBuy.Verdict.UpTo upTo -> Cell.percent(upTo.utilisation(), 1);
                        case RentOrBuy.Verdict.Always always -> Cell.NONE;
                        case RentOrBuy.Verdict.Never never -> Cell.NONE;
                    },
                    Cell.text(
                            switch (verdict) {
                                case RentOrBuy.Verdict.From from -> "above";
                                case RentOrBuy.Verdict.UpTo upTo -> "below";
                                case RentOrBuy.Verdict.Always always -> "always";
                                case RentOrBuy.Verdict.Never never -> "never";
                            }),
                    Cell.text(order == 0 ? "equal" : order < 0 ? "owning" : "renting"));
        }
        return sheet;
    }

    private Sheet gpuHours() {
        Sheet sheet = new Sheet("gpu_hours", "A GPU-hour that is used, " + currency)
                .number("utilisation %", "utilisation_percent")
                .number("owned, a year", "cost_per_year")
                .number("owned", "cost_per_gpu_hour");
        for (int i = 0; i < document.rents().size(); i++) {
            sheet.number(document.rents().get(i).name(), "rent_" + (i + 1) + "_per_gpu_hour");
        }
        List<BigDecimal> utilisations = document.utilisations().isEmpty() ? USUAL : document.utilisations();
        for (BigDecimal u : utilisations.stream().sorted().toList().reversed()) {
            Cell[] cells = new Cell[3 + document.rents().size()];
            cells[0] = Cell.plain(u.multiply(HUNDRED));
            cells[1] = Cell.number(machine.perYear(u, mode).amount().amount(), 0);
            cells[2] = Cell.number(machine.perGpuHour(u, mode).perUnit(), 2);
            for (int i = 0; i < document.rents().size(); i++) {
                cells[3 + i] =
                        Cell.number(document.rents().get(i).perUsedHour(u).perUnit(), 2);
            }
            sheet.row(cells);
        }
        return sheet;
    }

    private Sheet instead() {
        BigDecimal interest = machine.capital().interest();
        Sheet sheet = new Sheet(
                        "instead",
                        "Buying instead of renting, over " + machine.capital().lifeYears() + " years, discounted at "
                                + percent(interest) + " % a year")
                .text("rented", "name")
                .number("net present value, " + currency, "npv")
                .number("internal rate %", "irr_percent")
                .number("paid back, years", "payback_years")
                .number("discounted", "discounted_payback_years");
        for (RentOrBuy.Rent rent : document.rents()) {
            CashFlows flows = against(rent).flows();
            List<Double> rates = flows.ratesOfReturn();
            sheet.row(
                    Cell.text(rent.name()),
                    Cell.number(flows.netPresentValue(interest).amount(), 0),
                    rates.size() == 1 ? Cell.percent(BigDecimal.valueOf(rates.get(0)), 1) : Cell.NONE,
                    payback(Payback.of(flows, BigDecimal.ZERO, true)),
                    payback(Payback.of(flows, interest, true)));
        }
        return sheet;
    }

    private static Cell payback(Optional<Payback> payback) {
        return Cell.known(payback, p -> Cell.number(p.years(), 1));
    }

    /** Against the first rent, as an example of how it goes. */
    private Sheet years() {
        RentOrBuy.Rent rent = document.rents().get(0);
        Sheet sheet = new Sheet("years", "Year by year against '" + rent.name() + "', " + currency)
                .number("year", "year")
                .number("used %", "utilisation_percent")
                .number("owned: paid in the year", "owned")
                .number("rented: paid in the year", "rented")
                .number("owned so far", "owned_so_far")
                .number("rented so far", "rented_so_far");
        Money bought = machine.capital().purchase().plus(machine.capital().networking());
        Money owned = bought;
        Money rented = Money.zero(machine.currency());
        sheet.row(year(0), Cell.NONE, whole(bought), whole(rented), whole(owned), whole(rented));
        for (RentOrBuy.Year year : against(rent).years()) {
            owned = owned.plus(year.running());
            rented = rented.plus(year.rented());
            sheet.row(
                    year(year.year()),
                    Cell.plain(document.byYear().get(year.year() - 1).multiply(HUNDRED)),
                    whole(year.running()),
                    whole(year.rented()),
                    whole(owned),
                    whole(rented));
        }
        return sheet;
    }

    private Sheet lives(Replacement replacement) {
        int best = replacement.economicLife();
        Money newYear = replacement.yearly(best);
        Sheet sheet = new Sheet("replacement", "After how many years to replace it, " + currency + " a year")
                .number("age", "age_years")
                .number("bought new and kept so long", "cost_per_year")
                .number("kept on from then", "keeping_on")
                .text("", "verdict");
        List<Money> all = replacement.byLife();
        for (int age = 1; age <= all.size(); age++) {
            String least = age == best ? "the life that costs least" : "";
            String then = age == all.size()
                    ? ""
                    : replacement.replaceAt(age, newYear, document.newSpeed())
                            ? "a new machine costs less for the same work"
                            : "keep";
            sheet.row(
                    year(age),
                    whole(all.get(age - 1)),
                    age < all.size() ? whole(replacement.keeping(age)) : Cell.NONE,
                    Cell.text(least + (least.isEmpty() || then.isEmpty() ? "" : "; ") + then));
        }
        return sheet;
    }

    private void notes(Sheets answer) {
        if (!document.unstated().isEmpty()) {
            answer.note("not stated and counted as nothing: " + String.join(", ", document.unstated()) + ".");
        }
        answer.note("rents change by " + percent(document.rentChange())
                + " % a year, as stated; the break-evens are at the first year's.");
        if (machine.capital().interestIsUnused()) {
            answer.note("break-evens leave the interest out, as the method asks; present values are at that interest.");
        }
        document.replacement()
                .ifPresent(r -> answer.note("a new machine is taken to cost this one's least yearly cost and to do "
                        + Cell.plain(document.newSpeed()).shown()
                        + " times its work, as stated; ages beyond those stated are"
                        + " not looked at."));
        answer.note("a year has 8,760 hours; owned so far leaves out what the machine sells for.");
    }

    private static Cell year(int year) {
        return Cell.plain(BigDecimal.valueOf(year));
    }

    private static Cell whole(Money amount) {
        return Cell.number(amount.amount(), 0);
    }

    private static String percent(BigDecimal share) {
        return Cell.plain(share.multiply(HUNDRED)).shown();
    }
}
