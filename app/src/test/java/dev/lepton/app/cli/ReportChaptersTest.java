package dev.lepton.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a workspace's report says beyond its cost, and what it says where the evidence is not enough. */
final class ReportChaptersTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 6, 1);

    @TempDir
    private Path dir;

    private String workspace = "";

    @BeforeEach
    void aWorkspace() throws IOException {
        workspace = dir.resolve("workspace").toString();
        Said.lepton("init", workspace);
        Files.writeString(
                Path.of(workspace, "lepton.yaml"),
                "currency: USD\nbudgets:\n  - {name: summer, scope: total, amount: 12000,"
                        + " period: \"2026-06-01,2026-10-01\"}\n");
    }

    @Test
    void spendAheadWhatIsUnusualAndTheCrossingOfABudgetAreShown() throws IOException {
        bill(80, 70);
        String page = report();
        assertTrue(page.contains("id=\"ahead\""), "no forecast");
        assertTrue(page.contains("The budget &#39;summer&#39;"), "no course of the budget");
        assertTrue(page.contains("over it on 2026-09-2"), "100 a day, and 400 once, is 12,000 in late September");
        assertTrue(page.contains("Mean absolute error of each method"), "no comparison beside the forecast");
        assertTrue(page.contains("id=\"unusual\""), "no anomalies");
        assertTrue(page.contains("something dear and out of the ordinary began"), "no mark on the chart of cost");
        assertTrue(page.contains("total, " + FIRST.plusDays(70)), "the mark does not say what it is of");
        assertTrue(page.contains("lepton report --investment FILE.yaml"), "nothing on cash flows that are not there");
        assertTrue(page.contains("lepton report --roadmap FILE.yaml"), "nothing on tasks that are not there");
        assertTrue(page.contains("lepton report --models POINTS.yaml"), "nothing on models that were not measured");
    }

    @Test
    void aPlanIsDrawn() throws IOException {
        bill(9, -1);
        Path plan = Files.writeString(dir.resolve("plan.yaml"), """
                offers:
                  - {name: dear, device: A40, price_per_hour: 2, held: 4}
                  - {name: cheap, device: A40, terms: [{on: 1y, price_per_hour: 1}]}
                kept:
                  - {name: notebooks, count: 4, today: {device: A40}}
                """);
        String page = report("--plan", plan.toString());
        assertTrue(page.contains("<h3>The cheapest plan</h3>"), "no plan");
        assertTrue(page.contains("2,920.00 USD a month"), "four machines at 1 an hour");
        assertTrue(report().contains("lepton report --plan FILE.yaml"), "nothing on a plan that is not there");
    }

    @Test
    void aQuietWorkspaceHasNoMark() throws IOException {
        bill(80, -1);
        String page = report();
        assertTrue(page.contains("Nothing is out of the ordinary."));
        assertFalse(page.contains("something dear and out of the ordinary began"));
    }

    @Test
    void tooFewDaysAreSaid() throws IOException {
        bill(9, -1);
        String page = report();
        assertFalse(page.contains("id=\"ahead\"") || page.contains("id=\"unusual\""));
        assertTrue(
                page.contains("A forecast of spend needs at least 14 whole days of cost; there are 9."),
                page.substring(page.indexOf("Not in this report")));
        assertTrue(page.contains("What is usual is learnt from 28 days of cost; there are 9."));
    }

    @Test
    void anInvestmentAndARoadmapAreShownWhereTheyAreGiven() throws IOException {
        bill(20, -1);
        String examples = "../docs/examples/";
        String page = report("--investment", examples + "invest.yaml", "--roadmap", examples + "roadmap.yaml");
        assertTrue(page.contains("Net present value over the draws") && page.contains("in 90 % of the draws from"));
        assertTrue(page.contains("class=\"timeline\"") && page.contains("Move the assistant to a distilled model"));
        Said wrong = Said.lepton(
                "report",
                "--workspace",
                workspace,
                "--out",
                dir.resolve("no.html").toString(),
                "--roadmap",
                examples + "invest.yaml");
        assertEquals(1, wrong.code());
        assertTrue(wrong.err().contains("invest.yaml"), wrong.err());
    }

    private String report(String... more) throws IOException {
        Path page = dir.resolve("report.html");
        String[] args = new String[more.length + 5];
        System.arraycopy(new String[] {"report", "--workspace", workspace, "--out", page.toString()}, 0, args, 0, 5);
        System.arraycopy(more, 0, args, 5, more.length);
        Said said = Said.lepton(args);
        assertEquals(0, said.code(), said.err());
        return Files.readString(page);
    }

    /** About 100 a day, but 400 more on day {@code spike}. */
    private void bill(int days, int spike) throws IOException {
        StringBuilder text = new StringBuilder(
                "ChargePeriodStart,ChargePeriodEnd,BilledCost,EffectiveCost,ServiceName,ResourceId,ChargeCategory\n");
        for (int d = 0; d < days; d++) {
            double cost = 100 + d * 37 % 11 - 5 + (d == spike ? 400 : 0);
            text.append(FIRST.plusDays(d))
                    .append("T00:00:00Z,")
                    .append(FIRST.plusDays(d + 1L))
                    .append("T00:00:00Z,")
                    .append(cost)
                    .append(',')
                    .append(cost)
                    .append(",EC2,i-1,Usage\n");
        }
        Path file = Files.writeString(dir.resolve("bill.csv"), text);
        Said said = Said.lepton("import", "focus", file.toString(), "--workspace", workspace);
        assertEquals(0, said.code(), said.err());
    }
}
