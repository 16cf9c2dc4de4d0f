package dev.lepton.app.wiring;

import dev.lepton.core.catalog.Terms;
import dev.lepton.core.money.Money;
import dev.lepton.core.plan.joint.Place;
import dev.lepton.core.plan.joint.Supply;
import dev.lepton.core.plan.source.CatalogSites;
import dev.lepton.core.plan.source.Site;
import dev.lepton.formats.prices.BundledPrices;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where a workspace's work may run.
 *
 * @param notes what was taken how
 * @param silent what is not offered, and why
 */
record WorkspacePlaces(List<Site> sites, List<String> notes, List<String> silent) {
    /** The fleet's machines, and the same devices as the bundled price lists have them. */
    static WorkspacePlaces of(Session session, List<Site> fleet, Instant pricesAt) {
        WorkspacePlaces places = new WorkspacePlaces(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        Set<String> devices = new TreeSet<>();
        Set<String> regions = new TreeSet<>();
        Set<String> around = new TreeSet<>();
        for (Site site : fleet) {
            devices.add(site.place().device().orElseThrow());
            regions.add(site.place().region());
            int dash = site.place().region().indexOf('-');
            around.add(
                    dash > 0
                            ? site.place().region().substring(0, dash) + "-*"
                            : site.place().region());
        }
        List<Site> listed = places.listed(session, devices, around, regions, pricesAt);
        for (Site site : fleet) {
            places.sites.add(withCommitments(site, listed));
        }
        for (Site site : listed) {
            boolean ours = fleet.stream().anyMatch(f -> alike(f.place(), site.place()));
            if (!ours) {
                places.sites.add(site);
            }
        }
        places.notes.add(
                "Machines of the same devices in " + String.join(", ", around)
                        + " at list prices, on demand or committed, are offered besides the fleet's; that so many can be had is assumed.");
        return places;
    }

    private List<Site> listed(
            Session session, Set<String> devices, Set<String> around, Set<String> regions, Instant pricesAt) {
        BundledPrices bundled = session.bundled();
        if (!session.settings().currency().equals(Money.USD)) {
            silent.add("price lists: they are in USD, the workspace is not, so only the fleet's machines are offered");
            return List.of();
        }
        try {
            CatalogSites.Query query = new CatalogSites.Query(
                    List.copyOf(devices),
                    List.of(),
                    List.copyOf(around),
                    List.of(new Terms.OnDemand(), new Terms.Commitment(1), new Terms.Commitment(3)),
                    1,
                    2);
            return CatalogSites.of(bundled.catalog(), bundled.devices(), query, regions, pricesAt)
                    .sites();
        } catch (IllegalArgumentException e) {
            silent.add("price lists: " + e.getMessage() + " Only the fleet's machines are offered");
        }
        return List.of();
    }

    private static boolean alike(Place a, Place b) {
        return a.machine().equals(b.machine()) && a.region().equals(b.region());
    }

    /** The fleet's machine with the terms that the lists have for it besides. */
    private static Site withCommitments(Site site, List<Site> listed) {
        Place place = site.place();
        List<Supply> supplies = new ArrayList<>(place.supplies());
        boolean owned = supplies.get(0).terms() instanceof Terms.Owned;
        for (Site other : listed) {
            if (!owned && alike(place, other.place())) {
                other.place().supplies().stream()
                        .filter(s -> !s.terms().equals(place.supplies().get(0).terms()))
                        .forEach(supplies::add);
            }
        }
        return new Site(place.with(supplies, place.most()), site.networkMillis(), site.aliases());
    }
}
