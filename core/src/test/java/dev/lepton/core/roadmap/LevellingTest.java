package dev.lepton.core.roadmap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Levelling never asks for more than there is, keeps every link, and leaves alone what is within its limits. */
final class LevellingTest {
    private static final LocalDate START = LocalDate.of(2026, 2, 4);
    private static final List<Link.Type> TYPES = List.of(Link.Type.values());

    @Test
    void twoTasksOfOnePersonFollowEachOther() {
        Resource one = people("one", 1, Map.of());
        Network network = Network.of(Roadmap.of(
                "x",
                START,
                List.of(one),
                List.of(
                        CriticalPathTest.task("a", 2).using("one", 1),
                        CriticalPathTest.task("b", 3).using("one", 1),
                        CriticalPathTest.task("c", 2, "b"))));
        Leveller.Levelled levelled = new PriorityLeveller(1).level(network);
        // Wed 4 - Fri 6 for b, a and c after the weekend: b first, since c waits for it.
        assertEquals(0, levelled.schedule().start(1));
        assertEquals(5, levelled.schedule().start(0));
        assertEquals(5, levelled.schedule().start(2));
        assertTrue(levelled.optimal());
        assertEquals(
                List.of(new Chain.Cause.Shares(1)),
                Chain.of(network, levelled.schedule()).causes(0));
    }

    @RepeatedTest(60)
    void limitsAndLinksHold(RepetitionInfo info) {
        Random random = new Random(info.getCurrentRepetition());
        Roadmap roadmap = random(random);
        Network network = Network.of(roadmap);
        Schedule schedule = new PriorityLeveller(7).level(network).schedule();
        check(roadmap, schedule);
        assertTrue(new PriorityLeveller(7).level(network).bound() <= schedule.finish());
    }

    @RepeatedTest(20)
    void enoughOfEverythingIsTheCriticalPath(RepetitionInfo info) {
        Roadmap roadmap = random(new Random(1000 + info.getCurrentRepetition()));
        List<Resource> plenty = roadmap.resources().stream()
                .map(r -> new Resource(r.name(), r.kind(), 1000, Map.of(), r.calendar(), Optional.empty()))
                .toList();
        Network network = Network.of(Roadmap.of("x", START, plenty, roadmap.tasks()));
        CriticalPath path = CriticalPath.of(network);
        Leveller.Levelled levelled = new PriorityLeveller(1).level(network);
        assertEquals(path.early().finish(), levelled.schedule().finish());
        for (int i = 0; i < network.size(); i++) {
            assertEquals(path.early().start(i), levelled.schedule().start(i));
            assertTrue(path.totalFloat(i) >= path.freeFloat(i) && path.freeFloat(i) >= 0);
            assertTrue(path.lateTimes().finish(i) <= path.early().finish());
        }
    }

    /** Checked from dates and texts, not by the code that levels. */
    private static void check(Roadmap roadmap, Schedule schedule) {
        Map<String, Integer> index = new HashMap<>();
        for (int i = 0; i < roadmap.tasks().size(); i++) {
            index.put(roadmap.tasks().get(i).id(), i);
        }
        for (Resource resource : roadmap.resources()) {
            for (int t = 0; t < schedule.finish(); t++) {
                LocalDate date = START.plusDays(t);
                int there = new TreeMap<>(resource.changes())
                        .headMap(date, true).values().stream().reduce(resource.units(), (a, b) -> b);
                int held = 0;
                for (int i = 0; i < roadmap.tasks().size(); i++) {
                    boolean on = schedule.start(i) <= t && t < schedule.finish(i);
                    held += on ? roadmap.tasks().get(i).uses().getOrDefault(resource.name(), 0) : 0;
                }
                assertTrue(held <= there, resource.name() + " on " + date + ": " + held + " of " + there);
            }
        }
        for (int i = 0; i < roadmap.tasks().size(); i++) {
            for (Link link : roadmap.tasks().get(i).after()) {
                int from = index.get(link.from());
                int waited = link.type().fromFinish() ? schedule.finish(from) : schedule.start(from);
                int waits = link.type().toFinish() ? schedule.finish(i) : schedule.start(i);
                assertTrue(waits >= waited + Math.min(0, 3 * link.lag() - 2), link + " of task " + i);
                assertTrue(link.lag() < 0 || waits >= waited + link.lag(), link + " of task " + i);
            }
        }
    }

    private static Roadmap random(Random random) {
        List<Resource> resources = List.of(
                people("p", 2 + random.nextInt(2), Map.of(START.plusDays(9), 1, START.plusDays(20), 3)),
                new Resource("m", Resource.Kind.MACHINES, 4, Map.of(), WorkCalendar.always(), Optional.empty()));
        List<Task> tasks = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            List<Link> after = new ArrayList<>();
            for (int k = 0; k < i; k++) {
                if (random.nextInt(5) == 0) {
                    Link.Type type = TYPES.get(random.nextInt(TYPES.size()));
                    after.add(new Link("t" + k, type, random.nextInt(5) - 2));
                }
            }
            Task task = Task.of("t" + i, new Estimate.Fixed(random.nextInt(6)), after.toArray(Link[]::new));
            task = random.nextBoolean() ? task.using("p", 1) : task;
            tasks.add(random.nextBoolean() ? task.using("m", 1 + random.nextInt(4)) : task);
        }
        return Roadmap.of("x", START, resources, tasks);
    }

    private static Resource people(String name, int units, Map<LocalDate, Integer> changes) {
        WorkCalendar office =
                new WorkCalendar("office", WorkCalendar.weekdays().days(), 9, 17, Set.of(START.plusDays(7)), Set.of());
        return new Resource(name, Resource.Kind.PEOPLE, units, changes, office, Optional.empty());
    }
}
