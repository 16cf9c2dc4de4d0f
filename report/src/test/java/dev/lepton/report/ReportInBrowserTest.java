package dev.lepton.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ReportInBrowserTest {
    private static final Optional<Browser> BROWSER = Browser.find();

    @BeforeEach
    void aBrowserIsInstalled() {
        assumeTrue(BROWSER.isPresent(), "No Chromium is on the PATH; on Debian: apt-get install chromium.");
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 1280})
    void theChartsAreDrawnAndNothingComplains(int width) throws Exception {
        Browser.Visit visit = open(ReportPage.html(SyntheticReport.rich(42)), width);
        assertEquals(List.of(), visit.console());
        assertEquals(Optional.empty(), error(visit));
        assertTrue(visit.document().contains("data-charts=\"14\""), "Not all charts were drawn.");
        assertEquals(16, visit.document().split("<svg", -1).length, "Fourteen charts and a timeline are expected.");
        assertTrue(visit.document().contains("research"), "A label is missing.");
    }

    @Test
    void aPageWithoutChartsIsQuiet() throws Exception {
        Browser.Visit visit = open(ReportPage.html(SyntheticReport.empty()), 1280);
        assertEquals(List.of(), visit.console());
        assertTrue(visit.document().contains("data-charts=\"0\""));
    }

    @Test
    void hostileLabelsDoNothing() throws Exception {
        String hostile = "</script><script>document.documentElement.dataset.error='owned'</script>"
                + "<img src=x onerror=\"document.documentElement.dataset.error='owned'\">";
        Browser.Visit visit = open(ReportPage.html(SyntheticReport.labelled(hostile)), 1280);
        assertEquals(List.of(), visit.console());
        assertEquals(Optional.empty(), error(visit));
        assertTrue(visit.document().contains("data-charts=\"14\""));
    }

    @Test
    void tooltipsSayWhatTheTableSays() throws Exception {
        String hover = """
                ;['cost-over-time', 'cost-tree'].forEach(function (id) {
                  var drawing = document.getElementById(id).firstElementChild;
                  var box = drawing.getBoundingClientRect();
                  drawing.dispatchEvent(new MouseEvent('mousemove',
                    { bubbles: true, clientX: box.left + 400, clientY: box.top + 150 }));
                });
                """;
        Assets assets = Assets.load();
        Assets hovering = new Assets(assets.style(), assets.library(), assets.charts() + hover);
        String page = ReportPage.html(ReportPage.page(SyntheticReport.rich(42)), hovering);
        Browser.Visit visit = open(page, 1280);
        assertEquals(List.of(), visit.console());
        String week = find("Week from (\\d+ \\w+)</span>", visit).orElseThrow();
        String total = find("Week from \\d+ \\w+</span><span>([^<]*)<", visit).orElseThrow();
        Html.Row row = Html.table(page, "Cost by team and week").rows().stream()
                .filter(r -> r.cells().get(0).startsWith(week + " "))
                .findFirst()
                .orElseThrow();
        assertEquals(row.cells().get(row.cells().size() - 1), total);
        assertTrue(find("(Compute › [^<]*)</span>", visit).isPresent(), "The treemap's tooltip did not show.");
    }

    /** Shows that the checks above bite: an error in a script of the page's own is seen twice over. */
    @Test
    void anErrorInAScriptIsSeen() throws Exception {
        Assets assets = Assets.load();
        Assets broken = new Assets(assets.style(), assets.library(), assets.charts() + "\nnoSuchFunction();\n");
        Browser.Visit visit = open(ReportPage.html(ReportPage.page(SyntheticReport.rich(42)), broken), 1280);
        assertFalse(visit.console().isEmpty());
        assertTrue(error(visit).orElse("").contains("noSuchFunction"));
    }

    @Test
    void aChartThatFailsIsSeen() throws Exception {
        Assets assets = Assets.load();
        Assets broken =
                new Assets(assets.style(), assets.library(), assets.charts().replace("stack:", "pile:"));
        Browser.Visit visit = open(ReportPage.html(ReportPage.page(SyntheticReport.rich(42)), broken), 1280);
        assertFalse(visit.console().isEmpty());
        assertFalse(visit.document().contains("data-charts="));
    }

    /** The browser itself refuses what a label that slipped through would do. */
    @Test
    void thePolicyRefusesForeignScriptsAndRequests() throws Exception {
        String page = ReportPage.html(SyntheticReport.rich(42))
                .replace(
                        "</main>",
                        "<script>document.documentElement.dataset.owned='yes'</script><img src=\"other.png\"></main>");
        Browser.Visit visit = open(page, 1280);
        assertFalse(visit.document().contains("data-owned"));
        assertTrue(visit.console().stream().anyMatch(line -> line.contains("other.png")), visit.console()::toString);
    }

    private Browser.Visit open(String html, int width) throws Exception {
        Path visits = Files.createDirectories(Path.of("target", "visits").toAbsolutePath());
        return BROWSER.orElseThrow().open(html, width, Files.createTempDirectory(visits, "visit"));
    }

    private static Optional<String> error(Browser.Visit visit) {
        return find("data-error=\"([^\"]*)\"", visit);
    }

    private static Optional<String> find(String pattern, Browser.Visit visit) {
        Matcher matcher = Pattern.compile(pattern).matcher(visit.document());
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
