package dev.lepton.planner;

import dev.lepton.core.catalog.Terms;
import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.money.Money;
import dev.lepton.core.money.Price;
import dev.lepton.core.plan.joint.JointProblem;
import dev.lepton.core.plan.joint.Lever;
import dev.lepton.core.plan.joint.Limits;
import dev.lepton.core.plan.joint.Place;
import dev.lepton.core.plan.joint.Slot;
import dev.lepton.core.plan.joint.Supply;
import dev.lepton.core.plan.joint.Way;
import dev.lepton.core.plan.joint.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/** Builds joint problems for tests, a line a part. */
final class Joint {
    final List<Slot> slots = new ArrayList<>();
    final List<Place> places = new ArrayList<>();
    final List<Work> works = new ArrayList<>();
    final List<Way> ways = new ArrayList<>();
    Limits limits = Limits.none();

    Joint slot(String name, double hours) {
        slots.add(new Slot(name, hours));
        return this;
    }

    static Supply onDemand(String price) {
        return new Supply(new Terms.OnDemand(), Price.usd(price), 1, 0, OptionalInt.empty(), Set.of());
    }

    static Supply onDemand(String price, int held, int most) {
        return new Supply(new Terms.OnDemand(), Price.usd(price), 1, held, OptionalInt.of(most), Set.of());
    }

    static Supply year(String price) {
        return new Supply(new Terms.Commitment(1), Price.usd(price), 1, 0, OptionalInt.empty(), Set.of(Lever.PURCHASE));
    }

    static Supply spot(String price) {
        return new Supply(new Terms.Spot(), Price.usd(price), 1.1, 0, OptionalInt.empty(), Set.of(Lever.SPOT));
    }

    Joint place(String name, int devices, Supply... supplies) {
        places.add(new Place(
                name,
                name,
                Optional.of(name),
                devices,
                "here",
                Optional.of("site"),
                1.5,
                OptionalDouble.of(400),
                Optional.empty(),
                OptionalInt.empty(),
                List.of(supplies)));
        return this;
    }

    /** A service of one bucket with the rate in each slot. */
    Joint service(String name, Double... rates) {
        List<List<Double>> bySlot = new ArrayList<>();
        for (Double rate : rates) {
            bySlot.add(List.of(rate));
        }
        works.add(new Work.Service(name, OptionalDouble.empty(), List.of("all"), bySlot, 1, 0, 0.5));
        return this;
    }

    Joint run(String name, double deadline, OptionalDouble worth) {
        works.add(new Work.Run(name, worth, deadline));
        return this;
    }

    /** A way of the last work to serve so many a second with a replica of so many devices. */
    Joint serves(int place, double devices, double rate, boolean spot, Lever... changes) {
        return way(place, devices, new Way.How.Serve(List.of(rate), spot), changes);
    }

    Joint finishes(int place, double devices, double hours, boolean spot, Lever... changes) {
        return way(place, devices, new Way.How.Finish(hours, spot), changes);
    }

    private Joint way(int place, double devices, Way.How how, Lever... changes) {
        String setting = changes.length == 0 ? "as today" : "changed at " + place;
        Map<Lever, String> settings = new java.util.EnumMap<>(Lever.class);
        for (Lever lever : Lever.values()) {
            settings.put(lever, List.of(changes).contains(lever) ? setting : "as today");
        }
        ways.add(new Way(
                works.size() - 1,
                settings,
                Set.of(changes),
                OptionalInt.of(place),
                devices,
                OptionalDouble.of(1000 * devices),
                Optional.empty(),
                Confidence.MEASURED,
                how));
        return this;
    }

    JointProblem problem() {
        return new JointProblem(
                Money.USD, slots.isEmpty() ? List.of(new Slot("always", 730)) : slots, places, works, ways, limits);
    }
}
