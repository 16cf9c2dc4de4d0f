package dev.lepton.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lepton.report.model.ReportModel;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ReportPageTest {
    @RepeatedTest(25)
    void whatIsShownAddsUp(RepetitionInfo seed) {
        String page = ReportPage.html(SyntheticReport.rich(seed.getCurrentRepetition()));
        int columns = 0;
        for (Html.Table table : Html.tables(page)) {
            if (!table.feet().isEmpty() && !table.caption().startsWith("Cost by kind")) {
                columns += assertColumnsAddUp(table);
            }
        }
        assertTrue(columns > 20, "Only " + columns + " columns were added up.");
        assertTreeAddsUp(Html.table(page, "Cost by kind"));
        assertRowsAddUp(Html.table(page, "Cost by team and week"));
    }

    @Test
    void theTotalIsTheSameWhereverItStands() {
        String page = ReportPage.html(SyntheticReport.rich(42));
        Matcher figure = Pattern.compile("<p class=\"figure\">(.*?)</p>").matcher(page);
        assertTrue(figure.find());
        for (String caption : List.of("Cost by kind", "Cost by team and week", "Month by month", "Cost structure")) {
            List<String> foot = Html.table(page, caption).feet().get(0).cells();
            assertTrue(foot.contains(figure.group(1)), caption + " ends in " + foot + ", not in " + figure.group(1));
        }
    }

    @Test
    void theChartsDrawWhatTheTablesSay() throws Exception {
        String page = ReportPage.html(SyntheticReport.rich(42));
        JsonNode trend = data(page, "cost-over-time");
        List<Html.Row> rows = Html.table(page, "Cost by team and week").rows();
        for (int s = 0; s < trend.get("series").size(); s++) {
            for (int week = 0; week < rows.size(); week++) {
                assertEquals(
                        number(rows.get(week).cells().get(s + 1)),
                        trend.get("series").get(s).get("values").get(week).decimalValue());
            }
        }
        JsonNode tree = data(page, "cost-tree");
        assertEquals(
                number(Html.table(page, "Cost by kind").feet().get(0).cells().get(1)),
                tree.get("value").decimalValue());
        assertEquals("Compute", tree.get("children").get(0).get("name").textValue());
    }

    @Test
    void aChapterShowsDatesAndRangesAndItsTimeline() throws Exception {
        String page = ReportPage.html(SyntheticReport.rich(42));
        Html.Row row = Html.table(page, "Ahead: USD a day").rows().get(3);
        assertEquals(List.of("1 Nov 2026", "–", "12.00", "–", "10.00 to 14.00"), row.cells());
        assertEquals(
                List.of("30 Oct 2026", "30.00", "–", "30.00", "–"),
                Html.table(page, "Ahead: USD a day").rows().get(1).cells());
        JsonNode drawn = data(page, "ahead-6");
        assertEquals("2026-10-29", drawn.get("zero").textValue());
        assertEquals(17, drawn.get("ranges").get(0).get("points").get(1).get(2).intValue());
        assertTrue(page.contains("class=\"timeline\"") && page.contains("4 to 6 May"));
        assertTrue(page.contains("something dear and out of the ordinary began"));
    }

    @Test
    void aChapterThatLacksSomethingSaysWhat() {
        String page = ReportPage.html(SyntheticReport.empty());
        assertFalse(page.contains("id=\"ahead\""));
        assertTrue(Html.table(page, "Parts that the evidence is not enough for").rows().stream()
                .anyMatch(r -> r.cells()
                        .equals(List.of("Spend ahead", "There are too few days.", "lepton import usage FILE"))));
    }

    @Test
    void elementsNest() {
        assertEquals(List.of(), Html.faults(ReportPage.html(SyntheticReport.rich(42))));
        assertEquals(List.of(), Html.faults(ReportPage.html(SyntheticReport.empty())));
        assertFalse(Html.faults("<div><p>text</div></p>").isEmpty());
        assertFalse(Html.faults("<div>").isEmpty());
        assertFalse(Html.faults("<p>a < b</p>").isEmpty());
    }

    @Test
    void nothingOutsideIsReferredTo() {
        Assets assets = Assets.load();
        String page = ReportPage.html(SyntheticReport.rich(42));
        String own = page.replace(assets.library(), "");
        assertTrue(own.length() < page.length() - 500_000, "The library is not in the page.");
        assertFalse(own.contains("http:") || own.contains("https:") || own.contains("://"), "An address outside.");
        assertFalse(Pattern.compile("\\b(src|action|data|poster|srcset)\\s*=")
                .matcher(Html.withoutRaw(own))
                .find());
        assertFalse(Pattern.compile("url\\(|@import|<link|<iframe").matcher(own).find());
        Matcher href = Pattern.compile("href=\"([^\"]*)\"").matcher(own);
        Set<String> ids = ids(page);
        while (href.find()) {
            assertTrue(
                    href.group(1).startsWith("#") && ids.contains(href.group(1).substring(1)), href.group(1));
        }
        assertTrue(page.contains("default-src &#39;none&#39;"), "The policy is missing.");
    }

    /** The library names XML namespaces and licences; any other address in a new version has to be looked at. */
    @Test
    void theLibraryNamesOnlyNamespacesAndLicences() {
        Set<String> addresses = new TreeSet<>();
        Matcher address =
                Pattern.compile("https?://[^\"' \\n)]*").matcher(Assets.load().library());
        while (address.find()) {
            addresses.add(address.group());
        }
        assertEquals(
                Set.of(
                        "http://www.apache.org/licenses/LICENSE-2.0",
                        "http://www.w3.org/1999/xlink",
                        "http://www.w3.org/2000/svg",
                        "http://www.w3.org/2000/xmlns/",
                        "http://www.w3.org/XML/1998/namespace",
                        "https://github.com/ecomfe/zrender/blob/master/LICENSE.txt"),
                addresses);
        assertFalse(Assets.load().library().toLowerCase(java.util.Locale.ROOT).contains("</script"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "</script><script>document.title='owned'</script>",
                "\"><img src=x onerror=alert(1)>",
                "' onmouseover='alert(1)",
                "<!--<script>",
                "$unsafe{1} ${2} &amp; \u2028 \\",
                "]]><b>"
            })
    void labelsStayText(String hostile) throws Exception {
        String page = ReportPage.html(SyntheticReport.labelled(hostile));
        assertEquals(List.of(), Html.faults(page));
        String own = own(page);
        String plain = own(ReportPage.html(SyntheticReport.rich(7)));
        assertEquals(count("<script", plain), count("<script", own));
        assertFalse(own.contains("<img") || own.contains("<b>") || own.contains("<!--"));
        assertEquals(
                hostile,
                data(page, "cost-over-time").get("series").get(0).get("name").textValue());
        assertTrue(Html.table(page, "Cost by kind").rows().stream()
                .anyMatch(row -> row.cells().get(0).equals(hostile.strip())));
    }

    @Test
    void aReportOfNothingSaysWhatWouldFillIt() {
        String page = ReportPage.html(SyntheticReport.empty());
        Html.Table missing = Html.table(page, "Parts that");
        assertEquals(12, missing.rows().size());
        assertTrue(page.contains("no data yet"));
        assertFalse(page.contains("$0"), "Unknown is not zero.");
        assertTrue(missing.rows().stream().anyMatch(row -> row.cells().contains("lepton import revenue FILE")));
    }

    @Test
    void theSameModelGivesTheSamePage() {
        ReportModel model = SyntheticReport.rich(42);
        assertEquals(ReportPage.html(model), ReportPage.html(SyntheticReport.rich(42)));
    }

    /** Leaves the pages in target/, to be looked at. */
    @Test
    void pagesToLookAt() throws Exception {
        Files.writeString(Path.of("target", "rich.html"), ReportPage.html(SyntheticReport.rich(42)));
        Files.writeString(Path.of("target", "empty.html"), ReportPage.html(SyntheticReport.empty()));
        assertTrue(Files.size(Path.of("target", "rich.html")) < 2_000_000, "A page is to stay below 2 MB.");
    }

    private static int assertColumnsAddUp(Html.Table table) {
        int added = 0;
        List<String> foot = table.feet().get(table.feet().size() - 1).cells();
        for (int c = 1; c < foot.size(); c++) {
            if (foot.get(c).isEmpty() || !foot.get(c).matches(".*\\d.*")) {
                continue;
            }
            BigDecimal sum = BigDecimal.ZERO;
            for (Html.Row row : table.rows()) {
                sum = sum.add(number(row.cells().get(c)));
            }
            for (Html.Row row : table.feet().subList(0, table.feet().size() - 1)) {
                sum = sum.add(number(row.cells().get(c)));
            }
            assertEquals(0, number(foot.get(c)).compareTo(sum), table.caption() + ", column " + c + ": " + sum);
            added++;
        }
        return added;
    }

    private static void assertRowsAddUp(Html.Table table) {
        for (Html.Row row : table.rows()) {
            List<String> cells = row.cells();
            BigDecimal sum = BigDecimal.ZERO;
            for (String cell : cells.subList(1, cells.size() - 1)) {
                sum = sum.add(number(cell));
            }
            assertEquals(number(cells.get(cells.size() - 1)), sum, cells.get(0));
        }
    }

    private static void assertTreeAddsUp(Html.Table table) {
        List<Html.Row> rows = table.rows();
        assertEquals(number(table.feet().get(0).cells().get(1)), sumBelow(rows, -1, -1), "the total");
        int parents = 0;
        for (int i = 0; i + 1 < rows.size(); i++) {
            if (rows.get(i + 1).depth() > rows.get(i).depth()) {
                assertEquals(
                        number(rows.get(i).cells().get(1)),
                        sumBelow(rows, i, rows.get(i).depth()),
                        rows.get(i).cells().get(0));
                parents++;
            }
        }
        assertTrue(parents > 5, "Only " + parents + " parents were added up.");
    }

    private static BigDecimal sumBelow(List<Html.Row> rows, int parent, int depth) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = parent + 1; i < rows.size() && rows.get(i).depth() > depth; i++) {
            if (rows.get(i).depth() == depth + 1) {
                sum = sum.add(number(rows.get(i).cells().get(1)));
            }
        }
        return sum;
    }

    /** The first number of a cell: {@code -$1,234 | 56 GPU-hours} is -1234. */
    private static BigDecimal number(String cell) {
        Matcher matcher = Pattern.compile("-?[$]?[0-9][0-9,]*(\\.[0-9]+)?").matcher(cell);
        assertTrue(matcher.find(), "'" + cell + "' has no number.");
        return new BigDecimal(matcher.group().replaceAll("[$,]", ""));
    }

    private static String own(String page) {
        return page.replace(Assets.load().library(), "");
    }

    private static JsonNode data(String page, String chart) throws Exception {
        Matcher json =
                Pattern.compile("(?s)id=\"" + chart + "-data\">(.*?)</script>").matcher(page);
        assertTrue(json.find());
        return new ObjectMapper().readTree(json.group(1));
    }

    private static Set<String> ids(String page) {
        Set<String> ids = new TreeSet<>();
        Matcher id = Pattern.compile("\\bid=\"([^\"]*)\"").matcher(Html.withoutRaw(page));
        while (id.find()) {
            assertTrue(ids.add(id.group(1)), "Two elements have the id " + id.group(1));
        }
        return ids;
    }

    private static int count(String needle, String text) {
        return text.split(Pattern.quote(needle), -1).length - 1;
    }
}
