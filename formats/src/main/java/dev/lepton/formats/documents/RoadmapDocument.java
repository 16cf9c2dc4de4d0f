package dev.lepton.formats.documents;

import dev.lepton.core.evidence.Problem;
import dev.lepton.core.money.Money;
import dev.lepton.core.roadmap.Link;
import dev.lepton.core.roadmap.ReferenceClass;
import dev.lepton.core.roadmap.Resource;
import dev.lepton.core.roadmap.Roadmap;
import dev.lepton.core.roadmap.Step;
import dev.lepton.core.roadmap.Task;
import dev.lepton.core.roadmap.TaskFault;
import dev.lepton.core.roadmap.WorkCalendar;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A roadmap as YAML, what {@code lepton roadmap} reads, and where its tasks stand in the file. */
public final class RoadmapDocument {
    private final Roadmap roadmap;
    private final double correlation;
    private final Map<String, String> places;

    private RoadmapDocument(Roadmap roadmap, double correlation, Map<String, String> places) {
        this.roadmap = roadmap;
        this.correlation = correlation;
        this.places = Map.copyOf(places);
    }

    /** Reads {@code path}. */
    public static RoadmapDocument read(Path path) {
        return of(YamlSource.read(path));
    }

    /** Reads {@code text}, called {@code file} in messages. */
    public static RoadmapDocument parse(String file, String text) {
        return of(YamlSource.parse(file, text));
    }

    public Roadmap roadmap() {
        return roadmap;
    }

    /** How far estimates go together; 0 where the document does not say. */
    public double correlation() {
        return correlation;
    }

    /** {@code fault} with the file and the line of its task. */
    public Problem problem(TaskFault fault) {
        return problem(places, fault);
    }

    private static Problem problem(Map<String, String> places, TaskFault fault) {
        return Problem.input(
                places.getOrDefault(fault.task(), "the roadmap") + ": " + fault.getMessage(), fault.advice());
    }

    private static RoadmapDocument of(Mapping top) {
        top.allow(
                "name",
                "start",
                "step",
                "currency",
                "calendar",
                "calendars",
                "resources",
                "reference_classes",
                "correlation",
                "tasks");
        Map<String, WorkCalendar> calendars = calendars(top);
        WorkCalendar own = calendar(top, "calendar", calendars).orElse(WorkCalendar.weekdays());
        Currency currency = top.currency();
        List<Resource> resources = top.each("resources", r -> resource(r, calendars, own, currency));
        Map<String, ReferenceClass> classes = new HashMap<>();
        classes.put(ReferenceClass.SIP.name(), ReferenceClass.SIP);
        top.each("reference_classes", c -> classes.put(c.text("name"), TaskSection.referenceClass(c)) == null);
        Map<String, String> places = new HashMap<>();
        Step step =
                top.has("step") && top.choice("step", List.of("day", "hour")).equals("hour") ? Step.HOUR : Step.DAY;
        try {
            List<Task> tasks = top.each("tasks", t -> {
                places.put(t.text("id"), t.place());
                return new TaskSection(t, calendars, classes, currency).task();
            });
            Roadmap roadmap = new Roadmap(
                    top.has("name") ? top.text("name") : "Roadmap",
                    top.date("start"),
                    step,
                    own,
                    currency,
                    resources,
                    tasks);
            return new RoadmapDocument(roadmap, correlation(top), places);
        } catch (TaskFault e) {
            throw problem(places, e);
        } catch (IllegalArgumentException e) {
            throw top.wrong("tasks", String.valueOf(e.getMessage()), "");
        }
    }

    private static Map<String, WorkCalendar> calendars(Mapping top) {
        Map<String, WorkCalendar> calendars = new HashMap<>();
        calendars.put("weekdays", WorkCalendar.weekdays());
        calendars.put("always", WorkCalendar.always());
        top.each("calendars", c -> calendars.put(c.text("name"), calendar(c)) == null);
        return calendars;
    }

    private static double correlation(Mapping top) {
        double value = top.has("correlation") ? top.amount("correlation").doubleValue() : 0;
        if (value >= 1) {
            throw top.wrong("correlation", "correlation is " + value + ".", "Maybe 0.3; it is from 0 to below 1.");
        }
        return value;
    }

    static Optional<WorkCalendar> calendar(Mapping section, String key, Map<String, WorkCalendar> known) {
        return section.has(key)
                ? Optional.of(java.util.Objects.requireNonNull(known.get(
                        section.choice(key, known.keySet().stream().sorted().toList()))))
                : Optional.empty();
    }

    private static WorkCalendar calendar(Mapping section) {
        section.allow("name", "days", "hours", "holidays", "extra");
        List<Integer> hours =
                section.numbers("hours").stream().map(h -> h.intValue()).toList();
        if (!hours.isEmpty() && hours.size() != 2) {
            throw section.wrong("hours", "hours has " + hours.size() + " numbers.", "Maybe [9, 17].");
        }
        return section.build(() -> new WorkCalendar(
                section.text("name"),
                TaskSection.days(section),
                hours.isEmpty() ? 9 : hours.get(0),
                hours.isEmpty() ? 17 : hours.get(1),
                java.util.Set.copyOf(section.dates("holidays")),
                java.util.Set.copyOf(section.dates("extra"))));
    }

    private static Resource resource(
            Mapping section, Map<String, WorkCalendar> calendars, WorkCalendar own, Currency currency) {
        section.allow("name", "kind", "units", "changes", "calendar", "cost_per_hour", "cost_per_day");
        boolean people = section.choice("kind", List.of("people", "machines")).equals("people");
        WorkCalendar calendar = calendar(section, "calendar", calendars).orElse(people ? own : WorkCalendar.always());
        if (section.has("cost_per_hour") && section.has("cost_per_day")) {
            throw section.wrong("cost_per_day", "there is a cost by the hour too.", "Maybe leave one of them out.");
        }
        Optional<dev.lepton.core.money.Price> hourly = section.has("cost_per_hour")
                ? Optional.of(section.price("cost_per_hour", currency))
                : section.has("cost_per_day")
                        ? Optional.of(section.price("cost_per_day", currency)
                                .spreadOver(java.math.BigDecimal.valueOf(people ? calendar.hoursPerDay() : 24)))
                        : Optional.empty();
        Map<LocalDate, Integer> changes = new LinkedHashMap<>();
        section.each("changes", c -> {
            c.allow("from", "units");
            return changes.put(c.date("from"), c.whole("units")) == null;
        });
        return section.build(() -> new Resource(
                section.text("name"),
                people ? Resource.Kind.PEOPLE : Resource.Kind.MACHINES,
                section.whole("units"),
                changes,
                calendar,
                hourly));
    }

    /** The money under {@code key}; empty where there is none. */
    static Optional<Money> money(Mapping section, String key, Currency currency) {
        return section.has(key) ? Optional.of(section.money(key, currency)) : Optional.empty();
    }

    static List<Link> links(Mapping section) {
        return section.texts("after").stream()
                .map(text -> section.build(() -> Link.parse(text)))
                .toList();
    }
}
