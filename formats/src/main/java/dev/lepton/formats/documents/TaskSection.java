package dev.lepton.formats.documents;

import dev.lepton.core.roadmap.Estimate;
import dev.lepton.core.roadmap.ReferenceClass;
import dev.lepton.core.roadmap.Task;
import dev.lepton.core.roadmap.WorkCalendar;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Currency;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One task of a roadmap document. */
record TaskSection(
        Mapping section, Map<String, WorkCalendar> calendars, Map<String, ReferenceClass> classes, Currency currency) {
    private static final Map<String, Task.Work> WORK = work();
    private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

    private static Map<String, Task.Work> work() {
        Map<String, Task.Work> work = new LinkedHashMap<>();
        work.put("duration", Task.Work.DAYS);
        work.put("duration_hours", Task.Work.HOURS);
        work.put("effort", Task.Work.PERSON_DAYS);
        work.put("machine_hours", Task.Work.MACHINE_HOURS);
        return work;
    }

    Task task() {
        section.allow(
                "id",
                "name",
                "duration",
                "duration_hours",
                "effort",
                "machine_hours",
                "after",
                "uses",
                "cost",
                "calendar",
                "earliest",
                "deadline");
        List<String> given = WORK.keySet().stream().filter(section::has).toList();
        if (given.size() > 1) {
            throw section.wrong(
                    given.get(1),
                    "task '" + section.text("id") + "' has " + String.join(" and ", given) + ".",
                    "Maybe one of them; the others follow from what it uses.");
        }
        String key = given.isEmpty() ? "" : given.get(0);
        Estimate estimate = key.isEmpty() ? new Estimate.Fixed(0) : section.build(() -> estimate(key));
        return new Task(
                section.text("id"),
                section.has("name") ? section.text("name") : section.text("id"),
                WORK.getOrDefault(key, Task.Work.DAYS),
                estimate,
                RoadmapDocument.links(section),
                uses(),
                RoadmapDocument.money(section, "cost", currency),
                RoadmapDocument.calendar(section, "calendar", calendars),
                date("earliest"),
                date("deadline"));
    }

    private Estimate estimate(String key) {
        if (!section.isSection(key)) {
            double value = section.number(key).doubleValue();
            if (value < 0) {
                throw section.wrong(
                        key,
                        "task '" + section.text("id") + "': " + key + " is " + value + ", but cannot be negative.",
                        "");
            }
            return new Estimate.Fixed(value);
        }
        Mapping spread = section.section(key);
        if (spread.has("typical")) {
            spread.allow("typical", "class");
            String name =
                    spread.choice("class", classes.keySet().stream().sorted().toList());
            return spread.build(() -> new Estimate.Reference(
                    value(spread, "typical"), java.util.Objects.requireNonNull(classes.get(name))));
        }
        spread.allow("low", "likely", "high", "spread");
        boolean triangular = spread.has("spread")
                && spread.choice("spread", List.of("pert", "triangular")).equals("triangular");
        double low = value(spread, "low");
        double likely = value(spread, "likely");
        double high = value(spread, "high");
        return spread.build(
                () -> triangular ? new Estimate.Triangular(low, likely, high) : new Estimate.Pert(low, likely, high));
    }

    private static double value(Mapping section, String key) {
        return section.number(key).doubleValue();
    }

    private Map<String, Integer> uses() {
        Map<String, Integer> uses = new LinkedHashMap<>();
        section.optional("uses").ifPresent(u -> u.keys().forEach(k -> uses.put(k, u.whole(k))));
        return uses;
    }

    private Optional<LocalDate> date(String key) {
        return section.has(key) ? Optional.of(section.date(key)) : Optional.empty();
    }

    static Set<DayOfWeek> days(Mapping section) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (String text : section.texts("days")) {
            int at = DAYS.indexOf(text.toLowerCase(Locale.ROOT));
            if (at < 0) {
                throw section.wrong(
                        "days", "days has '" + text + "'.", "Maybe some of: " + String.join(", ", DAYS) + ".");
            }
            days.add(DayOfWeek.of(at + 1));
        }
        return section.has("days") ? days : EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);
    }

    static ReferenceClass referenceClass(Mapping section) {
        section.allow("name", "ratios");
        List<ReferenceClass.Point> points = section.each("ratios", r -> {
            r.allow("percent", "ratio");
            return new ReferenceClass.Point(r.percent("percent").doubleValue(), value(r, "ratio"));
        });
        return section.build(() -> new ReferenceClass(section.text("name"), points));
    }
}
