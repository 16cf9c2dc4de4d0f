package dev.lepton.formats.documents;

import dev.lepton.core.economics.Capital;
import dev.lepton.core.economics.EnergyUse;
import dev.lepton.core.economics.Ownership;
import dev.lepton.core.economics.RunningCost;
import dev.lepton.core.energy.Electricity;
import dev.lepton.core.energy.PowerDraw;
import dev.lepton.core.finance.Depreciation;
import dev.lepton.core.money.Money;
import dev.lepton.core.money.Price;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;

/**
 * An owned machine as its owner describes it, what {@code lepton tco} reads.
 *
 * @param machine the machine
 * @param utilisations shares of the year to price a GPU-hour at, each above 0 and at most 1; may be empty
 * @param rents rental prices to compare with; may be empty
 * @param unstated cost keys that were not given and count as nothing
 */
public record OwnershipDocument(
        Ownership machine, List<BigDecimal> utilisations, List<Rent> rents, List<String> unstated) {
    private static final BigDecimal WATTS = BigDecimal.valueOf(1000);

    /** A GPU of the same kind on offer. */
    public record Rent(String name, Price perGpuHour) {}

    public OwnershipDocument {
        utilisations = List.copyOf(utilisations);
        rents = List.copyOf(rents);
        unstated = List.copyOf(unstated);
    }

    /** Reads {@code path}. */
    public static OwnershipDocument read(Path path) {
        return of(YamlSource.read(path));
    }

    /** Reads {@code text}, called {@code file} in messages. */
    public static OwnershipDocument parse(String file, String text) {
        return of(YamlSource.parse(file, text));
    }

    private static OwnershipDocument of(Mapping top) {
        top.allow(
                "name", "currency", "gpus", "capital", "power", "running", "utilisation_percent", "rent_per_gpu_hour");
        Currency currency = top.currency();
        List<String> unstated = new ArrayList<>();
        Ownership machine = machine(top, currency, unstated);
        List<BigDecimal> utilisations = utilisations(top, "utilisation_percent");
        List<Rent> rents = top.each("rent_per_gpu_hour", rent -> {
            rent.allow("name", "price");
            return new Rent(rent.text("name"), rent.price("price", currency));
        });
        return new OwnershipDocument(machine, utilisations, rents, unstated);
    }

    /** The machine of {@code name, gpus, capital, power, running}. */
    static Ownership machine(Mapping top, Currency currency, List<String> unstated) {
        Capital capital = capital(top.section("capital"), currency, unstated);
        EnergyUse energy = energy(top.section("power"), currency, unstated);
        RunningCost running = running(top, energy, currency, unstated);
        return top.build(() -> new Ownership(top.text("name"), top.whole("gpus"), capital, energy, running));
    }

    /** The percentages under {@code key} as shares, each above 0 and at most 1; none without the key. */
    static List<BigDecimal> utilisations(Mapping top, String key) {
        List<BigDecimal> utilisations = new ArrayList<>();
        for (BigDecimal percent : top.numbers(key)) {
            if (percent.signum() <= 0 || percent.compareTo(BigDecimal.valueOf(100)) > 0) {
                throw top.wrong(
                        key, key + " has " + percent.toPlainString() + ", but each is above 0 and at most 100.", "");
            }
            utilisations.add(percent.movePointLeft(2));
        }
        return utilisations;
    }

    private static Capital capital(Mapping section, Currency currency, List<String> unstated) {
        section.allow(
                "purchase",
                "networking",
                "residual",
                "life_years",
                "interest_percent",
                "method",
                "declining_percent",
                "year");
        Money networking = new Money(section.amountOrNothing("networking", unstated), currency);
        Money residual = new Money(section.amountOrNothing("residual", unstated), currency);
        Money purchase = new Money(section.amount("purchase"), currency);
        Capital.Method method = method(section);
        return section.build(() -> new Capital(
                purchase,
                networking,
                residual,
                section.whole("life_years"),
                section.percent("interest_percent"),
                method));
    }

    private static Capital.Method method(Mapping section) {
        String word = section.has("method")
                ? section.choice("method", List.of("annuity", "straight-line", "declining-balance"))
                : "annuity";
        if (!word.equals("declining-balance")) {
            for (String key : List.of("declining_percent", "year")) {
                if (section.has(key)) {
                    throw section.wrong(key, key + " means nothing with method " + word + ".", "Maybe leave it out.");
                }
            }
        }
        if (word.equals("annuity")) {
            return new Capital.Method.EqualPayments();
        }
        return section.build(() -> word.equals("straight-line")
                ? new Capital.Method.WrittenDown(new Depreciation.StraightLine(), 1)
                : new Capital.Method.WrittenDown(
                        new Depreciation.DecliningBalance(section.percent("declining_percent")),
                        section.whole("year")));
    }

    private static EnergyUse energy(Mapping section, Currency currency, List<String> unstated) {
        section.allow("rated_kw", "load_percent", "measured_kw", "pue", "tariff_per_kwh", "cooling_per_year");
        if (section.has("measured_kw") == section.has("rated_kw")) {
            throw section.wrong(
                    "",
                    "power is stated either as measured_kw or as rated_kw with load_percent.",
                    "Maybe keep the measured one.");
        }
        if (section.has("measured_kw") && section.has("load_percent")) {
            throw section.wrong("load_percent", "load_percent means nothing with measured_kw.", "Maybe leave it out.");
        }
        PowerDraw draw = section.build(() -> section.has("measured_kw")
                ? new PowerDraw.Measured(plain(section.amount("measured_kw").multiply(WATTS)))
                : new PowerDraw.Rated(
                        plain(section.amount("rated_kw").multiply(WATTS)), section.percent("load_percent")));
        Money cooling = new Money(section.amountOrNothing("cooling_per_year", unstated), currency);
        return section.build(() -> new EnergyUse(
                draw, new Electricity(section.number("pue"), section.price("tariff_per_kwh", currency)), cooling));
    }

    private static RunningCost running(Mapping top, EnergyUse energy, Currency currency, List<String> unstated) {
        Mapping section = top.section("running");
        section.allow(
                "space_per_kw_month",
                "space_kw",
                "maintenance_percent",
                "people_per_year",
                "nodes_served",
                "licences_per_year",
                "data_per_year",
                "cloud_services_per_year");
        Price space = Price.of(section.amountOrNothing("space_per_kw_month", unstated), currency);
        BigDecimal ratedWatts = switch (energy.draw()) {
            case PowerDraw.Measured measured -> measured.watts();
            case PowerDraw.Rated rated -> rated.ratedWatts();
            case PowerDraw.OnCurve curve -> curve.watts();
        };
        BigDecimal spaceKw = section.has("space_kw") ? section.amount("space_kw") : plain(ratedWatts.movePointLeft(3));
        BigDecimal maintenance =
                section.amountOrNothing("maintenance_percent", unstated).movePointLeft(2);
        Money people = new Money(section.amountOrNothing("people_per_year", unstated), currency);
        Money licences = new Money(section.amountOrNothing("licences_per_year", unstated), currency);
        Money data = new Money(section.amountOrNothing("data_per_year", unstated), currency);
        Money cloud = new Money(section.amountOrNothing("cloud_services_per_year", unstated), currency);
        int nodes = people.isZero() ? section.whole("nodes_served", 1) : section.whole("nodes_served");
        return section.build(() -> new RunningCost(space, spaceKw, maintenance, people, nodes, licences, data, cloud));
    }

    private static BigDecimal plain(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
