package dev.lepton.core.roadmap;

import dev.lepton.core.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.stream.IntStream;

/**
 * What a schedule costs, and by when. People are paid for worked slots, machines for all that they are held; what a task
 * costs beside them is spent evenly over its worked slots. What is spent in a time is the difference of what is spent by its
 * ends, so that parts add up to the total exactly.
 */
public final class CostPlan {
    private final Network network;
    private final Schedule schedule;

    private CostPlan(Network network, Schedule schedule) {
        this.network = network;
        this.schedule = schedule;
    }

    /** The cost of {@code schedule}. */
    public static CostPlan of(Network network, Schedule schedule) {
        return new CostPlan(network, schedule);
    }

    /** All of it. */
    public Money total() {
        return by(schedule.finish());
    }

    /** What {@code task} costs in all. */
    public Money total(int task) {
        return by(task, schedule.finish(task));
    }

    /** What is spent before the boundary {@code t}: the budget curve. */
    public Money by(int t) {
        return Money.sum(
                IntStream.range(0, network.size()).mapToObj(i -> by(i, t)).toList(), currency());
    }

    /** What all tasks pay for a resource, by its index. */
    public Money of(int resource) {
        return Money.sum(
                IntStream.range(0, network.size())
                        .mapToObj(i -> paid(i, resource, schedule.finish(i)))
                        .toList(),
                currency());
    }

    /** What {@code index} spends before the boundary {@code t}. */
    public Money by(int index, int t) {
        Task task = network.roadmap().tasks().get(index);
        int start = schedule.start(index);
        int end = Math.min(t, schedule.finish(index));
        if (end < start || (end == start && schedule.finish(index) > start)) {
            return Money.zero(currency());
        }
        WorkTime time = network.time(index);
        int worked = time.count(end) - time.count(start);
        int length = time.count(schedule.finish(index)) - time.count(start);
        Money sum = task.cost().map(c -> part(c, worked, length)).orElse(Money.zero(currency()));
        for (int r = 0; r < network.resources(); r++) {
            sum = sum.plus(paid(index, r, end));
        }
        return sum;
    }

    /** What {@code index} pays for a resource from its start to {@code end}, which is not after its finish. */
    private Money paid(int index, int r, int end) {
        Resource resource = network.roadmap().resources().get(r);
        int units = network.need(index, r);
        if (units == 0 || resource.hourly().isEmpty()) {
            return Money.zero(currency());
        }
        int start = schedule.start(index);
        WorkTime time = network.time(index);
        int slots = resource.kind() == Resource.Kind.PEOPLE ? time.count(end) - time.count(start) : end - start;
        BigDecimal hours =
                BigDecimal.valueOf((long) units * slots).multiply(BigDecimal.valueOf(hoursPerSlot(resource)));
        return resource.hourly().get().times(hours);
    }

    private Currency currency() {
        return network.roadmap().currency();
    }

    private int hoursPerSlot(Resource resource) {
        return network.roadmap().step() == Step.HOUR
                ? 1
                : resource.kind() == Resource.Kind.PEOPLE ? resource.calendar().hoursPerDay() : 24;
    }

    private static Money part(Money whole, int worked, int length) {
        return length == 0
                ? whole
                : new Money(
                        whole.amount()
                                .multiply(BigDecimal.valueOf(worked))
                                .divide(BigDecimal.valueOf(length), Money.SCALE, RoundingMode.HALF_EVEN),
                        whole.currency());
    }
}
