package dev.lepton.planner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.core.roadmap.Estimate;
import dev.lepton.core.roadmap.Leveller;
import dev.lepton.core.roadmap.Link;
import dev.lepton.core.roadmap.Network;
import dev.lepton.core.roadmap.PriorityLeveller;
import dev.lepton.core.roadmap.Resource;
import dev.lepton.core.roadmap.Roadmap;
import dev.lepton.core.roadmap.Task;
import dev.lepton.core.roadmap.WorkCalendar;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** CP-SAT's schedules finish exactly when the best of all schedules does, found by trying every one. */
final class NativeLevellerTest {
    private static final LocalDate START = LocalDate.of(2026, 2, 3);
    private static final List<Link.Type> TYPES = List.of(Link.Type.values());

    @RepeatedTest(40)
    void finishIsTheBestOfAll(RepetitionInfo info) {
        Random random = new Random(info.getCurrentRepetition());
        Network network = Network.of(random(random, 5));
        Leveller.Levelled found = NativeLeveller.of(1, 10).level(network);
        assertTrue(
                found.optimal(),
                "bound " + found.bound() + ", finish " + found.schedule().finish());
        int best = new Everything(network, found.schedule().finish()).best();
        assertEquals(best, found.schedule().finish());
    }

    @Test
    void theSameAlways() {
        Network network = Network.of(random(new Random(99), 25));
        Leveller.Levelled one = NativeLeveller.of(1, 2).level(network);
        Leveller.Levelled other = NativeLeveller.of(1, 2).level(network);
        for (int i = 0; i < network.size(); i++) {
            assertEquals(one.schedule().start(i), other.schedule().start(i));
        }
        assertTrue(one.schedule().finish()
                <= new PriorityLeveller(1).level(network).schedule().finish());
    }

    /** Every schedule, task by task, that finishes before the best so far. */
    private static final class Everything {
        private final Network network;
        private final int[] start;
        private final int[] finish;
        private int best;

        Everything(Network network, int known) {
            this.network = network;
            start = new int[network.size()];
            finish = new int[network.size()];
            best = known + 1;
        }

        int best() {
            place(0);
            return best;
        }

        private void place(int i) {
            if (i == network.size()) {
                best = java.util.Arrays.stream(finish).max().orElse(0);
                return;
            }
            int length = network.lengths()[i];
            for (int t = network.earliest(i); t < best; t++) {
                if (length > 0 && !network.time(i).works(t)) {
                    continue;
                }
                start[i] = t;
                finish[i] = network.time(i).finish(t, length);
                if (finish[i] < best && linked(i) && within(i)) {
                    place(i + 1);
                }
            }
        }

        private boolean linked(int i) {
            return network.into(i).stream().allMatch(e -> {
                int from = e.type().fromFinish() ? finish[e.from()] : start[e.from()];
                int to = e.type().toFinish() ? finish[i] : start[i];
                return to >= network.time(i).shifted(from, e.lag());
            });
        }

        private boolean within(int last) {
            for (int r = 0; r < network.resources(); r++) {
                for (int t = start[last]; t < finish[last]; t++) {
                    int held = 0;
                    for (int i = 0; i <= last; i++) {
                        held += start[i] <= t && t < finish[i] ? network.need(i, r) : 0;
                    }
                    if (held > network.capacity(r, t)) {
                        return false;
                    }
                }
            }
            return true;
        }
    }

    /** Links go from lower to higher tasks only, which {@link Everything} relies on. */
    private static Roadmap random(Random random, int tasks) {
        WorkCalendar calendar = random.nextBoolean() ? WorkCalendar.always() : WorkCalendar.weekdays();
        List<Resource> resources = List.of(
                new Resource(
                        "p",
                        Resource.Kind.PEOPLE,
                        2,
                        Map.of(START.plusDays(3), 1, START.plusDays(7), 3),
                        calendar,
                        Optional.empty()),
                new Resource("m", Resource.Kind.MACHINES, 4, Map.of(), WorkCalendar.always(), Optional.empty()));
        List<Task> all = new ArrayList<>();
        for (int i = 0; i < tasks; i++) {
            List<Link> after = new ArrayList<>();
            for (int k = 0; k < i; k++) {
                if (random.nextInt(6) == 0) {
                    after.add(new Link("t" + k, TYPES.get(random.nextInt(TYPES.size())), random.nextInt(3) - 1));
                }
            }
            Task task = Task.of("t" + i, new Estimate.Fixed(random.nextInt(4)), after.toArray(Link[]::new));
            task = random.nextInt(3) > 0 ? task.using("p", 1 + random.nextInt(2)) : task;
            all.add(random.nextInt(3) > 0 ? task.using("m", 1 + random.nextInt(3)) : task);
        }
        return Roadmap.of("x", START, resources, all);
    }
}
