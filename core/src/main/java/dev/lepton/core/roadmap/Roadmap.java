package dev.lepton.core.roadmap;

import dev.lepton.core.money.Money;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayDeque;
import java.util.Currency;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tasks, what they share, and when they may begin.
 *
 * @param name what it is about
 * @param start the first date; slot 0 begins with it
 * @param step what time is counted in
 * @param calendar of tasks that name none and use nothing
 * @param currency of all that costs
 * @param resources each with a name of its own
 * @param tasks each with an id of its own; links between them may not go in a circle
 */
public record Roadmap(
        String name,
        LocalDate start,
        Step step,
        WorkCalendar calendar,
        Currency currency,
        List<Resource> resources,
        List<Task> tasks) {
    private static final int MOST_TASKS = 5_000;

    public Roadmap {
        resources = List.copyOf(resources);
        tasks = List.copyOf(tasks);
        if (tasks.isEmpty() || tasks.size() > MOST_TASKS) {
            throw new IllegalArgumentException(
                    "A roadmap has 1 to " + MOST_TASKS + " tasks, not " + tasks.size() + ".");
        }
        Map<String, Resource> known = new HashMap<>();
        for (Resource resource : resources) {
            if (known.put(resource.name(), resource) != null) {
                throw new IllegalArgumentException("There are two resources called '" + resource.name() + "'.");
            }
        }
        checkTasks(tasks, known, currency);
        checkCircles(tasks);
    }

    /** A roadmap in whole days, Monday to Friday, of tasks that share nothing limited. */
    public static Roadmap of(String name, LocalDate start, List<Task> tasks) {
        return of(name, start, List.of(), tasks);
    }

    /** A roadmap in whole days, Monday to Friday, in United States dollars. */
    public static Roadmap of(String name, LocalDate start, List<Resource> resources, List<Task> tasks) {
        return new Roadmap(name, start, Step.DAY, WorkCalendar.weekdays(), Money.USD, resources, tasks);
    }

    /** When {@code slot} begins. */
    public LocalDateTime time(int slot) {
        return step.time(start, slot);
    }

    /** The date of the last moment before the boundary {@code t}: when something that ends there is done. */
    public LocalDate lastDay(int t) {
        return time(Math.max(0, t - 1)).toLocalDate();
    }

    /** The boundary at which {@code date} is over, as slots from the start. */
    public int endOf(LocalDate date) {
        return step.slot(start, date.plusDays(1));
    }

    private static void checkTasks(List<Task> tasks, Map<String, Resource> resources, Currency currency) {
        Set<String> ids = new HashSet<>();
        for (Task task : tasks) {
            if (!ids.add(task.id())) {
                throw new TaskFault(task.id(), "there is another task with this id.", "Maybe another id.");
            }
        }
        for (Task task : tasks) {
            for (Link link : task.after()) {
                if (!ids.contains(link.from())) {
                    throw new TaskFault(
                            task.id(),
                            "it waits for '" + link.from() + "', which is no task.",
                            "Maybe one of: "
                                    + String.join(
                                            ", ",
                                            tasks.stream()
                                                    .map(Task::id)
                                                    .limit(10)
                                                    .toList()) + ".");
                }
            }
            task.uses().forEach((name, units) -> checkUse(task, name, units, resources));
            if (task.cost().filter(c -> !c.currency().equals(currency)).isPresent()) {
                throw new TaskFault(task.id(), "its cost is not in " + currency + ".", "");
            }
            checkWork(task, resources);
        }
    }

    private static void checkUse(Task task, String name, int units, Map<String, Resource> resources) {
        Resource resource = resources.get(name);
        if (resource == null) {
            throw new TaskFault(
                    task.id(),
                    "it uses '" + name + "', which is no resource.",
                    resources.isEmpty()
                            ? "Maybe list it under resources."
                            : "Maybe one of: "
                                    + String.join(
                                            ", ",
                                            resources.keySet().stream().sorted().toList()) + ".");
        }
        if (units > resource.most()) {
            throw new TaskFault(
                    task.id(),
                    "it uses " + units + " of '" + name + "', and there are never more than " + resource.most() + ".",
                    "Maybe fewer at a time.");
        }
    }

    private static void checkWork(Task task, Map<String, Resource> resources) {
        Optional<Resource.Kind> needed = switch (task.work()) {
            case DAYS, HOURS -> Optional.empty();
            case PERSON_DAYS -> Optional.of(Resource.Kind.PEOPLE);
            case MACHINE_HOURS -> Optional.of(Resource.Kind.MACHINES);
        };
        boolean has = resources.values().stream()
                .filter(r -> needed.equals(Optional.of(r.kind())))
                .anyMatch(r -> task.uses().containsKey(r.name()));
        if (needed.isPresent() && !task.milestone() && !has) {
            throw new TaskFault(
                    task.id(),
                    "its work is counted in "
                            + task.work()
                                    .name()
                                    .toLowerCase(java.util.Locale.ROOT)
                                    .replace('_', ' ') + ", and it uses no "
                            + needed.get().name().toLowerCase(java.util.Locale.ROOT) + ".",
                    "Maybe add uses, or give a duration.");
        }
    }

    /** Looks for a circle along what tasks wait for. */
    private static void checkCircles(List<Task> tasks) {
        Map<String, Task> byId = new HashMap<>();
        tasks.forEach(t -> byId.put(t.id(), t));
        Map<String, Integer> waiting = new HashMap<>();
        Map<String, List<String>> followers = new HashMap<>();
        for (Task task : tasks) {
            waiting.put(task.id(), task.after().size());
            task.after()
                    .forEach(l -> followers
                            .computeIfAbsent(l.from(), f -> new java.util.ArrayList<>())
                            .add(task.id()));
        }
        Deque<String> free = new ArrayDeque<>();
        tasks.stream()
                .map(Task::id)
                .filter(i -> waiting.getOrDefault(i, 0) == 0)
                .forEach(free::add);
        while (!free.isEmpty()) {
            String done = free.remove();
            waiting.remove(done);
            for (String next : followers.getOrDefault(done, List.of())) {
                if (waiting.merge(next, -1, Integer::sum) == 0) {
                    free.add(next);
                }
            }
        }
        tasks.stream().map(Task::id).filter(waiting::containsKey).findFirst().ifPresent(id -> {
            List<String> circle = circle(id, byId, waiting.keySet());
            throw new TaskFault(
                    circle.get(0),
                    "it waits for itself: " + String.join(" after ", circle) + ".",
                    "Maybe take one of these links out.");
        });
    }

    private static List<String> circle(String from, Map<String, Task> byId, Set<String> stuck) {
        List<String> path = new java.util.ArrayList<>();
        String at = from;
        while (!path.contains(at)) {
            path.add(at);
            Task task = java.util.Objects.requireNonNull(byId.get(at));
            at = task.after().stream()
                    .map(Link::from)
                    .filter(stuck::contains)
                    .findFirst()
                    .orElseThrow();
        }
        List<String> circle = new java.util.ArrayList<>(path.subList(path.indexOf(at), path.size()));
        circle.add(at);
        return circle;
    }
}
