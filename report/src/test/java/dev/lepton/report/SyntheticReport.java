package dev.lepton.report;

import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.evidence.Reason;
import dev.lepton.core.money.Money;
import dev.lepton.core.time.Window;
import dev.lepton.report.model.*;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Reports of invented companies, from a seed: full of everything, or nearly empty. No figure in them is real. */
final class SyntheticReport {
    private static final List<String> TEAMS = List.of(
            "research",
            "search ranking",
            "assistant",
            "vision",
            "speech",
            "ads",
            "fraud",
            "robotics",
            "platform",
            "recommendations",
            "maps");
    private static final List<String> MODELS =
            List.of("llama-70b", "encoder-large", "diffusion-xl", "whisper-v3", "ranker-12", "notebooks", "evaluation");
    private static final Window WINDOW =
            new Window(Instant.parse("2026-08-01T00:00:00Z"), Instant.parse("2026-11-01T00:00:00Z"));

    private final Random random;
    private final List<String> teams;

    private SyntheticReport(long seed, List<String> teams) {
        this.random = new Random(seed);
        this.teams = teams;
    }

    static ReportModel rich(long seed) {
        return new SyntheticReport(seed, TEAMS).build(seed);
    }

    /** A rich report in which {@code text} stands wherever a label can come from outside. */
    static ReportModel labelled(String text) {
        List<String> teams = new ArrayList<>(TEAMS);
        teams.set(0, text);
        return new SyntheticReport(7, teams).build(7);
    }

    static ReportModel empty() {
        Money zero = Money.zero(Money.USD);
        return new ReportModel(
                new Cover(
                        "Cost of AI infrastructure",
                        WINDOW,
                        ZoneOffset.UTC,
                        WINDOW.to(),
                        Instant.parse("2026-11-02T08:30:00Z"),
                        Money.USD,
                        List.of()),
                List.of(),
                List.of(),
                new Headline(
                        zero,
                        CostBasis.EFFECTIVE,
                        Confidence.GUESS,
                        Portion.of(0, 0, "lines"),
                        Portion.of(0, 0, "GPU-hours"),
                        List.of(),
                        List.of()),
                CostNode.leaf("Total", zero, Confidence.GUESS),
                List.of(),
                Optional.empty(),
                Wasters.none(zero),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                List.of(new Chapter.Lacking(
                        "ahead", "Spend ahead", "There are too few days.", Optional.of("lepton import usage FILE"))),
                new DataQuality(Map.of(), List.of()),
                new Method(List.of(), "", List.of()));
    }

    private ReportModel build(long seed) {
        Map<String, List<Money>> byTeam = amounts();
        List<CostNode> teamNodes = new ArrayList<>();
        byTeam.forEach((team, amounts) -> teamNodes.add(node(team, Money.sum(amounts, Money.USD))));
        CostNode tree = tree(teamNodes);
        Money total = tree.cost();
        List<DeviceUse> fleet = fleet();
        return new ReportModel(
                cover(seed),
                sources(),
                List.of(
                        new PriceList("aws on-demand", LocalDate.of(2026, 7, 30), 48_112),
                        new PriceList("gcp on-demand, spot and commitments", LocalDate.of(2026, 7, 30), 33_918)),
                headline(total),
                tree,
                fleet,
                Optional.of(trend(byTeam, total)),
                wasters(),
                unitCosts(),
                Optional.of(structure(tree)),
                Optional.of(ownership()),
                earnings(),
                List.of(SyntheticBoard.of("lepton")),
                budgets(total),
                List.of(new Chapter.Shown(
                        "ahead", "Spend ahead", SyntheticBoard.of("ahead"), Optional.of(SyntheticBoard.timeline()))),
                quality(),
                method(total));
    }

    private static Cover cover(long seed) {
        return new Cover(
                "Cost of AI infrastructure, Example Company",
                WINDOW,
                ZoneOffset.UTC,
                Instant.parse("2026-10-30T23:55:00Z"),
                Instant.parse("2026-11-02T08:30:00Z"),
                Money.USD,
                List.of("Test data: every figure on this page was drawn with seed " + seed + ". None is real."));
    }

    /** Weekly amounts of each team over 13 weeks, some teams growing. */
    private Map<String, List<Money>> amounts() {
        Map<String, List<Money>> amounts = new LinkedHashMap<>();
        double size = 42_000;
        for (String team : teams) {
            double growth = 0.97 + random.nextDouble() * 0.07;
            List<Money> weeks = new ArrayList<>();
            for (int week = 0; week < 13; week++) {
                weeks.add(dollars(size * Math.pow(growth, week) * (0.85 + 0.3 * random.nextDouble())));
            }
            amounts.put(team, weeks);
            size *= 0.74;
        }
        return amounts;
    }

    private CostNode node(String team, Money cost) {
        List<BigDecimal> weights = MODELS.stream()
                .map(m -> BigDecimal.valueOf(Math.pow(random.nextDouble(), 3) + 0.001))
                .toList();
        List<Money> parts = cost.split(weights);
        Confidence least = team.equals("vision") ? Confidence.GUESS : Confidence.ESTIMATE;
        List<CostNode> children = new ArrayList<>();
        for (int i = 0; i < MODELS.size(); i++) {
            children.add(CostNode.leaf(MODELS.get(i), parts.get(i), i % 3 == 0 ? least : Confidence.MEASURED));
        }
        return new CostNode(team, cost, least, children);
    }

    private CostNode tree(List<CostNode> teamNodes) {
        List<CostNode> storage = new ArrayList<>();
        List<CostNode> network = new ArrayList<>();
        for (String team : teams) {
            storage.add(CostNode.leaf(team, dollars(8_000 * random.nextDouble()), Confidence.BILLED));
            network.add(CostNode.leaf(team, dollars(4_000 * random.nextDouble()), Confidence.BILLED));
        }
        return CostNode.sum(
                "Total",
                List.of(
                        CostNode.sum("Compute", teamNodes),
                        CostNode.sum("Storage", storage),
                        CostNode.sum("Network", network),
                        CostNode.sum(
                                "Other",
                                List.of(
                                        CostNode.leaf("Support", dollars(9_000), Confidence.BILLED),
                                        CostNode.leaf("Credits", dollars(-2_500.5), Confidence.BILLED)))));
    }

    private static Headline headline(Money total) {
        List<Money> months = total.split(List.of(new BigDecimal("32"), new BigDecimal("34"), new BigDecimal("36.5")));
        return new Headline(
                total,
                CostBasis.EFFECTIVE,
                Confidence.GUESS,
                Portion.of(214, 18_204, "lines"),
                Portion.of(61_200, 402_911, "GPU-hours"),
                List.of(
                        new MonthCost(YearMonth.of(2026, 8), months.get(0), true),
                        new MonthCost(YearMonth.of(2026, 9), months.get(1), true),
                        new MonthCost(YearMonth.of(2026, 10), months.get(2), false)),
                List.of(
                        "The utilisation of 61,200 GPU-hours was drawn from measured distributions with seed 42.",
                        "GPUs take 93 % of the price of a machine whose parts have no price of their own."));
    }

    private Trend trend(Map<String, List<Money>> byTeam, Money total) {
        List<Trend.Series> series = new ArrayList<>();
        Money sum = Money.zero(Money.USD);
        for (var entry : byTeam.entrySet()) {
            series.add(new Trend.Series(entry.getKey(), entry.getValue()));
            sum = sum.plus(Money.sum(entry.getValue(), Money.USD));
        }
        series.add(
                new Trend.Series("no team", total.minus(sum).split(java.util.Collections.nCopies(13, BigDecimal.ONE))));
        List<LocalDate> weeks = new ArrayList<>();
        for (int week = 0; week < 13; week++) {
            weeks.add(LocalDate.of(2026, 8, 3).plusWeeks(week));
        }
        return new Trend(
                Trend.Grain.WEEK,
                weeks,
                series,
                List.of(new Trend.Told(1, "research, 9 August: 1,200 more than expected")));
    }

    private List<DeviceUse> fleet() {
        return List.of(
                device("H100 80GB", 180_211, 4.1, 0.52, 0.08, 0.25),
                device("A100 80GB", 121_840, 2.4, 0.41, 0.22, 0.21),
                device("L4", 84_020, 0.71, 0.33, 0.05, 0.12),
                device("V100 16GB", 16_840, 1.9, 0.08, 0.02, 0.30));
    }

    private DeviceUse device(String name, int hours, double rate, double used, double unmeasured, double held) {
        return new DeviceUse(
                name,
                "GPU-hours",
                slice(hours * used, rate),
                slice(hours * unmeasured, rate),
                slice(hours * held, rate),
                slice(hours * (1 - used - unmeasured - held), rate),
                unmeasured > 0.2 ? Confidence.GUESS : Confidence.MEASURED);
    }

    private static DeviceUse.Slice slice(double hours, double rate) {
        return new DeviceUse.Slice(dollars(hours * rate), BigDecimal.valueOf(Math.round(hours * 10), 1));
    }

    private Wasters wasters() {
        List<Waster> top = new ArrayList<>();
        Money sum = Money.zero(Money.USD);
        for (int i = 0; i < 12; i++) {
            Money cost = dollars(9_000 - 600 * i + 900 * random.nextDouble());
            double use = 0.02 + 0.4 * random.nextDouble();
            Money wasted = cost.times(BigDecimal.valueOf(1 - use));
            sum = sum.plus(wasted);
            String id = "job-" + (310_000 + random.nextInt(90_000));
            top.add(new Waster(
                    i == 3 ? "jupyter-gpu-notebook-long-lived-" + id : id,
                    i == 5 ? Optional.empty() : Optional.of(teams.get(i % teams.size())),
                    i % 3 == 0 ? "A100 80GB" : "H100 80GB",
                    BigDecimal.valueOf(2_400 - 150L * i),
                    i == 7 ? Optional.empty() : Optional.of(BigDecimal.valueOf(use)),
                    cost,
                    wasted,
                    i % 4 == 1 ? Confidence.GUESS : Confidence.MEASURED,
                    id));
        }
        return new Wasters(top, 1_204, sum.plus(dollars(231_004.12)));
    }

    private static List<UnitCost> unitCosts() {
        return List.of(
                unit("H100 80GB", "GPU-hour", "4.1032", "cost of paid hours ÷ paid hours", Confidence.BILLED),
                unit("H100 80GB, used", "GPU-hour", "7.8908", "cost of paid hours ÷ used hours", Confidence.ESTIMATE),
                unit("training jobs", "job", "38.2", "cost of 12,402 jobs ÷ 12,402", Confidence.MEASURED),
                unit("encoder-large", "training run", "18402.55", "cost of its 3 runs ÷ 3", Confidence.MEASURED),
                unit("llama-70b, input", "1M tokens", "0.213", "OpenCost's split by token weight", Confidence.ESTIMATE),
                unit(
                        "llama-70b, output",
                        "1M tokens",
                        "0.533",
                        "OpenCost's split by token weight",
                        Confidence.ESTIMATE),
                unit("assistant", "request", "0.000412", "serving cost ÷ requests", Confidence.ESTIMATE),
                new UnitCost(
                        "whisper-v3", "request", Optional.empty(), "its requests were not counted", Confidence.GUESS));
    }

    private static UnitCost unit(String of, String unit, String value, String basis, Confidence confidence) {
        return new UnitCost(of, unit, Optional.of(Money.usd(value)), basis, confidence);
    }

    private static CostParts structure(CostNode tree) {
        return new CostParts(
                tree.cost(),
                tree.children().stream()
                        .map(kind -> new CostParts.Part(kind.label(), kind.cost(), kind.confidence()))
                        .toList());
    }

    private static CostParts ownership() {
        List<CostParts.Part> parts = List.of(
                new CostParts.Part("Hardware", Money.usd("402118.20"), Confidence.ESTIMATE),
                new CostParts.Part("Software", Money.usd("51200"), Confidence.BILLED),
                new CostParts.Part("Labour", Money.usd("310000"), Confidence.GUESS),
                new CostParts.Part("Data", Money.usd("44010.55"), Confidence.BILLED),
                new CostParts.Part("Cloud services", Money.usd("1183220.41"), Confidence.BILLED),
                new CostParts.Part("Energy", Money.usd("76402.3"), Confidence.ESTIMATE));
        Money total = Money.sum(parts.stream().map(CostParts.Part::cost).toList(), Money.USD);
        return new CostParts(total, parts);
    }

    private List<Earning> earnings() {
        return List.of(
                new Earning("team", teams.get(0), Money.zero(Money.USD), Money.usd("518220.4")),
                new Earning("team", "ads", Money.usd("2210400.33"), Money.usd("104220.1")),
                new Earning("team", "assistant", Money.usd("402118"), Money.usd("391000.5")),
                new Earning("model", "llama-70b", Money.usd("902118"), Money.usd("402100.5")),
                new Earning("model", "ranker-12", Money.usd("1710400.33"), Money.usd("93120.1")));
    }

    private List<BudgetLine> budgets(Money total) {
        Window month = new Window(Instant.parse("2026-10-01T00:00:00Z"), Instant.parse("2026-11-01T00:00:00Z"));
        String line = "straight line of the days so far";
        return List.of(
                new BudgetLine("total", WINDOW, Money.usd("2000000"), total, Optional.empty(), ""),
                new BudgetLine(
                        "team " + teams.get(0),
                        month,
                        Money.usd("150000"),
                        Money.usd("171040.22"),
                        Optional.of(Money.usd("176040")),
                        line),
                new BudgetLine(
                        "team vision",
                        month,
                        Money.usd("120000"),
                        Money.usd("112400"),
                        Optional.of(Money.usd("124210.5")),
                        line),
                new BudgetLine(
                        "team speech",
                        month,
                        Money.usd("80000"),
                        Money.usd("41200"),
                        Optional.of(Money.usd("55000")),
                        line));
    }

    private static List<Source> sources() {
        return List.of(
                new Source("focus-2026-q3.csv.gz", "focus", 18_204, 12),
                new Source("usage-2026-08.parquet", "usage", 8_112_004, 3),
                new Source("sacct-export.txt", "jobs", 82_248, 0));
    }

    private static DataQuality quality() {
        return new DataQuality(
                Map.of(Reason.NOT_A_NUMBER, 11L, Reason.ENDS_BEFORE_START, 3L, Reason.DUPLICATE, 1L),
                List.of(
                        new DataQuality.Finding(
                                "Lines without a price",
                                Portion.of(214, 18_204, "lines"),
                                "Import a price list for a3-ultragpu-8g in europe-west4."),
                        new DataQuality.Finding(
                                "Use that was not measured",
                                Portion.of(61_200, 402_911, "GPU-hours"),
                                "Import usage samples of the A100 nodes."),
                        new DataQuality.Finding(
                                "Nodes with more allocated than they have",
                                Portion.of(2, 310, "nodes"),
                                "Check the GPU counts of gpu-114 and gpu-201 in the fleet file.")));
    }

    private static Method method(Money total) {
        List<Money> parts = total.split(List.of(new BigDecimal("6"), new BigDecimal("3"), BigDecimal.ONE));
        return new Method(
                List.of(
                        new Method.Split("Price of the same machine without GPUs", parts.get(0)),
                        new Method.Split("Ratio of list prices", parts.get(1)),
                        new Method.Split("Assumed ratio", parts.get(2))),
                "shared by each team's share of the allocated cost (weighted).",
                List.of("Commitments are spread over the usage they cover."));
    }

    private static Money dollars(double amount) {
        return Money.usd(BigDecimal.valueOf(amount));
    }
}
