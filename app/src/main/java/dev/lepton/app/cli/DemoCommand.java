package dev.lepton.app.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lepton.app.wiring.Demo;
import dev.lepton.app.wiring.ReportFill;
import dev.lepton.app.wiring.Session;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.money.Money;
import dev.lepton.core.simulate.scaling.ScalingOutcome;
import dev.lepton.core.time.Window;
import dev.lepton.ledger.query.CostAnswer;
import dev.lepton.ledger.query.CostQuestion;
import dev.lepton.report.model.DeviceUse;
import dev.lepton.report.model.ReportModel;
import dev.lepton.report.model.UnitCost;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lepton demo}: the whole product on bundled real data. */
@Command(
        name = "demo",
        description = {
            "The whole product on bundled real data: no account, no cluster, no network.",
            "82,247 recorded jobs of 15 teams on a stated fleet at list prices, and a real bill in FOCUS."
        },
        mixinStandardHelpOptions = true)
final class DemoCommand implements Runnable {
    private static final int TEAMS = 7;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "demo-out",
            description = "Where report and workspace go (default: ./demo-out).")
    @SuppressWarnings("NullAway.Init") // picocli sets it before run
    private Path out;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Output output;

    @Override
    public void run() {
        output.err().println("Putting 82,247 recorded jobs on a fleet and pricing them (about half a minute) …");
        Demo demo = new Demo(out);
        CompletableFuture<DocumentPlan> services = CompletableFuture.supplyAsync(
                () -> DocumentPlan.of(demo.services(), "What to change: a chat service on the cheapest machines"));
        DemoModel model = DemoModel.begin(demo, out);
        try (Session session = demo.prepare()) {
            Window window = demo.window(session);
            CostAnswer teams =
                    session.costs().ask(CostQuestion.by(List.of("team")).in(Optional.of(window)));
            ElasticPools pools = ElasticPools.of(session);
            DemoPlan plan = DemoPlan.of(
                    JobsPlan.of(pools.jobs(), month(teams, window), "A100-40GB", "p4d.24xlarge", "us-east-1"),
                    planned(services));
            ReportFill fill = demo.report(session, window);
            DemoOutlook outlook = DemoOutlook.of(demo, session, fill, plan);
            ReportModel report = fill.model(
                    "AI infrastructure cost, a demonstration",
                    Stream.concat(plan.boards().stream(), Stream.of(pools.board()))
                            .toList(),
                    outlook.chapters().with(model.chapter()).all(),
                    outlook.chapters().told());
            Path page = out.resolve("report.html");
            ReportCommand.write(report, page);
            Money billed = bill(session, CostQuestion.Basis.BILLED);
            Money effective = bill(session, CostQuestion.Basis.EFFECTIVE);
            if (output.json()) {
                ObjectNode document = json(teams, report, page, billed, effective);
                plan.addTo(document.putObject("plan"));
                output.print(document);
            } else if (output.csv()) {
                output.print(CostTable.of(teams, Integer.MAX_VALUE));
            } else {
                show(teams, report, billed, effective, window);
                plan.lines().forEach(output.out()::println);
                elastic(pools);
                outlook.lines().forEach(output.out()::println);
                output.out().println();
                foot(page, window);
            }
        }
    }

    private static DocumentPlan planned(CompletableFuture<DocumentPlan> services) {
        try {
            return services.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof Problem problem ? problem : e;
        }
    }

    /** The cost of a mean month of 730 hours. */
    private static Money month(CostAnswer teams, Window window) {
        BigDecimal hours =
                BigDecimal.valueOf(Duration.between(window.from(), window.to()).toHours());
        return teams.total().times(BigDecimal.valueOf(730).divide(hours, MathContext.DECIMAL64));
    }

    private static Money bill(Session session, CostQuestion.Basis basis) {
        CostQuestion all = CostQuestion.by(List.of());
        return session.costs()
                .ask(new CostQuestion(
                        Optional.of(Demo.BILL),
                        List.of(),
                        all.filter(),
                        all.idle(),
                        all.shared(),
                        all.sharedRule(),
                        basis))
                .total();
    }

    private static ObjectNode json(CostAnswer teams, ReportModel report, Path page, Money billed, Money effective) {
        ObjectNode node = CostJson.envelope(teams, " --workspace " + page.resolveSibling("workspace"), List.of());
        node.put("report", page.toString());
        node.put("jobs", Demo.JOBS);
        ObjectNode bill = node.putObject("bill");
        bill.put("billed", billed.amount().toPlainString())
                .put("effective", effective.amount().toPlainString());
        report.unitCosts()
                .forEach(u ->
                        u.value().ifPresent(v -> node.withObject("unit_costs").put(u.of(), v.amount())));
        return node;
    }

    private void show(CostAnswer teams, ReportModel report, Money billed, Money effective, Window window) {
        output.out()
                .println("Where it went, " + day(window.from().toString()) + " to "
                        + day(window.to().toString())
                        + ": up to 156 machines of 8 A100 at list price (aws p4d.24xlarge, on demand)");
        output.out().println();
        output.print(CostTable.of(teams, TEAMS));
        output.out().println();
        for (DeviceUse use : report.fleet()) {
            output.out()
                    .println(use.device() + ": " + hours(use.used()) + " GPU-hours used, " + hours(use.idleAllocated())
                            + " held and not used, " + hours(use.unallocated()) + " asked for by nobody.");
        }
        for (UnitCost unit : report.unitCosts()) {
            unit.value()
                    .ifPresent(v -> output.out()
                            .println("Cost of " + unit.of() + ": " + money(v, 2) + " (" + unit.basis() + ")"));
        }
        output.out()
                .println("The bill (1,000 lines of real FOCUS data, September 2024): billed " + money(billed, 2)
                        + ", amortised " + money(effective, 2) + ".");
        output.out().println();
    }

    private void foot(Path page, Window window) {
        output.out()
                .println(
                        "Assumed: the fleet; its price, listed 2026-07-20, for 2017; the service's model, limits, size and"
                                + " machines today.");
        output.out()
                .println(
                        "Drawn: each job's GPU utilisation, from the distribution measured on the same cluster. Measured: what"
                                + " machines serve.");
        output.out().println("Recorded: jobs, teams, GPUs, times; the bill; an hour of the service's requests.");
        output.out().println("Report:  " + page);
        output.out()
                .println("Working: lepton why total --window "
                        + day(window.from().toString()) + "," + day(window.to().toString()) + " --workspace "
                        + out.resolve("workspace"));
        output.out().flush();
    }

    /** What the same jobs would have cost on machines that come and go: the first thing to change about an idle fleet. */
    private void elastic(ElasticPools pools) {
        ScalingOutcome elastic = pools.elastic();
        output.out()
                .println("Simulated job by job over the whole time, 10 % in reserve, at most " + pools.most()
                        + " machines: "
                        + money(elastic.paid(), 2) + ", a mean wait of "
                        + BigDecimal.valueOf(elastic.waitMeanSeconds() / 60).setScale(0, RoundingMode.HALF_EVEN)
                        + " minutes.");
    }

    private static String day(String instant) {
        return instant.substring(0, 10);
    }

    private static String hours(DeviceUse.Slice slice) {
        return Cell.grouped(slice.hours().setScale(0, RoundingMode.HALF_EVEN));
    }

    private static String money(Money money, int decimals) {
        return Cell.grouped(money.amount().setScale(decimals, RoundingMode.HALF_EVEN)) + " "
                + money.currency().getCurrencyCode();
    }
}
