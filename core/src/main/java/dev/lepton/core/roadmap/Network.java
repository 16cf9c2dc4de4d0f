package dev.lepton.core.roadmap;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;

/**
 * A roadmap as numbers: tasks and resources by their index, time in slots. Bounds and lengths are those planned with; what
 * schedules by other lengths passes them.
 */
public final class Network {
    /** A link: task {@code to} waits for {@code from}. */
    public record Edge(int from, int to, Link.Type type, int lag) {}

    private final Roadmap roadmap;
    private final WorkTime[] times;
    private final int[] lengths;
    private final int[] earliest;
    private final List<List<Edge>> into;
    private final List<List<Edge>> outOf;
    private final int[][] needs;
    private final int[][] capacity;
    private final WorkTime base;
    private final WorkTime[] shifts;

    private Network(Roadmap roadmap) {
        this.roadmap = roadmap;
        int n = roadmap.tasks().size();
        times = new WorkTime[n];
        lengths = new int[n];
        earliest = new int[n];
        into = new ArrayList<>();
        outOf = new ArrayList<>();
        needs = new int[n][roadmap.resources().size()];
        capacity = capacities(roadmap);
        base = WorkTime.of(List.of(roadmap.calendar()), roadmap.start(), roadmap.step());
        shifts = roadmap.resources().stream()
                .map(r -> WorkTime.of(List.of(r.calendar()), roadmap.start(), roadmap.step()))
                .toArray(WorkTime[]::new);
    }

    /**
     * The network of {@code roadmap}.
     *
     * @throws TaskFault if a task can never be worked on
     */
    public static Network of(Roadmap roadmap) {
        Network network = new Network(roadmap);
        Map<String, Integer> index = new HashMap<>();
        for (int i = 0; i < network.size(); i++) {
            index.put(roadmap.tasks().get(i).id(), i);
            network.into.add(new ArrayList<>());
            network.outOf.add(new ArrayList<>());
        }
        Map<List<WorkCalendar>, WorkTime> known = new HashMap<>();
        for (int i = 0; i < network.size(); i++) {
            Task task = roadmap.tasks().get(i);
            network.times[i] = known.computeIfAbsent(
                    network.calendars(task), c -> WorkTime.of(c, roadmap.start(), roadmap.step()));
            if (network.times[i].size() == 0) {
                throw new TaskFault(
                        task.id(),
                        "it can never be worked on: the calendars of what it uses share no time.",
                        "Maybe a calendar of its own, or other hours.");
            }
            network.lengths[i] = network.length(i, task.estimate().planned());
            network.earliest[i] = task.earliest()
                    .map(d -> Math.max(0, roadmap.step().slot(roadmap.start(), d)))
                    .orElse(0);
            for (Link link : task.after()) {
                Edge edge = new Edge(index.getOrDefault(link.from(), -1), i, link.type(), link.lag());
                network.into.get(i).add(edge);
                network.outOf.get(edge.from()).add(edge);
            }
            for (int r = 0; r < network.resources(); r++) {
                network.needs[i][r] =
                        task.uses().getOrDefault(roadmap.resources().get(r).name(), 0);
            }
        }
        return network;
    }

    public Roadmap roadmap() {
        return roadmap;
    }

    /** How many tasks there are. */
    public int size() {
        return lengths.length;
    }

    /** How many resources there are. */
    public int resources() {
        return capacity.length;
    }

    /** Slots that each task is planned to take. */
    public int[] lengths() {
        return lengths.clone();
    }

    /** The slot that a task may not start before, whatever it waits for. */
    public int earliest(int task) {
        return earliest[task];
    }

    /** When a task can be worked on. */
    public WorkTime time(int task) {
        return times[task];
    }

    /** When the roadmap's own calendar works: what its duration is counted in. */
    WorkTime base() {
        return base;
    }

    /** What a task waits for. */
    public List<Edge> into(int task) {
        return List.copyOf(into.get(task));
    }

    /** What waits for a task. */
    public List<Edge> outOf(int task) {
        return List.copyOf(outOf.get(task));
    }

    /** Units of a resource that a task holds. */
    public int need(int task, int resource) {
        return needs[task][resource];
    }

    /** Units of a resource that are there in a slot. */
    public int capacity(int resource, int slot) {
        return capacity[resource][Math.min(slot, capacity[resource].length - 1)];
    }

    /** Whether a resource works in a slot. */
    public boolean works(int resource, int slot) {
        return shifts[resource].works(slot);
    }

    /** Whether two tasks hold a resource in common. */
    boolean share(int one, int other) {
        for (int r = 0; r < capacity.length; r++) {
            if (needs[one][r] > 0 && needs[other][r] > 0) {
                return true;
            }
        }
        return false;
    }

    /** Slots that {@code estimate} of a task's work takes, rounded to the nearest and at least one where there is work. */
    int length(int task, double estimate) {
        double slots = estimate * slotsPerUnit(task);
        if (slots > roadmap.step().most()) {
            throw new TaskFault(
                    roadmap.tasks().get(task).id(),
                    "it takes longer than a roadmap can be.",
                    "Maybe its estimate is in another unit.");
        }
        return slots <= 0 ? 0 : (int) Math.max(1, Math.round(slots));
    }

    private double slotsPerUnit(int index) {
        Task task = roadmap.tasks().get(index);
        double hours = times[index].hoursPerDay();
        double slotsPerDay = roadmap.step() == Step.DAY ? 1 : hours;
        return switch (task.work()) {
            case DAYS -> slotsPerDay;
            case HOURS -> slotsPerDay / hours;
            case PERSON_DAYS -> slotsPerDay / Math.max(1, units(task, Resource.Kind.PEOPLE));
            case MACHINE_HOURS -> slotsPerDay / hours / Math.max(1, units(task, Resource.Kind.MACHINES));
        };
    }

    private int units(Task task, Resource.Kind kind) {
        return roadmap.resources().stream()
                .filter(r -> r.kind() == kind)
                .mapToInt(r -> task.uses().getOrDefault(r.name(), 0))
                .sum();
    }

    private List<WorkCalendar> calendars(Task task) {
        List<WorkCalendar> calendars = new ArrayList<>();
        task.calendar().ifPresent(calendars::add);
        roadmap.resources().stream()
                .filter(r -> task.uses().containsKey(r.name()))
                .map(Resource::calendar)
                .filter(c -> !calendars.contains(c))
                .forEach(calendars::add);
        return calendars.isEmpty() ? List.of(roadmap.calendar()) : calendars;
    }

    /**
     * The first slot that {@code task} can start in, as what it waits for is placed.
     *
     * @param from a slot that it may not start before
     */
    public int start(int task, int length, int from, int[] start, int[] finish) {
        WorkTime time = times[task];
        int at = time.startFrom(from, length);
        for (Edge edge : into.get(task)) {
            int bound = time.shifted(edge.type().fromFinish() ? finish[edge.from()] : start[edge.from()], edge.lag());
            at = Math.max(
                    at, edge.type().toFinish() ? time.startToFinish(bound, length) : time.startFrom(bound, length));
        }
        return at;
    }

    /** Tasks in an order in which each comes after what it waits for, and the lower {@code rank} first where both can. */
    int[] order(double[] rank) {
        int[] waiting = new int[size()];
        PriorityQueue<Integer> free = new PriorityQueue<>(
                Comparator.comparingDouble((Integer i) -> rank[i]).thenComparing(i -> i));
        for (int i = 0; i < size(); i++) {
            waiting[i] = into.get(i).size();
            if (waiting[i] == 0) {
                free.add(i);
            }
        }
        int[] order = new int[size()];
        for (int k = 0; k < order.length; k++) {
            int next = free.remove();
            order[k] = next;
            for (Edge edge : outOf.get(next)) {
                if (--waiting[edge.to()] == 0) {
                    free.add(edge.to());
                }
            }
        }
        return order;
    }

    private static int[][] capacities(Roadmap roadmap) {
        int[][] capacity = new int[roadmap.resources().size()][];
        for (int r = 0; r < capacity.length; r++) {
            Resource resource = roadmap.resources().get(r);
            TreeMap<LocalDate, Integer> changes = new TreeMap<>(resource.changes());
            Map<Integer, Integer> bySlot = new LinkedHashMap<>();
            changes.forEach((date, units) ->
                    bySlot.put(Math.max(0, roadmap.step().slot(roadmap.start(), date)), units));
            int[] units = new int[roadmap.step().most()];
            Arrays.fill(units, resource.units());
            bySlot.forEach((slot, u) -> {
                if (slot < units.length) {
                    Arrays.fill(units, slot, units.length, u);
                }
            });
            capacity[r] = units;
        }
        return capacity;
    }
}
