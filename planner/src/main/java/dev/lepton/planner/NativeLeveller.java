package dev.lepton.planner;

import com.google.ortools.Loader;
import com.google.ortools.sat.CpModel;
import com.google.ortools.sat.CpSolver;
import com.google.ortools.sat.CpSolverStatus;
import com.google.ortools.sat.CumulativeConstraint;
import com.google.ortools.sat.IntVar;
import com.google.ortools.sat.IntervalVar;
import com.google.ortools.sat.LinearExpr;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.roadmap.Leveller;
import dev.lepton.core.roadmap.Network;
import dev.lepton.core.roadmap.PriorityLeveller;
import dev.lepton.core.roadmap.WorkTime;

/**
 * Levels with CP-SAT, the constraint solver in OR-Tools, in one thread and within an amount of deterministic work, from the
 * schedule that priority rules find. A network too large for that keeps the schedule of the rules.
 */
public final class NativeLeveller implements Leveller {
    /** Entries of the tables that map starts to finishes, above which a network is too large. */
    private static final long MOST_ENTRIES = 50_000;

    private final PriorityLeveller rules;
    private final double work;

    private NativeLeveller(long seed, double work) {
        rules = new PriorityLeveller(seed);
        this.work = work;
    }

    /**
     * A leveller that stops after {@code work} units of deterministic time, about seconds of one core.
     *
     * @throws Problem if the native library is not to be had on this machine
     */
    public static NativeLeveller of(long seed, double work) {
        try {
            Loader.loadNativeLibraries();
        } catch (UnsatisfiedLinkError | RuntimeException e) {
            throw Problem.outside("the solver's native library does not load: " + e.getMessage(), "", e);
        }
        return new NativeLeveller(seed, work);
    }

    @Override
    public String name() {
        return "CP-SAT";
    }

    /** Whether {@code network}, which {@code first} is a schedule of, is small enough for the solver. */
    public boolean takes(Network network, Levelled first) {
        return (long) network.size() * first.schedule().finish() <= MOST_ENTRIES;
    }

    @Override
    public Levelled level(Network network) {
        Levelled first = rules.level(network);
        int horizon = first.schedule().finish();
        if (first.optimal() || !takes(network, first)) {
            return first;
        }
        Model model = new Model(network, first);
        CpSolver solver = new CpSolver();
        solver.getParameters()
                .setNumWorkers(1)
                .setRandomSeed(1)
                .setMaxDeterministicTime(work)
                .setLogSearchProgress(false);
        CpSolverStatus status = solver.solve(model.model);
        if (status != CpSolverStatus.OPTIMAL && status != CpSolverStatus.FEASIBLE) {
            return first;
        }
        int bound = Math.max(first.bound(), (int) Math.round(Math.ceil(solver.bestObjectiveBound() - 1e-6)));
        Levelled better = new Levelled(PriorityLeveller.inOrder(network, model.starts(solver)), bound);
        return better.schedule().finish() <= horizon ? better : new Levelled(first.schedule(), bound);
    }

    /** The variables of one network: of each task the boundaries at which it starts and finishes. */
    private static final class Model {
        private final CpModel model = new CpModel();
        private final Network network;
        private final IntVar[] start;
        private final IntVar[] finish;

        Model(Network network, Levelled first) {
            this.network = network;
            int n = network.size();
            int horizon = first.schedule().finish();
            start = new IntVar[n];
            finish = new IntVar[n];
            IntervalVar[] held = new IntervalVar[n];
            int[] lengths = network.lengths();
            IntVar end = model.newIntVar(0, horizon, "end");
            for (int i = 0; i < n; i++) {
                start[i] = model.newIntVar(network.earliest(i), horizon, "s" + i);
                finish[i] = model.newIntVar(0, horizon, "f" + i);
                times(i, lengths[i], horizon);
                IntVar size = model.newIntVar(0, horizon, "d" + i);
                held[i] = model.newIntervalVar(start[i], size, finish[i], "t" + i);
                model.addLessOrEqual(finish[i], end);
                model.addHint(start[i], first.schedule().start(i));
                model.addHint(finish[i], first.schedule().finish(i));
            }
            for (int i = 0; i < n; i++) {
                network.into(i).forEach(edge -> link(edge, horizon));
            }
            limits(held, horizon);
            model.minimize(end);
        }

        /** Which starts a task has, and the finish that each brings. */
        private void times(int i, int length, int horizon) {
            WorkTime time = network.time(i);
            int worked = time.count(horizon);
            if (length == 0) {
                model.addEquality(start[i], finish[i]);
                return;
            }
            if (worked == horizon) {
                model.addEquality(finish[i], LinearExpr.affine(start[i], 1, length));
                return;
            }
            int starts = worked - length + 1;
            long[] begins = new long[starts];
            long[] ends = new long[starts];
            for (int k = 0, t = 0; k < starts; k++) {
                t = time.startFrom(t, 1);
                begins[k] = t;
                ends[k] = time.finish(t, length);
                t++;
            }
            IntVar which = model.newIntVar(0, starts - 1L, "k" + i);
            model.addElement(which, begins, start[i]);
            model.addElement(which, ends, finish[i]);
        }

        private void link(Network.Edge edge, int horizon) {
            IntVar from = edge.type().fromFinish() ? finish[edge.from()] : start[edge.from()];
            IntVar to = edge.type().toFinish() ? finish[edge.to()] : start[edge.to()];
            WorkTime time = network.time(edge.to());
            if (edge.lag() == 0) {
                model.addGreaterOrEqual(to, from);
                return;
            }
            int open = 0;
            while (open <= horizon && time.shifted(open, edge.lag()) <= horizon) {
                open++;
            }
            long[] bounds = new long[Math.max(1, open)];
            for (int t = 0; t < open; t++) {
                bounds[t] = time.shifted(t, edge.lag());
            }
            IntVar bound = model.newIntVar(0, horizon, "b" + edge.from() + "-" + edge.to());
            model.addElement(from, bounds, bound);
            model.addGreaterOrEqual(to, bound);
        }

        /** A resource's limit is the most there ever is; where there is less, something of fixed place holds the rest. */
        private void limits(IntervalVar[] held, int horizon) {
            for (int r = 0; r < network.resources(); r++) {
                int most = 0;
                for (int t = 0; t < horizon; t++) {
                    most = Math.max(most, network.capacity(r, t));
                }
                CumulativeConstraint limit = model.addCumulative(most);
                for (int i = 0; i < held.length; i++) {
                    if (network.need(i, r) > 0) {
                        limit.addDemand(held[i], network.need(i, r));
                    }
                }
                for (int t = 0; t < horizon; ) {
                    int end = t + 1;
                    while (end < horizon && network.capacity(r, end) == network.capacity(r, t)) {
                        end++;
                    }
                    if (network.capacity(r, t) < most) {
                        limit.addDemand(
                                model.newFixedInterval(t, end - t, "r" + r + "-" + t), most - network.capacity(r, t));
                    }
                    t = end;
                }
            }
        }

        int[] starts(CpSolver solver) {
            int[] starts = new int[start.length];
            for (int i = 0; i < starts.length; i++) {
                starts[i] = Math.toIntExact(solver.value(start[i]));
            }
            return starts;
        }
    }
}
