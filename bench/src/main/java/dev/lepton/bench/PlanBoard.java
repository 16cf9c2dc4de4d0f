package dev.lepton.bench;

import dev.lepton.core.catalog.Terms;
import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.money.Money;
import dev.lepton.core.money.Price;
import dev.lepton.core.plan.joint.JointPlan;
import dev.lepton.core.plan.joint.JointPlanner;
import dev.lepton.core.plan.joint.JointProblem;
import dev.lepton.core.plan.joint.LargePlanner;
import dev.lepton.core.plan.joint.Lever;
import dev.lepton.core.plan.joint.Limits;
import dev.lepton.core.plan.joint.Place;
import dev.lepton.core.plan.joint.Slot;
import dev.lepton.core.plan.joint.Supply;
import dev.lepton.core.plan.joint.Way;
import dev.lepton.core.plan.joint.Work;
import dev.lepton.planner.NativeLinear;
import dev.lepton.planner.NativeSolver;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Plans of drawn problems: many services with 200 ways each that share the stock of 50 places, commitments, power and a carbon limit; and what a planned fleet does
 * when rates differ from those planned.
 */
final class PlanBoard {
    private static final int SHAPES = 5;
    private static final int REGIONS = 10;
    private static final int DRAWS = 10;

    private PlanBoard() {}

    /** Rows of the results; prints them on the way. {@code sizes} like {@code 1000,10000}. */
    static List<String> run(String sizes, PrintStream out) {
        List<String> rows = new ArrayList<>(List.of("what,services,devices_per_machine,seed,value,unit"));
        for (String size : sizes.split(",", -1)) {
            for (int devices : new int[] {2, 8}) {
                large(Integer.parseInt(size), devices, rows, out);
            }
        }
        stress(rows, out);
        return rows;
    }

    private static void large(int services, int devices, List<String> rows, PrintStream out) {
        JointProblem problem = drawn(services, devices, 7);
        long start = System.nanoTime();
        LargePlanner planner = new LargePlanner(
                NativeSolver.of(NativeSolver.Engine.SCIP, 2_000, 1e-4),
                NativeSolver.of(NativeSolver.Engine.SCIP, 100, 5e-4),
                new NativeLinear(),
                line -> {});
        Optional<JointPlan> plan = planner.solve(problem);
        double seconds = (System.nanoTime() - start) / 1e9;
        Runtime memory = Runtime.getRuntime();
        long megabytes = (memory.totalMemory() - memory.freeMemory()) >> 20;
        String what = services + " services, machines of " + devices + " devices";
        out.println(what + ": "
                + plan.map(p -> String.format(
                                Locale.ROOT,
                                "%.2f USD a month, gap %.2f %%",
                                p.total().toDouble(),
                                100 * p.gap()))
                        .orElse("no plan")
                + String.format(Locale.ROOT, ", %.1f s, %d MB held", seconds, megabytes));
        String key = services + "," + devices + ",7,";
        plan.ifPresent(p -> rows.add("gap," + key + p.gap() + ",share"));
        rows.add("time," + key + seconds + ",s");
        rows.add("memory held after," + key + megabytes + ",MB");
    }

    /** What share of the load a plan for one rate cannot carry at another, and how much of a fleet moves when rates change by two percent. */
    private static void stress(List<String> rows, PrintStream out) {
        JointPlanner planner = new JointPlanner(NativeSolver.of(NativeSolver.Engine.SCIP, 20_000, 1e-4));
        for (double inflation : new double[] {0, 0.25}) {
            JointProblem problem = small(1, inflation);
            JointPlan plan = planner.cheapest(problem).orElseThrow();
            for (double times : new double[] {1.1, 1.25, 1.5}) {
                double lost = lost(problem, plan, times);
                out.printf(
                        Locale.ROOT,
                        "robust to +%.0f %%: %.2f USD a month; at %.2f x the rates %.2f %% of the load finds no capacity%n",
                        100 * inflation,
                        plan.total().toDouble(),
                        times,
                        100 * lost);
                rows.add("lost at " + times + " x when planned for +" + inflation + ",8,1,1," + lost + ",share");
            }
        }
        double most = 0;
        JointPlan before = planner.cheapest(small(1, 0)).orElseThrow();
        for (int draw = 0; draw < DRAWS; draw++) {
            most = Math.max(most, moved(planner, before, draw));
        }
        out.printf(
                Locale.ROOT,
                "rates changed by up to 2 %%: at most %.2f %% of the fleet moves (%d draws)%n",
                100 * most,
                DRAWS);
        rows.add("moved after 2 percent noise at most,8,1,1," + most + ",share of machines");
    }

    /** Load beyond what the machines planned can do. A service may use them to the full, not only to the utilisation planned with. */
    private static double lost(JointProblem problem, JointPlan plan, double times) {
        double lost = 0;
        double all = 0;
        for (int w = 0; w < problem.works().size(); w++) {
            Work.Service service = (Work.Service) problem.works().get(w);
            double able = 0;
            for (JointPlan.Serving s : plan.serving()) {
                Way way = problem.ways().get(s.way());
                able += way.work() == w
                        ? s.replicas().get(0)
                                * ((Way.How.Serve) way.how()).rates().get(0)
                        : 0;
            }
            double load = service.rate(0, 0) * times;
            all += load;
            lost += Math.max(0, load - able);
        }
        return lost / all;
    }

    /** Machines started after rates changed at random by up to two percent, of all, when a start costs a tenth of a machine's month. */
    private static double moved(JointPlanner planner, JointPlan before, int draw) {
        JointProblem noisy = small(1 + 0.02 * (2 * new SplittableRandom(draw).nextDouble() - 1), 0);
        List<Place> places = new ArrayList<>(noisy.places());
        int machines = 0;
        for (JointPlan.Fleet f : before.fleet()) {
            Place place = places.get(f.place());
            List<Supply> supplies = new ArrayList<>(place.supplies());
            Supply s = supplies.get(f.supply());
            supplies.set(
                    f.supply(),
                    new Supply(s.terms(), s.hourly(), s.overhead(), f.peak(), OptionalInt.empty(), s.changes()));
            places.set(f.place(), place.with(supplies, place.most()));
            machines += f.peak();
        }
        Limits limits =
                new Limits(Optional.empty(), Map.of(), OptionalDouble.empty(), Optional.of(Money.usd("300")), 0, 0);
        JointPlan after =
                planner.cheapest(noisy.withPlaces(places).with(limits)).orElseThrow();
        return after.started() / machines;
    }

    /** Eight services on three kinds of machine. */
    private static JointProblem small(double times, double inflation) {
        SplittableRandom random = new SplittableRandom(1);
        List<Place> places = new ArrayList<>();
        for (int p = 0; p < 3; p++) {
            places.add(place("p" + p, 1, "here", 1.5 * (p + 1), 1_000_000, random));
        }
        List<Work> works = new ArrayList<>();
        List<Way> ways = new ArrayList<>();
        for (int w = 0; w < 8; w++) {
            double load = 20 + 100 * random.nextDouble();
            works.add(service("s" + w, List.of(load * times)));
            for (int p = 0; p < 3; p++) {
                ways.add(way(w, p, 1, 4.0 * (p + 1) * (0.8 + 0.4 * random.nextDouble())));
            }
        }
        Limits limits = new Limits(
                Optional.empty(), Map.of(), OptionalDouble.empty(), Optional.empty(), inflation > 0 ? 1 : 0, inflation);
        return new JointProblem(Money.USD, List.of(new Slot("always", 730)), places, works, ways, limits);
    }

    private static Work service(String name, List<Double> rates) {
        return new Work.Service(
                name,
                OptionalDouble.empty(),
                List.of("all"),
                rates.stream().map(List::of).toList(),
                0.8,
                1,
                0.5);
    }

    private static Way way(int work, int place, int devices, double rate) {
        return new Way(
                work,
                Map.of(),
                Set.of(),
                OptionalInt.of(place),
                devices,
                OptionalDouble.of(350.0 * devices),
                Optional.empty(),
                Confidence.GUESS,
                new Way.How.Serve(List.of(rate), false));
    }

    private static Place place(
            String name, int devices, String region, double perDevice, int stock, SplittableRandom random) {
        double hourly = perDevice * devices * (0.9 + 0.3 * random.nextDouble());
        return new Place(
                name,
                name,
                Optional.of(name),
                devices,
                region,
                Optional.of(region),
                1.2,
                OptionalDouble.of(50 + 400 * random.nextDouble()),
                Optional.empty(),
                OptionalInt.of(stock),
                List.of(
                        new Supply(new Terms.OnDemand(), price(hourly), 1, 0, OptionalInt.empty(), Set.of()),
                        new Supply(
                                new Terms.Commitment(1),
                                price(hourly * 0.7),
                                1,
                                0,
                                OptionalInt.of(stock / 2),
                                Set.of(Lever.PURCHASE))));
    }

    private static Price price(double hourly) {
        return Price.of(BigDecimal.valueOf(hourly).setScale(4, RoundingMode.HALF_EVEN), Money.USD);
    }

    /** Services with 200 ways each: five kinds of machine, two variants, one or two devices, ten regions. */
    private static JointProblem drawn(int services, int devices, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Slot> slots = List.of(new Slot("day", 300), new Slot("night", 430));
        List<Place> places = new ArrayList<>();
        int stock = services * 8 / devices / 10 + 5;
        for (int s = 0; s < SHAPES; s++) {
            for (int r = 0; r < REGIONS; r++) {
                places.add(place("p" + s + "-" + r, devices, "region" + r, 1.3 * (1 + s), stock, random));
            }
        }
        List<Work> works = new ArrayList<>();
        List<Way> ways = new ArrayList<>();
        for (int w = 0; w < services; w++) {
            double load = 10 * Math.exp(3 * random.nextDouble());
            works.add(service("s" + w, List.of(load, load * (0.2 + 0.6 * random.nextDouble()))));
            for (int s = 0; s < SHAPES; s++) {
                double rate = 2.85 * (1 + s) * (0.7 + 0.8 * random.nextDouble());
                for (int v = 0; v < 2; v++) {
                    double faster = v == 0 ? 1 : 1.3 + 0.3 * random.nextDouble();
                    for (int r = 0; r < REGIONS; r++) {
                        ways.add(way(w, s * REGIONS + r, 1, rate * faster));
                        ways.add(way(w, s * REGIONS + r, 2, 1.95 * rate * faster));
                    }
                }
            }
        }
        Map<String, Double> power = new TreeMap<>();
        for (int r = 0; r < REGIONS; r++) {
            power.put("region" + r, services * 6.0 / REGIONS);
        }
        Limits limits = new Limits(
                Optional.of(Money.usd(String.valueOf(services * 9_000))),
                power,
                OptionalDouble.of(services * 900.0),
                Optional.empty(),
                0,
                0);
        return new JointProblem(Money.USD, slots, places, works, ways, limits);
    }
}
