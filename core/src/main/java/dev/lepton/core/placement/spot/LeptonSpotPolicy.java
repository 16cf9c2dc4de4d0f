package dev.lepton.core.placement.spot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Lepton's own policy: estimate from what was observed how long availability and outages last, work out by dynamic
 * programming what each mode is expected to cost to the end, and take the cheapest that still keeps the deadline. A new
 * plan is made after each eighth of the time to the deadline.
 *
 * <p>It promises: the deadline is kept (by {@link SafetyNet}, exact in ticks); without changeovers it is {@link Greedy}
 * with the exact net, which is then optimal among policies that do not know the future. It does not promise to be the
 * cheapest on a given series, it models no rhythm of the day, and seven days of history have shown no measurable gain over
 * none. Figures: {@code docs/scoreboards/spot.md}.
 */
public final class LeptonSpotPolicy implements SpotPolicy {
    private static final int PLANS_PER_JOB = 8;
    private static final double SAME = 1e-6;

    /** The last plan made; what it is of can be told, so that keeping it changes no answer. */
    private @Nullable Made last;

    private record Made(SpotJob job, Observed seen, Plan plan) {}

    /**
     * A mode that can be taken now.
     *
     * @param mode the mode
     * @param spotHours what the rest of the job is then expected to cost, in hours of spot
     */
    public record Expected(Mode mode, double spotHours) {}

    @Override
    public Mode choose(SpotJob job, SpotState state, Observed seen) {
        if (job.changeoverTicks() == 0) {
            Mode greedy = ZoneChoice.spotOr(Mode.IDLE, state, seen);
            return SafetyNet.safe(job, state, greedy) ? greedy : Mode.ON_DEMAND;
        }
        Mode best = Mode.ON_DEMAND;
        double least = Double.POSITIVE_INFINITY;
        for (Expected expected : expectations(job, state, seen)) {
            if (expected.spotHours() < least - SAME) {
                least = expected.spotHours();
                best = expected.mode();
            }
        }
        return best;
    }

    /** The modes that keep the deadline, and what each is expected to cost; the present one first. */
    public List<Expected> expectations(SpotJob job, SpotState state, Observed seen) {
        Plan plan = plan(job, state, seen);
        OptionalInt zone = ZoneChoice.best(state, seen);
        int age = Hazards.age(seen);
        List<Mode> modes = new ArrayList<>(4);
        modes.add(state.mode());
        zone.ifPresent(z -> addNew(modes, Mode.spot(z)));
        addNew(modes, Mode.ON_DEMAND);
        addNew(modes, Mode.IDLE);
        List<Expected> all = new ArrayList<>(modes.size());
        for (Mode mode : modes) {
            if (SafetyNet.safe(job, state, mode)) {
                double ticks = plan.expectedSpotTicks(state, mode, zone.isPresent(), age);
                all.add(new Expected(mode, ticks / SpotJob.TICKS_PER_HOUR));
            }
        }
        return all;
    }

    private static void addNew(List<Mode> modes, Mode mode) {
        if (!modes.contains(mode)) {
            modes.add(mode);
        }
    }

    @Override
    public String why(SpotJob job, SpotState state, Observed seen) {
        if (job.changeoverTicks() == 0) {
            return "switching is free, so spot whenever there is one, and on demand only when the time runs out";
        }
        List<Expected> all = expectations(job, state, seen);
        return all.size() == 1
                ? "nothing else keeps the deadline for certain"
                : "cheapest to the end, in hours of spot: "
                        + all.stream()
                                .map(e -> e.mode().words() + " " + String.format(Locale.ROOT, "%.2f", e.spotHours()))
                                .collect(Collectors.joining(", "));
    }

    /** The plan in force: of what had been seen when the present eighth of the time began. */
    private Plan plan(SpotJob job, SpotState state, Observed seen) {
        int period = Math.max(1, job.deadlineTicks() / PLANS_PER_JOB);
        int since = state.tick() % period;
        Observed then = seen.asOf(Math.max(seen.first(), seen.now() - since));
        Made made = last;
        if (made == null || !made.job().equals(job) || !made.seen().same(then)) {
            made = new Made(job, then, new Plan(job, Hazards.of(then), state.tick() - since));
            last = made;
        }
        return made.plan();
    }
}
