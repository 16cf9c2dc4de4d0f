package dev.lepton.app.cli;

import static dev.lepton.app.cli.AdvisedWorkspace.finding;
import static dev.lepton.app.cli.AdvisedWorkspace.number;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three machines of one GPU for two weeks from Monday 3 August 2026: one serves at 70 %, one is a notebook that is used from 8 to 20 h on
 * weekdays, on one nothing ever runs. Each costs the same, so a third of the month is each one's.
 */
final class AdviseCommandTest {
    private static final String EMPTY = "idle:gcp-g2-standard-4-us-central1-on-demand";
    private static final String ASLEEP = "asleep:gcp-g2-standard-4-us-central1-on-demand:ml";
    private static final String NIGHTS = "off-hours:gcp-g2-standard-4-us-central1-on-demand:ml";
    private static final int HOURS = 14 * 24;

    @TempDir
    private Path dir;

    private AdvisedWorkspace workspace;

    private Said lepton(String... args) {
        return workspace.lepton(args);
    }

    private void imported(String kind, Path file) {
        workspace.imported(kind, file);
    }

    /** @param emptyUntil the date from which the machine on which nothing runs is gone; empty for never */
    private Path fleet(String emptyUntil) throws IOException {
        StringBuilder text = new StringBuilder("pools:\n");
        for (String name : List.of("serve-1", "nb-1", "spare-1")) {
            text.append("  - {name: " + name + ", provider: gcp, instance_type: g2-standard-4, region: us-central1,"
                    + " terms: on-demand"
                    + (name.equals("spare-1") && !emptyUntil.isEmpty() ? ", to: " + emptyUntil : "") + "}\n");
        }
        return Files.writeString(dir.resolve("fleet.yaml"), text);
    }

    private Path usage(String name, Instant from) throws IOException {
        StringBuilder text = new StringBuilder("ts,seconds,node,namespace,controller,pod,team,cpu_request,cpu_usage,"
                + "ram_request_bytes,ram_usage_bytes,gpu_request,gpu_utilisation\n");
        for (int h = 0; h < HOURS; h++) {
            Instant at = from.plusSeconds(h * 3_600L);
            OffsetDateTime local = at.atOffset(ZoneOffset.UTC);
            boolean weekend = local.getDayOfWeek() == DayOfWeek.SATURDAY || local.getDayOfWeek() == DayOfWeek.SUNDAY;
            boolean atWork = !weekend && local.getHour() >= 8 && local.getHour() < 20;
            text.append(at + ",3600,serve-1,chat,llm,llm-0,search,4,3,17179869184,10737418240,1,0.7\n");
            text.append(at + ",3600,nb-1,notebooks,jupyter-anna,jupyter-anna-0,ml,4," + (atWork ? "2" : "0.01")
                    + ",17179869184,8589934592,1," + (atWork ? "0.8" : "0") + "\n");
        }
        return Files.writeString(dir.resolve(name), text);
    }

    private void prepare() throws IOException {
        workspace = AdvisedWorkspace.init(dir.resolve("w"));
        imported("fleet", fleet(""));
        imported("usage", usage("first.csv", Instant.parse("2026-08-03T00:00:00Z")));
    }

    @Test
    void findingsWaterfallAndTotalsAgree() throws IOException {
        prepare();
        Said said = lepton("advise", "--json");
        assertEquals(0, said.code(), said.err());
        JsonNode answer = said.json();
        double third = number(answer, "today_per_month") / 3;
        assertTrue(third > 400, "a g2-standard-4 costs about 0.7 an hour: " + third);
        assertEquals(third, number(finding(answer, EMPTY), "saving_per_month"), 1e-6);
        assertEquals("measured", finding(answer, EMPTY).get("confidence").asText());
        // Off hours: 336 less 10 days of 12 hours is 216. The notebook sleeps in all of them, and is off in all of
        // them.
        double nights = third * 216 / 336;
        assertEquals(nights, number(finding(answer, ASLEEP), "saving_per_month"), 1e-6);
        assertEquals(nights, number(finding(answer, NIGHTS), "saving_per_month"), 1e-6);
        assertEquals(0, number(finding(answer, NIGHTS), "saving_beside_others"), 1e-6);
        JsonNode overlap = finding(answer, NIGHTS).get("overlaps").get(0);
        assertEquals(ASLEEP, overlap.get("finding").asText());
        assertEquals(nights, number(overlap, "amount"), 1e-6);
        // Totals.
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal beside = BigDecimal.ZERO;
        for (JsonNode finding : answer.get("findings")) {
            sum = finding.get("saving_per_month").isNull()
                    ? sum
                    : sum.add(finding.get("saving_per_month").decimalValue());
            beside = beside.add(finding.get("saving_beside_others").decimalValue());
            assertTrue(finding.get("working").size() > 0, finding.toString());
        }
        assertEquals(0, sum.compareTo(answer.get("sum_per_month").decimalValue()));
        assertEquals(0, beside.compareTo(answer.get("together_per_month").decimalValue()));
        assertEquals(
                0,
                answer.get("today_per_month")
                        .decimalValue()
                        .subtract(answer.get("together_per_month").decimalValue())
                        .compareTo(answer.get("after_per_month").decimalValue()));
        BigDecimal left = answer.get("today_per_month").decimalValue();
        for (JsonNode fall : answer.get("waterfall")) {
            left = fall.get("saved").isNull()
                    ? left
                    : left.subtract(fall.get("saved").decimalValue());
            assertEquals(0, left.compareTo(fall.get("left").decimalValue()));
        }
        assertEquals(0, left.compareTo(answer.get("after_per_month").decimalValue()));
        assertTrue(number(answer, "overlap_per_month") >= nights - 1e-6, "the nights are counted twice in the sum");
    }

    @Test
    void commitmentsAreSizedOnWhatIsLeft() throws IOException {
        prepare();
        JsonNode answer = lepton("advise", "--json").json();
        JsonNode commit = finding(answer, "commitment:gcp-g2-standard-4-us-central1-on-demand");
        // Alone all three machines run always and are worth committing to; with the empty one and the nights gone,
        // fewer.
        assertTrue(commit.get("title").asText().contains("3 for 3 years"), commit.toString());
        assertTrue(number(commit, "saving_beside_others") < number(commit, "saving_per_month"));
        assertEquals("high", commit.get("risk").asText());
        assertEquals("guess", commit.get("confidence").asText(), "two weeks say little about years");
        assertTrue(commit.get("overlaps").size() >= 2);
    }

    @Test
    void peopleSeeTablesThatAddUp() throws IOException {
        prepare();
        Said said = lepton("advise", "--top", "2");
        assertEquals(0, said.code(), said.err());
        assertTrue(
                said.out().contains("Give back gcp g2-standard-4 in us-central1 while nobody holds them"), said.out());
        assertTrue(said.out().contains(" more, and all together"), said.out());
        assertTrue(said.out().contains("Looked for, and not found"), said.out());
        assertTrue(said.out().contains("how jobs ended is not recorded"), said.out());
        Said explained = lepton("advise", "--explain", EMPTY);
        assertTrue(
                explained.out().contains("1,008.0 machine-hours were paid for in the window, 336.0 of them"),
                explained.out());
        assertEquals(explained.out(), lepton("why", EMPTY).out());
        assertEquals(1, lepton("advise", "--explain", "nonsense").code());
        Said number = lepton("advise", "--explain", "1", "--json");
        assertEquals(1, number.json().get("rank").asInt());
        Said csv = lepton("advise", "--csv");
        assertTrue(csv.out().startsWith("rank,title,saving_per_month,saving_beside_others,confidence"), csv.out());
        assertTrue(csv.out().contains(EMPTY));
        assertTrue(csv.err().contains("assumed"), csv.err());
    }

    @Test
    void assumptionsCanBeOverridden() throws IOException {
        prepare();
        JsonNode cheap = lepton("advise", "--json", "--effort", "idle=0", "--months", "1", "--rate", "0")
                .json();
        JsonNode idle = finding(cheap, EMPTY);
        assertEquals(number(idle, "saving_per_month"), number(idle, "npv"), 1e-6);
        assertEquals(0, number(idle, "payback_months"));
        JsonNode early = lepton("advise", "--json", "--work-hours", "8-12").json();
        // 4 of 24 hours on 10 days are at work; what was used from 12 to 20 h is used, and stays.
        assertEquals(
                number(finding(cheap, NIGHTS), "saving_per_month"),
                number(finding(early, NIGHTS), "saving_per_month"),
                1e-6);
        for (String[] wrong : new String[][] {
            {"--effort", "idle=-1"},
            {"--effort", "magic=1"},
            {"--months", "0"},
            {"--rate", "-5"},
            {"--work-hours", "20-8"},
            {"--target-use", "0"},
            {"--headroom", "-1"},
            {"--hour-cost", "-1"},
            {"--electricity", "0"},
            {"--top", "0"},
            {"--power-table", "nothing=none.csv"},
        }) {
            Said said = lepton("advise", wrong[0], wrong[1]);
            assertEquals(1, said.code(), wrong[0] + " " + said.err());
            assertTrue(said.err().contains("Maybe"), said.err());
        }
        Said small = lepton("advise", "--min-saving", "1000000");
        assertTrue(small.out().contains("None of the "), small.out());
    }

    @Test
    void aFilterLooksAtOneTeam() throws IOException {
        prepare();
        JsonNode answer = lepton("advise", "--json", "--filter", "team:\"ml\"").json();
        assertEquals(
                number(lepton("advise", "--json").json(), "today_per_month") / 3,
                number(answer, "today_per_month"),
                1e-6);
        answer.get("findings")
                .forEach(f -> assertFalse(f.get("id").asText().startsWith("idle:"), "nobody's machines are no team's"));
    }

    @Test
    void teamsPromisesLookAtTheirOwnSpend() throws IOException {
        prepare();
        String team = "team:\"ml\"";
        assertEquals(
                0,
                lepton("advise", "--filter", team, "--record", "--as-of", "2026-08-17")
                        .code());
        imported("usage", usage("second.csv", Instant.parse("2026-08-17T00:00:00Z")));
        JsonNode answer = lepton("savings", "--json").json();
        JsonNode change = answer.get("changes").get(0);
        double month = number(lepton("advise", "--json", "--filter", team).json(), "today_per_month");
        assertEquals(month, number(change, "before"), 1e-6);
        assertEquals(month, number(change, "since"), 1e-6);
        assertEquals(0, number(change, "idle"), 1e-9);
    }

    @Test
    void anEmptyWorkspaceIsTold() {
        workspace = AdvisedWorkspace.init(dir.resolve("w"));
        Said said = lepton("advise");
        assertEquals(1, said.code());
        assertTrue(said.err().contains("nothing to advise on"), said.err());
        Said savings = lepton("savings");
        assertEquals(1, savings.code());
        assertTrue(savings.err().contains("Nothing was promised"), savings.err());
    }

    @Test
    void promisesAreHeldAgainstWhatCame() throws IOException {
        prepare();
        Said made = lepton("advise", "--record", "--as-of", "2026-08-17", "--json");
        assertEquals(0, made.code(), made.err());
        assertTrue(made.err().contains("Promised: "), made.err());
        double third = number(made.json(), "today_per_month") / 3;
        JsonNode early = lepton("savings", "--json").json();
        early.get("promises")
                .forEach(p -> assertEquals("not_yet", p.get("state").asText()));
        // Two weeks later the empty machine is gone, and the notebook still sleeps at night.
        imported("fleet", fleet("2026-08-17"));
        imported("usage", usage("second.csv", Instant.parse("2026-08-17T00:00:00Z")));
        Said said = lepton("savings", "--json");
        assertEquals(0, said.code(), said.err());
        JsonNode answer = said.json();
        JsonNode idle = promise(answer, EMPTY);
        assertEquals("verified", idle.get("state").asText(), answer.toString());
        assertEquals(third, number(idle, "realised_per_month"), 1e-6);
        assertEquals("missed", promise(answer, ASLEEP).get("state").asText());
        JsonNode change = answer.get("changes").get(0);
        assertEquals(3 * third, number(change, "before"), 1e-6);
        assertEquals(2 * third, number(change, "since"), 1e-6);
        assertEquals(third, number(change, "idle"), 1e-6);
        assertEquals(0, number(change, "volume"), 1e-6);
        assertEquals(0, number(change, "avoided"), 1e-6);
        assertEquals(third, number(answer, "bill_fell_per_month"), 1e-2);
        // The report lists promises among its evidence, and recording the same again keeps it once.
        lepton("advise", "--record", "--as-of", "2026-08-17", "--window", "2026-08-03,2026-08-17");
        lepton("advise", "--record", "--as-of", "2026-08-17", "--window", "2026-08-03,2026-08-17");
        assertEquals(0, lepton("savings", "--made", "2026-08-17").code());
        assertEquals(1, lepton("savings", "--made", "2020-01-01").code());
        assertTrue(lepton("savings").out().contains("verified"), "for people, too");
        assertTrue(lepton("savings", "--csv").out().contains("promises,"), "and for tables");
    }

    private static JsonNode promise(JsonNode answer, String finding) {
        for (JsonNode promise : answer.get("promises")) {
            if (promise.get("finding").asText().equals(finding)) {
                return promise;
            }
        }
        throw new AssertionError("no " + finding + " in " + answer.get("promises"));
    }

    @Test
    void thePageAndTheReportShowIt() throws IOException {
        prepare();
        Path page = dir.resolve("advice.html");
        assertEquals(0, lepton("advise", "--html", page.toString()).code());
        String html = Files.readString(page);
        assertTrue(html.contains("What to change, best first"), "the table");
        assertTrue(html.contains("machines that nobody holds"), "the waterfall");
        assertFalse(html.contains("src=\"http"), "nothing from elsewhere");
        Path report = dir.resolve("report.html");
        Said said = lepton("report", "--out", report.toString());
        assertEquals(0, said.code(), said.err());
        assertTrue(Files.readString(report).contains("From today&#39;s month to the month after"), "in the report");
    }

    /** A bill of six years before thins nobody's month: the window is that of work, and the answer says so. */
    @Test
    void billsOfOtherYearsDoNotThinTheMonth() throws IOException {
        prepare();
        JsonNode before = lepton("advise", "--json").json();
        imported(
                "focus",
                Files.writeString(
                        dir.resolve("bill.csv"),
                        "BilledCost,EffectiveCost,ListCost,ContractedCost,BillingCurrency,BillingPeriodStart,BillingPeriodEnd,"
                                + "ChargePeriodStart,ChargePeriodEnd,ChargeCategory,ServiceCategory,ServiceName,ProviderName\n"
                                + "5,5,5,5,USD,2020-01-01T00:00:00Z,2020-02-01T00:00:00Z,2020-01-02T00:00:00Z,"
                                + "2020-01-03T00:00:00Z,Usage,Storage,Objects,AWS\n"));
        JsonNode after = lepton("advise", "--json").json();
        assertEquals(before.get("today_per_month"), after.get("today_per_month"));
        assertTrue(after.get("notes").get(0).asText().contains("of the bills, which with them reach from 2020-01-02"));
        assertTrue(after.get("notes").get(1).asText().contains("lepton plan --workspace keeps what work holds"));
        assertFalse(lepton("advise", "--json", "--window", "2020-01-01,2026-09-01")
                .json()
                .get("today_per_month")
                .equals(before.get("today_per_month")));
    }
}
