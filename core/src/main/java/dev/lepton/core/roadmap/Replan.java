package dev.lepton.core.roadmap;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is left, planned again from where it stands: done tasks stay, begun ones go on with the share that is left of their
 * planned length, the others follow. Resources are kept within their limits from then on.
 */
public final class Replan {
    /**
     * How far a task's finish moves against the plan.
     *
     * @param task its index
     * @param slots of its own working time by which it finishes later; negative for earlier
     * @param own slots of these by which it takes longer itself; what is left over is a late start
     * @param cause what holds its start now; a task that has begun is held by nothing
     */
    public record Slip(int task, int slots, int own, Chain.Cause cause) {}

    private final Network network;
    private final Schedule plan;
    private final int[] lengths;
    private final Schedule again;
    private final List<Slip> slips;

    private Replan(Network network, Schedule plan, int[] lengths, Schedule again, List<Slip> slips) {
        this.network = network;
        this.plan = plan;
        this.lengths = lengths;
        this.again = again;
        this.slips = List.copyOf(slips);
    }

    /** {@code plan} from {@code status} on. */
    public static Replan of(Network network, Schedule plan, Status status) {
        int now = Math.max(0, network.roadmap().endOf(status.asOf()));
        SerialSchedule.Room room = new SerialSchedule.Room(network);
        int[] lengths = network.lengths();
        int[] started = new int[network.size()];
        double[] rank = new double[network.size()];
        for (int i = 0; i < lengths.length; i++) {
            String id = network.roadmap().tasks().get(i).id();
            Optional<Progress> report = status.of(id);
            rank[i] = plan.start(i);
            started[i] = -1;
            if (report.isEmpty()) {
                room.notBefore(i, now);
                continue;
            }
            Optional<LocalDate> done = status.done(id);
            started[i] = began(
                    network,
                    plan,
                    report.get(),
                    i,
                    done.map(network.roadmap()::endOf).orElse(now));
            rank[i] -= network.roadmap().step().most();
            if (done.isPresent()) {
                room.done(i, started[i], Math.max(started[i], network.roadmap().endOf(done.get())));
            } else {
                lengths[i] = remaining(lengths[i], report.get());
                room.begun(i);
                room.notBefore(i, now);
            }
        }
        Schedule rest = room.schedule(lengths, network.order(rank));
        return new Replan(network, plan, lengths, rest, slips(network, plan, lengths, rest, started));
    }

    private static int remaining(int length, Progress report) {
        double left = 1 - report.share().doubleValue();
        return length == 0 ? 0 : (int) Math.max(1, Math.round(length * left));
    }

    /** The slot a task began in: as reported, else as planned or, where that is later than {@code until}, the last before. */
    private static int began(Network network, Schedule plan, Progress report, int task, int until) {
        int known = report.started()
                .map(d -> network.roadmap().step().slot(network.roadmap().start(), d))
                .orElse(Math.min(plan.start(task), until - 1));
        return Math.max(0, known);
    }

    private static List<Slip> slips(Network network, Schedule plan, int[] lengths, Schedule rest, int[] started) {
        List<Slip> slips = new ArrayList<>();
        int[] planned = network.lengths();
        Chain chain = Chain.of(network, lengths, rest);
        for (int i = 0; i < network.size(); i++) {
            WorkTime time = network.time(i);
            int moved = time.count(rest.finish(i)) - time.count(plan.finish(i));
            int own = started[i] < 0 ? 0 : time.count(rest.finish(i)) - time.count(started[i]) - planned[i];
            Chain.Cause cause = started[i] < 0 ? chain.causes(i).get(0) : new Chain.Cause.Free();
            slips.add(new Slip(i, moved, own, cause));
        }
        return slips;
    }

    /** When tasks are done now; of one that has begun, the start of what is left. */
    public Schedule schedule() {
        return again;
    }

    /** How each task moves. */
    public List<Slip> slips() {
        return slips;
    }

    /** Slots of the roadmap's calendar by which all is done later than planned; negative for earlier. */
    public int slip() {
        return network.base().count(again.finish()) - network.base().count(plan.finish());
    }

    /** The tasks whose own overruns, or late starts, hold the new finish: the last first. */
    public List<Slip> reasons() {
        boolean[] held = Chain.of(network, lengths, again).critical();
        List<Slip> reasons = new ArrayList<>();
        for (Slip slip : slips) {
            boolean late = slip.own() > 0 || (slip.cause() instanceof Chain.Cause.Free && slip.slots() > 0);
            if (held[slip.task()] && late) {
                reasons.add(slip);
            }
        }
        reasons.sort((a, b) -> Integer.compare(again.finish(b.task()), again.finish(a.task())));
        return reasons;
    }
}
