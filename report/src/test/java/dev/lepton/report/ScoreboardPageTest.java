package dev.lepton.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lepton.report.model.Plot;
import dev.lepton.report.model.Plot.Point;
import dev.lepton.report.model.Plot.Series;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class ScoreboardPageTest {
    private static final String HOSTILE = "</script><script>document.documentElement.dataset.error='owned'</script>"
            + "<img src=x onerror=\"document.documentElement.dataset.error='owned'\">";

    @Test
    void figuresStandInTablesAndCharts() throws Exception {
        String page = ScoreboardPage.html(SyntheticBoard.of("lepton"));
        assertEquals(List.of(), Html.faults(page));
        assertEquals(
                List.of("lepton", "1,234.50"),
                Html.table(page, "Policies side by side").rows().get(0).cells());
        assertEquals(52, data(page, "plot-1").at("/series/0/points/1/1").asInt());
        assertEquals(
                List.of("lepton", "1,234", "7.00"),
                Html.table(page, "Cost against time").rows().get(0).cells());
        assertEquals(
                List.of("region", "420.5", "500.0"),
                Html.table(page, "From today: USD a month").rows().get(1).cells());
        // 50 % arrived: on the line of the policy, and half-way on the ideal one.
        Html.Row half = Html.table(page, "Unallocated").rows().get(1);
        assertEquals(List.of("50.00", "52.00", "50.00"), half.cells());
        assertTrue(page.contains("<li>Nothing here was measured.</li>"));
    }

    @Test
    void aSeriesThatHasEndedHasNoFigure() {
        List<Html.Row> rows = Html.table(ScoreboardPage.html(SyntheticBoard.of("lepton")), "Waiting")
                .rows();
        assertEquals(20, rows.size());
        assertEquals("3.00", rows.get(1).cells().get(2));
        assertEquals("–", rows.get(19).cells().get(2));
    }

    @Test
    void nothingOutsideIsReferredToAndNamesStayText() throws Exception {
        String page = ScoreboardPage.html(SyntheticBoard.of(HOSTILE));
        String own = page.replace(Assets.load().library(), "");
        assertTrue(own.length() < page.length(), "The library is not in the page.");
        assertFalse(own.contains("://") || own.contains("<img"), "An address outside, or markup of a name's.");
        assertEquals(List.of(), Html.faults(page));
        assertEquals(HOSTILE, data(page, "plot-1").at("/series/0/name").asText());
        assertEquals(
                HOSTILE,
                Html.table(page, "Policies side by side").rows().get(0).cells().get(0));
    }

    @Test
    void browsersDrawEveryForm() throws Exception {
        Optional<Browser> browser = Browser.find();
        assumeTrue(browser.isPresent(), "No Chromium is on the PATH; on Debian: apt-get install chromium.");
        Path visits = Files.createDirectories(Path.of("target", "visits").toAbsolutePath());
        Browser.Visit visit = browser.get()
                .open(
                        ScoreboardPage.html(SyntheticBoard.of(HOSTILE)),
                        1280,
                        Files.createTempDirectory(visits, "visit"));
        assertEquals(List.of(), visit.console());
        assertTrue(visit.document().contains("data-charts=\"6\""));
        assertFalse(visit.document().contains("data-error="));
    }

    @Test
    void drawingsRefuseNonsense() {
        assertThrows(IllegalArgumentException.class, () -> new Point(Double.NaN, 1));
        Series back = Series.of("a", List.of(new Point(2, 0), new Point(1, 0)));
        Plot.Axis axis = new Plot.Axis("h");
        assertThrows(
                IllegalArgumentException.class,
                () -> new Plot("t", Plot.Form.LINES, axis, axis, List.of(back), List.of()));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Plot("t", Plot.Form.POINTS, axis, axis, List.of(back), List.of()));
        Series one = Series.of("a", List.of(new Point(2, 0)));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Plot("t", Plot.Form.WATERFALL, axis, axis, List.of(one), List.of()));
    }

    private static JsonNode data(String page, String chart) throws Exception {
        Matcher json =
                Pattern.compile("(?s)id=\"" + chart + "-data\">(.*?)</script>").matcher(page);
        assertTrue(json.find());
        return new ObjectMapper().readTree(json.group(1));
    }
}
