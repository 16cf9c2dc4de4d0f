package dev.lepton.app.cli;

import dev.lepton.core.catalog.Terms;
import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.money.Money;
import dev.lepton.core.plan.joint.JointPlan;
import dev.lepton.core.plan.joint.JointPlanner;
import dev.lepton.core.plan.joint.JointProblem;
import dev.lepton.core.plan.joint.Levels;
import dev.lepton.core.plan.joint.Lever;
import dev.lepton.core.plan.joint.Limits;
import dev.lepton.core.plan.joint.Place;
import dev.lepton.core.plan.joint.Way;
import dev.lepton.core.plan.joint.Work;
import dev.lepton.core.plan.source.CatalogSites;
import dev.lepton.core.plan.source.Site;
import dev.lepton.formats.prices.BundledPrices;
import dev.lepton.planner.NativeSolver;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the planner buys so that what lacks day by day is there: the cheapest mix of machines, terms and regions, with its bound. */
record ShortfallPlan(Sheet sheet, List<String> notes) {
    private static final int LEVELS = 4;
    private static final int CHEAPEST = 3;

    ShortfallPlan {
        notes = List.copyOf(notes);
    }

    /**
     * The plan for {@code lacking} accelerators of {@code device}; empty where no price is known there.
     *
     * @param lacking by day, not all 0
     * @param provider anywhere when empty; {@code region} likewise
     */
    static Optional<ShortfallPlan> of(
            String resource, List<Long> lacking, String device, Optional<String> provider, Optional<String> region) {
        List<Place> places = places(device, provider, region);
        if (places.isEmpty()) {
            return Optional.empty();
        }
        Levels levels =
                Levels.of(List.of(lacking.stream().map(Long::doubleValue).toList()), LEVELS);
        double highest = lacking.stream().mapToLong(l -> l).max().orElse(0);
        List<List<Double>> rates =
                levels.rates().stream().map(r -> List.of(r.get(0) * highest)).toList();
        Work work = new Work.Service(resource, OptionalDouble.empty(), List.of(resource), rates, 1, 0, 0);
        List<Way> ways = new ArrayList<>();
        for (int p = 0; p < places.size(); p++) {
            ways.add(way(places.get(p), p));
        }
        JointProblem problem = new JointProblem(Money.USD, levels.slots(), places, List.of(work), ways, Limits.none());
        return new JointPlanner(NativeSolver.of(NativeSolver.Engine.SCIP, 20_000, 1e-4))
                .cheapest(problem)
                .map(plan -> new ShortfallPlan(
                        sheet(resource, places, plan),
                        List.of(resource + ": what the planner buys is for a mean month of the " + lacking.size()
                                + " days, each day's lack planned in one of "
                                + levels.slots().size()
                                + " levels; a commitment is paid on after these days. No plan costs below "
                                + money(plan.bound())
                                + " a month. That so many can be had at list prices is assumed.")));
    }

    private static List<Place> places(String device, Optional<String> provider, Optional<String> region) {
        BundledPrices bundled = BundledPrices.load();
        CatalogSites.Query query = new CatalogSites.Query(
                List.of(device),
                provider.map(List::of).orElse(List.of()),
                region.map(List::of).orElse(List.of()),
                List.of(new Terms.OnDemand(), new Terms.Commitment(1), new Terms.Commitment(3)),
                1,
                CHEAPEST);
        try {
            return CatalogSites.of(bundled.catalog(), bundled.devices(), query, Set.of(), bundled.newestList())
                    .sites()
                    .stream()
                    .map(Site::place)
                    .toList();
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    private static Way way(Place place, int number) {
        return new Way(
                0,
                Map.of(Lever.DEVICE, place.machine(), Lever.REGION, place.region()),
                Set.of(),
                OptionalInt.of(number),
                place.devices(),
                OptionalDouble.empty(),
                Optional.empty(),
                Confidence.ESTIMATE,
                new Way.How.Serve(List.of((double) place.devices()), false));
    }

    private static Sheet sheet(String resource, List<Place> places, JointPlan plan) {
        Sheet sheet = new Sheet("planned", "What lepton plan would buy for the " + resource + " that lack")
                .text("machine", "machine")
                .text("region", "region")
                .text("terms", "terms")
                .text("machines, by level of lack", "machines")
                .number("GPUs at most", "gpus")
                .number("a month USD", "monthly");
        for (JointPlan.Fleet fleet : plan.fleet()) {
            Place place = places.get(fleet.place());
            sheet.row(
                    Cell.text(place.machine()),
                    Cell.text(place.region()),
                    Cell.text(place.supplies().get(fleet.supply()).terms().word()),
                    Cell.text(counts(fleet)),
                    Cell.plain(BigDecimal.valueOf((long) place.devices() * fleet.peak())),
                    Cell.number(fleet.monthly().amount(), 2));
        }
        return sheet;
    }

    private static String counts(JointPlan.Fleet fleet) {
        return IntStream.range(0, fleet.whole().size())
                .mapToObj(s -> fleet.whole().get(s)
                        + (fleet.partHours().get(s) > 0
                                ? " + " + Math.round(fleet.partHours().get(s)) + " h of another"
                                : ""))
                .collect(Collectors.joining(", "));
    }

    private static String money(Money money) {
        return Cell.number(money.amount(), 2).shown() + " " + money.currency().getCurrencyCode();
    }
}
