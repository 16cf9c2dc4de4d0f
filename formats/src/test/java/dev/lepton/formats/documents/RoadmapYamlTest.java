package dev.lepton.formats.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.core.money.Money;
import dev.lepton.core.money.Price;
import dev.lepton.core.roadmap.Estimate;
import dev.lepton.core.roadmap.Link;
import dev.lepton.core.roadmap.ReferenceClass;
import dev.lepton.core.roadmap.Resource;
import dev.lepton.core.roadmap.Roadmap;
import dev.lepton.core.roadmap.Task;
import dev.lepton.core.roadmap.WorkCalendar;
import dev.lepton.formats.roadmap.RoadmapYaml;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RoadmapYamlTest {
    private static final LocalDate START = LocalDate.of(2026, 8, 3);

    @Test
    void whatIsWrittenIsReadAsItWas() {
        Resource people = new Resource(
                "engineer",
                Resource.Kind.PEOPLE,
                2,
                Map.of(START.plusDays(9), 3),
                WorkCalendar.weekdays(),
                Optional.of(Price.usd("100")));
        Task spread = Task.of("a-1", new Estimate.Pert(0.5, 10, 20))
                .named("One: with a colon, # and \"quotes\"", Task.Work.PERSON_DAYS)
                .using("engineer", 2);
        Task fixed = Task.of("b", new Estimate.Fixed(10), Link.after("a-1")).costing(Money.usd("120.50"));
        Task other = Task.of("c", new Estimate.Triangular(1, 2, 4), Link.parse("a-1 SS+2"));
        Task end = Task.of("end", new Estimate.Fixed(0), Link.after("b"), Link.after("c"));
        Roadmap roadmap = Roadmap.of("Way", START, List.of(people), List.of(spread, fixed, other, end));
        String text = RoadmapYaml.of(roadmap, List.of("made up"));
        assertTrue(text.startsWith("# made up\n"), text);
        Roadmap read = RoadmapDocument.parse("way.yaml", text).roadmap();
        assertEquals(roadmap.tasks(), read.tasks());
        assertEquals(
                roadmap.resources().get(0).hourly().orElseThrow().perUnit(),
                read.resources().get(0).hourly().orElseThrow().perUnit());
        assertEquals(
                roadmap.resources().get(0).changes(), read.resources().get(0).changes());
        assertEquals(roadmap.start(), read.start());
    }

    @Test
    void aReferenceClassIsNotWritten() {
        Task task = Task.of("a", new Estimate.Reference(2, ReferenceClass.SIP));
        Roadmap roadmap = Roadmap.of("Way", START, List.of(task));
        assertThrows(IllegalArgumentException.class, () -> RoadmapYaml.of(roadmap, List.of()));
    }
}
