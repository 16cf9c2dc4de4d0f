package dev.lepton.formats.documents;

import dev.lepton.core.catalog.Terms;
import dev.lepton.core.money.Price;
import dev.lepton.core.plan.joint.Lever;
import dev.lepton.core.plan.joint.Place;
import dev.lepton.core.plan.joint.Supply;
import dev.lepton.core.plan.source.Site;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The machines that a plan document states, with their prices. */
final class PlanOffers {
    private final Currency currency;
    private final Set<String> names = new HashSet<>();

    PlanOffers(Currency currency) {
        this.currency = currency;
    }

    List<Site> sites(Mapping top) {
        return top.each("offers", this::site);
    }

    private Site site(Mapping s) {
        s.allow(
                "name",
                "machine",
                "device",
                "devices",
                "region",
                "failure_domain",
                "site",
                "pue",
                "grams_per_kwh",
                "price_per_kwh",
                "network_ms",
                "stock",
                "terms",
                "price_per_hour",
                "held");
        String name = s.text("name");
        if (!names.add(name)) {
            throw s.wrong("name", "there are two offers called '" + name + "'.", "Maybe rename one.");
        }
        Place place = s.build(() -> new Place(
                name,
                s.has("machine") ? s.text("machine") : name,
                s.has("device") ? Optional.of(s.text("device")) : Optional.empty(),
                s.whole("devices", 1),
                s.has("region") ? s.text("region") : "anywhere",
                domain(s, name),
                s.has("site") ? Optional.of(s.text("site")) : Optional.empty(),
                s.number("pue", BigDecimal.ONE).doubleValue(),
                PlanDocument.maybe(s, "grams_per_kwh"),
                s.has("price_per_kwh") ? Optional.of(s.price("price_per_kwh", currency)) : Optional.empty(),
                MixDocument.stock(s),
                supplies(s)));
        return new Site(place, PlanDocument.maybe(s, "network_ms"), List.of(), ends(s));
    }

    /** What machines that may be taken back go together with: as stated, else all of their device in their region. */
    private static String domain(Mapping s, String name) {
        if (s.has("failure_domain") || !s.has("region")) {
            return s.has("failure_domain") ? s.text("failure_domain") : name;
        }
        String kind = s.has("device") ? s.text("device") : s.has("machine") ? s.text("machine") : name;
        return kind + " " + s.text("region");
    }

    private List<Supply> supplies(Mapping s) {
        if (s.has("price_per_hour") == s.has("terms")) {
            throw s.wrong(
                    "",
                    "an offer states either price_per_hour, which is on demand, or terms.",
                    "Maybe 'terms: [{on: spot, price_per_hour: 1.2}]'.");
        }
        if (s.has("price_per_hour")) {
            return List.of(new Supply(
                    new Terms.OnDemand(),
                    s.price("price_per_hour", currency),
                    1,
                    s.whole("held", 0),
                    OptionalInt.empty(),
                    Set.of()));
        }
        List<Supply> supplies = new ArrayList<>(s.each("terms", this::supply));
        return supplies;
    }

    private Supply supply(Mapping t) {
        t.allow("on", "price_per_hour", "overhead_percent", "held", "until", "stock");
        Terms terms = t.build(() -> Terms.parse(t.text("on")));
        Price hourly = t.price("price_per_hour", currency);
        double overhead =
                1 + (t.has("overhead_percent") ? t.percent("overhead_percent").doubleValue() : 0);
        int held = t.whole("held", 0);
        OptionalInt stock = MixDocument.stock(t);
        // Machines of our own are those we have, unless more could be bought.
        OptionalInt most = terms instanceof Terms.Owned && stock.isEmpty() ? OptionalInt.of(held) : stock;
        return t.build(() -> new Supply(terms, hourly, overhead, held, most, levers(terms)));
    }

    /** When commitments end that are held. */
    private static Map<Terms, LocalDate> ends(Mapping s) {
        Map<Terms, LocalDate> ends = new LinkedHashMap<>();
        if (s.has("terms")) {
            s.each("terms", t -> {
                Terms terms = t.build(() -> Terms.parse(t.text("on")));
                if (t.has("until")) {
                    if (!(terms instanceof Terms.Commitment) || t.whole("held", 0) == 0) {
                        throw t.wrong("until", "only a commitment that is held ends.", "Maybe 'on: 1y, held: 3'.");
                    }
                    ends.put(terms, t.date("until"));
                }
                return t;
            });
        }
        return ends;
    }

    private static Set<Lever> levers(Terms terms) {
        return switch (terms) {
            case Terms.OnDemand o -> EnumSet.noneOf(Lever.class);
            case Terms.Spot s -> EnumSet.of(Lever.SPOT);
            case Terms.Commitment c -> EnumSet.of(Lever.PURCHASE);
            case Terms.Owned o -> EnumSet.of(Lever.CAPITAL);
        };
    }
}
