package dev.lepton.formats.documents;

import dev.lepton.core.economics.Ownership;
import dev.lepton.core.economics.RentOrBuy;
import dev.lepton.core.economics.Replacement;
import dev.lepton.core.money.Money;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/**
 * A machine that may be bought and rents that may be paid instead, what {@code lepton rent-or-buy} reads.
 *
 * @param machine the machine
 * @param utilisations shares of the year to price a GPU-hour at; may be empty
 * @param byYear share of each year of the life that the GPUs are used
 * @param rents what the same GPUs rent for, at least one
 * @param rentChange what rents do a year, as a share
 * @param replacement resale and running cost by year, for the life that costs least; empty where not stated
 * @param newSpeed work of a new machine over the old one's, with {@code replacement}
 * @param unstated cost keys that were not given and count as nothing
 */
public record RentOrBuyDocument(
        Ownership machine,
        List<BigDecimal> utilisations,
        List<BigDecimal> byYear,
        List<RentOrBuy.Rent> rents,
        BigDecimal rentChange,
        Optional<Replacement> replacement,
        BigDecimal newSpeed,
        List<String> unstated) {
    private static final int MOST_YEARS = 30;

    public RentOrBuyDocument {
        utilisations = List.copyOf(utilisations);
        byYear = List.copyOf(byYear);
        rents = List.copyOf(rents);
        unstated = List.copyOf(unstated);
    }

    /** Reads {@code path}. */
    public static RentOrBuyDocument read(Path path) {
        return of(YamlSource.read(path));
    }

    /** Reads {@code text}, called {@code file} in messages. */
    public static RentOrBuyDocument parse(String file, String text) {
        return of(YamlSource.parse(file, text));
    }

    private static RentOrBuyDocument of(Mapping top) {
        top.allow(
                "name",
                "currency",
                "gpus",
                "capital",
                "power",
                "running",
                "utilisation_percent",
                "utilisation_percent_by_year",
                "rent_per_gpu_hour",
                "rent_change_percent",
                "replacement");
        Currency currency = top.currency();
        List<String> unstated = new ArrayList<>();
        Ownership machine = OwnershipDocument.machine(top, currency, unstated);
        List<BigDecimal> utilisations = OwnershipDocument.utilisations(top, "utilisation_percent");
        List<BigDecimal> byYear = byYear(top, machine.capital().lifeYears(), utilisations);
        List<RentOrBuy.Rent> rents = rents(top, currency);
        BigDecimal change = top.number("rent_change_percent", BigDecimal.ZERO).movePointLeft(2);
        if (change.compareTo(BigDecimal.ONE.negate()) <= 0) {
            throw top.wrong("rent_change_percent", "rent_change_percent is -100 or less.", "Maybe -10.");
        }
        Optional<Mapping> section = top.optional("replacement");
        return new RentOrBuyDocument(
                machine,
                utilisations,
                byYear,
                rents,
                change,
                section.map(s -> replacement(s, machine, byYear)),
                section.map(s -> speed(s)).orElse(BigDecimal.ONE),
                unstated);
    }

    private static List<RentOrBuy.Rent> rents(Mapping top, Currency currency) {
        List<RentOrBuy.Rent> rents = top.each("rent_per_gpu_hour", rent -> {
            rent.allow("name", "price", "paid");
            boolean always = rent.has("paid")
                    && rent.choice("paid", List.of("as-used", "always")).equals("always");
            return new RentOrBuy.Rent(rent.text("name"), rent.price("price", currency), always);
        });
        if (rents.isEmpty()) {
            throw top.wrong(
                    "",
                    "rent_per_gpu_hour is missing at the top; it is a list of rents.",
                    "Maybe '- name: …' and 'price: 2.69'.");
        }
        return rents;
    }

    /** As stated, else the first of {@code utilisation_percent} in every year, else 100 %. */
    private static List<BigDecimal> byYear(Mapping top, int life, List<BigDecimal> utilisations) {
        List<BigDecimal> stated = OwnershipDocument.utilisations(top, "utilisation_percent_by_year");
        if (stated.isEmpty()) {
            return Collections.nCopies(life, utilisations.isEmpty() ? BigDecimal.ONE : utilisations.get(0));
        }
        if (stated.size() != life) {
            throw top.wrong(
                    "utilisation_percent_by_year",
                    "utilisation_percent_by_year has " + stated.size() + " years, and life_years is " + life + ".",
                    "Maybe one percentage for each year of the life.");
        }
        return stated;
    }

    private static BigDecimal speed(Mapping section) {
        BigDecimal speed = section.number("new_speed", BigDecimal.ONE);
        if (speed.signum() <= 0) {
            throw section.wrong("new_speed", "new_speed is " + speed.toPlainString() + ".", "Maybe 2: twice the work.");
        }
        return speed;
    }

    /** Running cost of the first year is the machine's; it grows by a share a year. */
    private static Replacement replacement(Mapping section, Ownership machine, List<BigDecimal> byYear) {
        section.allow("resale_percent_by_year", "running_growth_percent", "new_speed");
        List<BigDecimal> percents = section.numbers("resale_percent_by_year");
        if (percents.isEmpty() || percents.size() > MOST_YEARS) {
            throw section.wrong(
                    "resale_percent_by_year",
                    "resale_percent_by_year has " + percents.size() + " years; 1 to " + MOST_YEARS + " are needed.",
                    "Maybe [70, 50, 35, 25, 15].");
        }
        Money bought = machine.capital().purchase().plus(machine.capital().networking());
        Money running = machine.perYear(byYear.get(0), dev.lepton.core.economics.PowerMode.HELD)
                .amount()
                .minus(machine.capital().perYear().amount());
        BigDecimal growth = section.number("running_growth_percent", BigDecimal.ZERO)
                .movePointLeft(2)
                .add(BigDecimal.ONE);
        List<Money> resale = new ArrayList<>();
        List<Money> yearly = new ArrayList<>();
        for (BigDecimal percent : percents) {
            if (percent.signum() < 0 || percent.compareTo(BigDecimal.valueOf(100)) > 0) {
                throw section.wrong(
                        "resale_percent_by_year",
                        "resale_percent_by_year has " + percent.toPlainString() + ", but each is 0 to 100.",
                        "");
            }
            resale.add(bought.times(percent.movePointLeft(2)));
            yearly.add(running.times(growth.pow(yearly.size())));
        }
        return section.build(
                () -> new Replacement(bought, resale, yearly, machine.capital().interest()));
    }
}
