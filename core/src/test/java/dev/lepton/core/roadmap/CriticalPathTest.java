package dev.lepton.core.roadmap;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The critical path method against a network worked by hand, the four kinds of link, calendars, and what is refused. */
final class CriticalPathTest {
    /** A Monday. */
    private static final LocalDate START = LocalDate.of(2026, 2, 2);

    @Test
    void networkWorkedByHand() {
        CriticalPath path = path(List.of(
                task("A", 3),
                task("B", 4, "A"),
                task("C", 2, "A"),
                task("D", 5, "B"),
                task("E", 1, "C"),
                task("F", 2, "C"),
                task("G", 4, "D", "E"),
                task("H", 3, "F", "G")));
        assertArrayEquals(new int[] {0, 3, 3, 7, 5, 5, 12, 16}, path.early().starts());
        assertArrayEquals(new int[] {3, 7, 5, 12, 6, 7, 16, 19}, path.early().finishes());
        assertArrayEquals(
                new int[] {0, 3, 9, 7, 11, 14, 12, 16}, path.lateTimes().starts());
        assertArrayEquals(
                new int[] {3, 7, 11, 12, 12, 16, 16, 19}, path.lateTimes().finishes());
        assertArrayEquals(
                new int[] {0, 0, 6, 0, 6, 9, 0, 0},
                IntStream.range(0, 8).map(path::totalFloat).toArray());
        assertArrayEquals(
                new int[] {0, 0, 0, 0, 6, 9, 0, 0},
                IntStream.range(0, 8).map(path::freeFloat).toArray());
    }

    @Test
    void chainsOfReasonsFindTheSameCriticalTasks() {
        Roadmap roadmap = daily(
                List.of(task("A", 3), task("B", 4, "A"), task("C", 2, "A"), task("D", 5, "B"), task("H", 3, "C", "D")));
        Network network = Network.of(roadmap);
        CriticalPath path = CriticalPath.of(network);
        boolean[] critical = Chain.of(network, path.early()).critical();
        for (int i = 0; i < network.size(); i++) {
            assertEquals(path.critical(i), critical[i], roadmap.tasks().get(i).id());
        }
        assertFalse(critical[2]);
    }

    @Test
    void fourKindsOfLink() {
        assertEquals(4, start("b FS", 4, 3));
        assertEquals(6, start("b FS+2", 4, 3));
        assertEquals(3, start("b FS-1", 4, 3));
        assertEquals(0, start("b SS", 4, 3));
        assertEquals(2, start("b SS+2", 4, 3));
        assertEquals(1, start("b FF", 4, 3));
        assertEquals(3, start("b FF+2", 4, 3));
        assertEquals(0, start("b FF-2", 4, 3));
        assertEquals(0, start("b SF", 4, 3));
        assertEquals(2, start("b SF+5", 4, 3));
    }

    @Test
    void floatsBehindEveryKindOfLink() {
        // c sets the end, 10. d may finish then, so a by 8; e may finish then, so b may start at 6.
        CriticalPath path = path(List.of(
                task("a", 6), task("c", 10), task("b", 2, "a SS+3"), task("d", 1, "a FF+2"), task("e", 2, "b SF+4")));
        assertArrayEquals(new int[] {0, 0, 3, 7, 5}, path.early().starts());
        assertArrayEquals(
                new int[] {2, 0, 3, 2, 3},
                IntStream.range(0, 5).map(path::totalFloat).toArray());
    }

    @Test
    void weekendsAndHolidaysAreNotWorked() {
        WorkCalendar office = new WorkCalendar(
                "office",
                EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                9,
                17,
                Set.of(LocalDate.of(2026, 2, 10)),
                Set.of(LocalDate.of(2026, 2, 14)));
        Roadmap roadmap = new Roadmap(
                "x",
                START,
                Step.DAY,
                office,
                dev.lepton.core.money.Money.USD,
                List.of(),
                List.of(task("a", 5), task("b", 5, "a"), task("c", 1, "b FS+1"), task("done", 0, "b")));
        CriticalPath path = CriticalPath.of(Network.of(roadmap));
        // a Mon 2 - Fri 6; b Mon 9, not Tue 10, Wed 11 - Sat 14 (worked): five days; c after one worked day, Tue 17.
        assertEquals(LocalDate.of(2026, 2, 6), roadmap.lastDay(path.early().finish(0)));
        assertEquals(
                LocalDate.of(2026, 2, 9), roadmap.time(path.early().start(1)).toLocalDate());
        assertEquals(LocalDate.of(2026, 2, 14), roadmap.lastDay(path.early().finish(1)));
        assertEquals(LocalDate.of(2026, 2, 17), roadmap.lastDay(path.early().finish(2)));
        assertEquals(LocalDate.of(2026, 2, 14), roadmap.lastDay(path.early().finish(3)));
        assertEquals(2, path.totalFloat(3), "Monday and Tuesday");
    }

    @Test
    void hoursOfMachinesRunThroughTheNight() {
        Resource gpus =
                new Resource("gpus", Resource.Kind.MACHINES, 8, Map.of(), WorkCalendar.always(), Optional.empty());
        Task train = Task.of("train", new Estimate.Fixed(80))
                .named("train", Task.Work.MACHINE_HOURS)
                .using("gpus", 4);
        Task look = Task.of("look", new Estimate.Fixed(0.5), Link.after("train"));
        Roadmap roadmap = new Roadmap(
                "x",
                START,
                Step.HOUR,
                WorkCalendar.weekdays(),
                dev.lepton.core.money.Money.USD,
                List.of(gpus),
                List.of(train, look));
        CriticalPath path = CriticalPath.of(Network.of(roadmap));
        assertEquals(20, path.early().finish(0), "80 hours by 4 machines from midnight");
        assertEquals(24 + 9, path.early().start(1), "people begin at 9 the next day");
        assertEquals(24 + 13, path.early().finish(1), "half a day of eight hours");
    }

    @Test
    void whatCannotBeIsRefusedWithTheTask() {
        assertFault(
                "b",
                "waits for itself: b after c after b",
                List.of(task("a", 1), task("b", 1, "c"), task("c", 1, "b")));
        assertFault("b", "which is no task", List.of(task("a", 1), task("b", 1, "z")));
        assertFault("a", "another task with this id", List.of(task("a", 1), task("a", 2)));
        assertFault("a", "which is no resource", List.of(task("a", 1).using("x", 1)));
        assertThrows(IllegalArgumentException.class, () -> new Estimate.Fixed(-1));
        Resource one =
                new Resource("one", Resource.Kind.PEOPLE, 1, Map.of(), WorkCalendar.weekdays(), Optional.empty());
        TaskFault fault = assertThrows(
                TaskFault.class,
                () -> Roadmap.of("x", START, List.of(one), List.of(task("a", 1).using("one", 2))));
        assertTrue(fault.getMessage().contains("never more than 1"), fault.getMessage());
        WorkCalendar sundays = new WorkCalendar("sundays", Set.of(DayOfWeek.SUNDAY), 0, 24, Set.of(), Set.of());
        Resource two = new Resource("two", Resource.Kind.PEOPLE, 1, Map.of(), sundays, Optional.empty());
        Roadmap never = Roadmap.of(
                "x",
                START,
                List.of(one, two),
                List.of(task("a", 1).using("one", 1).using("two", 1)));
        assertTrue(assertThrows(TaskFault.class, () -> Network.of(never))
                .getMessage()
                .contains("share no time"));
    }

    @Test
    void resourceThatGoesAwayForGoodIsSaid() {
        Resource gone = new Resource(
                "gone",
                Resource.Kind.PEOPLE,
                1,
                Map.of(START.plusDays(2), 0),
                WorkCalendar.weekdays(),
                Optional.empty());
        Network network = Network.of(
                Roadmap.of("x", START, List.of(gone), List.of(task("a", 5).using("gone", 1))));
        TaskFault fault = assertThrows(TaskFault.class, () -> new PriorityLeveller(1).level(network));
        assertEquals("a", fault.task());
    }

    @Test
    void linksReadAsTheyAreWritten() {
        for (String text : List.of("a", "a-b", "a SS", "a FS+3", "a b FF-2")) {
            assertEquals(text, Link.parse(text).toString());
        }
        assertEquals(new Link("a", Link.Type.FS, 0), Link.parse(" a FS "));
        assertEquals(new Link("data", Link.Type.SS, 2), Link.parse("data SS + 2d"));
    }

    /** Where a task of {@code length} starts that is linked so to a task of {@code other} days called b. */
    private static int start(String link, int other, int length) {
        return path(List.of(task("b", other), task("x", length, link))).early().start(1);
    }

    private static void assertFault(String task, String words, List<Task> tasks) {
        TaskFault fault = assertThrows(TaskFault.class, () -> daily(tasks));
        assertEquals(task, fault.task());
        assertTrue(fault.getMessage().contains(words), fault.getMessage());
    }

    private static CriticalPath path(List<Task> tasks) {
        return CriticalPath.of(Network.of(daily(tasks)));
    }

    private static Roadmap daily(List<Task> tasks) {
        return new Roadmap(
                "x", START, Step.DAY, WorkCalendar.always(), dev.lepton.core.money.Money.USD, List.of(), tasks);
    }

    static Task task(String id, double days, String... after) {
        return Task.of(
                id,
                new Estimate.Fixed(days),
                java.util.Arrays.stream(after).map(Link::parse).toArray(Link[]::new));
    }
}
