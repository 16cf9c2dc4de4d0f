package dev.lepton.core.economics;

import dev.lepton.core.billing.Fraction;
import dev.lepton.core.money.Money;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The cheapest way to get some work done on a few devices by a deadline, found by trying everything.
 *
 * <p>Small on purpose: a device's speed is the same for every task, tasks need nothing from each other, moving is free
 * and nothing fails. Divisible work may be spread over devices at will; otherwise each task runs on one device, one
 * after another. Beyond {@link #MOST_CHOICES} choices it refuses rather than guesses.
 *
 * @param devices at least one, one of each
 * @param tasks at least one
 * @param deadlineDays whole days from the start
 * @param divisible whether a task may be spread over devices
 */
public record DeadlinePlan(List<Device> devices, List<Task> tasks, int deadlineDays, boolean divisible) {
    /** The most assignments that are tried. */
    public static final int MOST_CHOICES = 1_000_000;

    /** How rented days are billed. */
    public enum Billing {
        BY_USE("by use"),
        WHOLE_DAYS("by whole days");

        private final String words;

        Billing(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /** A device at hand: what a day costs and how many units it does in one. */
    public record Device(String name, Money perDay, BigDecimal unitsPerDay) {
        public Device {
            if (perDay.isNegative() || unitsPerDay.signum() <= 0) {
                throw new IllegalArgumentException("The device '" + name + "' cannot cost less than nothing and must do"
                        + " something: " + perDay + ", " + unitsPerDay.toPlainString() + " units a day.");
            }
        }

        /** Days that {@code units} take on it, exactly. */
        public Fraction days(Fraction units) {
            return units.times(inverse(Fraction.of(unitsPerDay)));
        }

        /** What {@code days} of it cost. */
        public Money cost(Fraction days, Billing billing) {
            return switch (billing) {
                case BY_USE -> days.of(perDay);
                case WHOLE_DAYS -> perDay.times(new BigDecimal(wholeDays(days)));
            };
        }
    }

    /** A piece of work. */
    public record Task(String name, BigDecimal units) {
        public Task {
            if (units.signum() <= 0) {
                throw new IllegalArgumentException(
                        "The task '" + name + "' must have units, not " + units.toPlainString() + ".");
            }
        }
    }

    /**
     * What one device does in a plan.
     *
     * @param tasks the tasks on it; empty for divisible work, which has no places
     */
    public record Load(Device device, Fraction units, List<Task> tasks) {
        public Fraction days() {
            return device.days(units);
        }
    }

    /** What can be done. */
    public sealed interface Result {
        /** The cheapest plan under {@code billing}; one load a device, in their order. */
        record Feasible(List<Load> loads, Billing billing) implements Result {
            /** What the plan costs when billed in some way, not only the one it was chosen for. */
            public Money cost(Billing as) {
                List<Money> costs =
                        loads.stream().map(l -> l.device().cost(l.days(), as)).toList();
                return Money.sum(costs, costs.get(0).currency());
            }
        }

        /**
         * No plan is in time. The loads leave least undone.
         *
         * @param late tasks on devices that have too much to do; empty for divisible work
         * @param shortfall units undone at the deadline
         */
        record Infeasible(List<Load> loads, List<Task> late, Fraction shortfall) implements Result {}

        /** More than {@link #MOST_CHOICES} choices. */
        record TooLarge() implements Result {}
    }

    public DeadlinePlan {
        devices = List.copyOf(devices);
        tasks = List.copyOf(tasks);
        if (devices.isEmpty() || tasks.isEmpty() || deadlineDays < 1 || deadlineDays > 10_000) {
            throw new IllegalArgumentException("A plan needs devices, tasks and a deadline of 1 to 10,000 days: "
                    + devices.size() + " devices, " + tasks.size() + " tasks, " + deadlineDays + " days.");
        }
        Money.sum(
                devices.stream().map(Device::perDay).toList(),
                devices.get(0).perDay().currency());
    }

    /** The cheapest plan when days are billed so, or why there is none. */
    public Result cheapest(Billing billing) {
        if (!divisible) {
            return new WholeTaskSearch(this, billing).run();
        }
        Fraction undone = positive(demand(), capacity());
        if (undone.compareTo(Fraction.ZERO) > 0) {
            return new Result.Infeasible(fill(everyDay()), List.of(), undone);
        }
        return switch (billing) {
            case BY_USE -> new Result.Feasible(fill(everyDay()), billing);
            case WHOLE_DAYS -> wholeDays();
        };
    }

    /** What a device can do by the deadline. */
    Fraction capacity(Device device) {
        return Fraction.of(device.unitsPerDay()).times(Fraction.of(deadlineDays, 1));
    }

    /** {@code a − b}, or zero when that is negative. */
    static Fraction positive(Fraction a, Fraction b) {
        if (a.compareTo(b) <= 0) {
            return Fraction.ZERO;
        }
        return new Fraction(
                a.numerator().multiply(b.denominator()).subtract(b.numerator().multiply(a.denominator())),
                a.denominator().multiply(b.denominator()));
    }

    private Fraction demand() {
        return tasks.stream().map(t -> Fraction.of(t.units())).reduce(Fraction.ZERO, Fraction::plus);
    }

    private Fraction capacity() {
        return devices.stream().map(this::capacity).reduce(Fraction.ZERO, Fraction::plus);
    }

    private int[] everyDay() {
        return IntStream.range(0, devices.size()).map(i -> deadlineDays).toArray();
    }

    /** Spreads the work over {@code days} of each device, cheapest unit first: least cost by use, an exchange argument. */
    private List<Load> fill(int[] days) {
        Fraction[] units = new Fraction[devices.size()];
        Fraction open = demand();
        for (int i : byUnitCost()) {
            Fraction room = Fraction.of(devices.get(i).unitsPerDay()).times(Fraction.of(days[i], 1));
            units[i] = open.compareTo(room) < 0 ? open : room;
            open = positive(open, room);
        }
        return IntStream.range(0, units.length)
                .mapToObj(i -> new Load(devices.get(i), units[i], List.of()))
                .toList();
    }

    private List<Integer> byUnitCost() {
        return IntStream.range(0, devices.size())
                .boxed()
                .sorted((a, b) -> unitCostOrder(devices.get(a), devices.get(b)))
                .toList();
    }

    private static int unitCostOrder(Device a, Device b) {
        return a.perDay()
                .amount()
                .multiply(b.unitsPerDay())
                .compareTo(b.perDay().amount().multiply(a.unitsPerDay()));
    }

    /** Every number of whole days of each device. */
    private Result wholeDays() {
        if (Math.pow(deadlineDays + 1.0, devices.size()) > MOST_CHOICES) {
            return new Result.TooLarge();
        }
        int[] days = new int[devices.size()];
        List<Result.Feasible> best = new ArrayList<>();
        do {
            Fraction room = Fraction.ZERO;
            for (int i = 0; i < days.length; i++) {
                room = room.plus(Fraction.of(devices.get(i).unitsPerDay()).times(Fraction.of(days[i], 1)));
            }
            if (room.compareTo(demand()) >= 0) {
                Result.Feasible plan = new Result.Feasible(fill(days), Billing.WHOLE_DAYS);
                if (best.isEmpty()
                        || plan.cost(Billing.WHOLE_DAYS).compareTo(best.get(0).cost(Billing.WHOLE_DAYS)) < 0) {
                    best = List.of(plan);
                }
            }
        } while (next(days, deadlineDays));
        return best.get(0);
    }

    /** Counts {@code digits} up, each from 0 to {@code most}; false when all stood at most. */
    static boolean next(int[] digits, int most) {
        for (int i = 0; i < digits.length; i++) {
            if (digits[i] < most) {
                digits[i]++;
                return true;
            }
            digits[i] = 0;
        }
        return false;
    }

    private static BigInteger wholeDays(Fraction days) {
        BigInteger[] parts = days.numerator().divideAndRemainder(days.denominator());
        return parts[1].signum() == 0 ? parts[0] : parts[0].add(BigInteger.ONE);
    }

    private static Fraction inverse(Fraction value) {
        return new Fraction(value.denominator(), value.numerator());
    }
}
