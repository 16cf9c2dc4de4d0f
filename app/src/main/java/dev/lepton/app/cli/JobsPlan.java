package dev.lepton.app.cli;

import dev.lepton.core.catalog.Terms;
import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.money.Money;
import dev.lepton.core.plan.joint.JointPlan;
import dev.lepton.core.plan.joint.JointPlanner;
import dev.lepton.core.plan.joint.JointProblem;
import dev.lepton.core.plan.joint.Layered;
import dev.lepton.core.plan.joint.Levels;
import dev.lepton.core.plan.joint.Lever;
import dev.lepton.core.plan.joint.Limits;
import dev.lepton.core.plan.joint.Place;
import dev.lepton.core.plan.joint.Way;
import dev.lepton.core.plan.joint.Work;
import dev.lepton.core.plan.source.CatalogSites;
import dev.lepton.core.plan.source.Site;
import dev.lepton.core.simulate.scaling.PoolJob;
import dev.lepton.formats.prices.BundledPrices;
import dev.lepton.planner.NativeSolver;
import dev.lepton.report.model.Scoreboard;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What to change about a fleet that is there for recorded jobs: off when idle, paid otherwise, elsewhere, chosen together.
 *
 * @param today cost of the fleet in a month of 730 hours
 * @param steps cost with machines off while nobody needs them, then after each layer
 */
record JobsPlan(Money today, List<Layered.Step> steps, JointPlan plan, Scoreboard board) {
    private static final int LEVELS = 8;
    private static final double HELD = 0.85;

    /**
     * The plan for {@code jobs} that run today on machines of 8 {@code device}s in {@code region}, of that type.
     *
     * @param today cost of a month of 730 hours
     * @param device as the price catalog names it
     */
    static JobsPlan of(List<PoolJob> jobs, Money today, String device, String machine, String region) {
        Levels levels = Levels.of(List.of(byHour(jobs)), LEVELS);
        double highest = byHour(jobs).stream().mapToDouble(x -> x).max().orElse(0);
        BundledPrices bundled = BundledPrices.load();
        CatalogSites.Query query = new CatalogSites.Query(
                List.of(device),
                List.of("aws", "gcp"),
                List.of("us-*"),
                List.of(new Terms.OnDemand(), new Terms.Commitment(1), new Terms.Commitment(3)),
                1,
                2);
        List<Place> places =
                CatalogSites.of(bundled.catalog(), bundled.devices(), query, Set.of(region), bundled.newestList())
                        .sites()
                        .stream()
                        .map(Site::place)
                        .filter(p -> p.devices() == 8)
                        .toList();
        List<List<Double>> rates =
                levels.rates().stream().map(r -> List.of(r.get(0) * highest)).toList();
        Work work = new Work.Service("recorded jobs", OptionalDouble.empty(), List.of("GPUs"), rates, HELD, 1, 0.5);
        List<Way> ways = new ArrayList<>();
        for (int p = 0; p < places.size(); p++) {
            ways.add(way(places.get(p), p, machine, region));
        }
        JointProblem problem = new JointProblem(Money.USD, levels.slots(), places, List.of(work), ways, Limits.none());
        return of(problem, today);
    }

    private static JobsPlan of(JointProblem problem, Money today) {
        JointPlanner planner = new JointPlanner(NativeSolver.of(NativeSolver.Engine.SCIP, 20_000, 1e-4));
        JointPlan plan = planner.cheapest(problem).orElseThrow();
        List<Layered.Step> steps = new Layered(planner).of(problem);
        return new JobsPlan(today, steps, plan, board(problem, planner, plan));
    }

    private static Scoreboard board(JointProblem problem, JointPlanner planner, JointPlan plan) {
        List<String> notes = List.of(
                "today, in these tables: today's machines, but off while nobody needs them",
                "each level of load is planned for its busiest hour, to " + (int) (100 * HELD) + " % of the GPUs there",
                "machines in the United States only; that so many can be had at list prices is assumed",
                "spot is left out: whether these jobs survive that their machines are taken back is not recorded");
        PlanSheets sheets = new PlanSheets(problem, planner, notes, List.of(), false);
        return sheets.of(new dev.lepton.core.plan.joint.JointAnswer.Planned(plan))
                .board("What to change: the same jobs on the cheapest machines", List.of());
    }

    private static Way way(Place place, int number, String machine, String region) {
        boolean here = place.region().equals(region);
        Set<Lever> changes = EnumSet.noneOf(Lever.class);
        if (!here) {
            changes.add(Lever.REGION);
        } else if (!place.machine().equals(machine)) {
            changes.add(Lever.DEVICE);
        }
        return new Way(
                0,
                Map.of(Lever.DEVICE, place.machine(), Lever.REGION, place.region()),
                changes,
                OptionalInt.of(number),
                place.devices(),
                OptionalDouble.empty(),
                Optional.empty(),
                Confidence.MEASURED,
                new Way.How.Serve(List.of((double) place.devices()), false));
    }

    /** GPUs held in the mean of each hour from the first job on, had each job started when it came. */
    private static List<Double> byHour(List<PoolJob> jobs) {
        long end = jobs.stream()
                .mapToLong(j -> j.arrivalSeconds() + j.seconds())
                .max()
                .orElse(0);
        double[] held = new double[(int) (end / 3600) + 1];
        for (PoolJob job : jobs) {
            long until = job.arrivalSeconds() + job.seconds();
            for (long from = job.arrivalSeconds(); from < until; ) {
                int hour = (int) (from / 3600);
                long to = Math.min(until, (hour + 1) * 3600L);
                held[hour] += job.gpus() * (to - from) / 3600.0;
                from = to;
            }
        }
        List<Double> hours = new ArrayList<>();
        for (double h : held) {
            hours.add(h);
        }
        return hours;
    }
}
