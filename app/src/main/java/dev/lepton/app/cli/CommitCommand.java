package dev.lepton.app.cli;

import dev.lepton.app.board.CommitPlots;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.finance.commitment.CommitmentPlan;
import dev.lepton.core.finance.commitment.CommitmentPlanner;
import dev.lepton.core.finance.commitment.LoadDuration;
import dev.lepton.core.finance.commitment.Scenario;
import dev.lepton.core.finance.commitment.UnitRates;
import dev.lepton.formats.usage.HourlyUsage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lepton commit}: how much to commit to, and for how long. */
@Command(
        name = "commit",
        description = {
            "How many units to commit to, for how long, from hourly usage: a unit pays when it is used",
            "for more of the time than its committed price is of the price for use. Without --usage:",
            "the break-evens alone. Example: lepton commit --gpu H100 --count 8 --region us-central1"
        },
        mixinStandardHelpOptions = true,
        versionProvider = Lepton.Version.class)
final class CommitCommand implements Runnable {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    @Option(
            names = "--usage",
            paramLabel = "FILE.csv",
            description = "Usage: ts,units; usage samples with ts,seconds,gpu_request; or a list of jobs.")
    private @Nullable Path usage;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before run
    private CommitPrices prices;

    @Option(
            names = "--unit",
            paramLabel = "N",
            description =
                    "How many of the file's units one commitment is for. Default: for GPUs of samples the machine's,"
                            + " else 1.")
    private @Nullable BigDecimal unit;

    @Option(
            names = "--growth",
            split = ",",
            paramLabel = "PERCENT[:WEIGHT]",
            description = "Scenarios of growth a year, such as -20:1,0:2,50:1. Default: none, usage stays as it was.")
    private List<String> growth = List.of();

    @Option(
            names = "--held",
            defaultValue = "0",
            paramLabel = "N",
            description = "Units committed to already, for longer than is looked ahead. Default: ${DEFAULT-VALUE}.")
    private int held;

    @Option(
            names = "--spot-share",
            paramLabel = "PERCENT",
            description = "How much of what is above the commitment can run on spot. Default: none.")
    private @Nullable BigDecimal spotPercent;

    @Option(
            names = "--spot-overhead",
            defaultValue = "1.1",
            paramLabel = "TIMES",
            description =
                    "Hours paid on spot for each hour of work, with --spot-share. Default: ${DEFAULT-VALUE}, a guess.")
    private BigDecimal spotOverhead = new BigDecimal("1.1");

    @Option(names = "--all", description = "Every machine and region found, not the cheapest 20.")
    private boolean all;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private HtmlOption html;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Output output;

    @Override
    public void run() {
        List<CommitPrices.Offer> offers = prices.offers(output);
        if (usage == null) {
            Sheets answer = BreakEvenSheets.of(offers, all || !output.forPeople());
            html.write("When a commitment pays", answer, List::of);
            if (output.csv()) {
                output.print(BreakEvenSheets.sheet(offers).table());
            } else {
                answer.print(output);
            }
            return;
        }
        HourlyUsage read = HourlyUsage.read(usage);
        CommitPrices.Offer offer = offers.get(0);
        BigDecimal size = size(read, offer);
        LoadDuration curve = LoadDuration.hourly(read.units().stream()
                .map(u -> u.divide(size, 12, RoundingMode.HALF_EVEN))
                .toList());
        UnitRates rates = offer.rates(overflow(offer));
        List<Scenario> scenarios = scenarios();
        CommitmentPlan plan = plan(curve, scenarios, rates);
        Sheets answer = new CommitSheets(read, curve, size, offer, rates, scenarios, held).answer(plan, offers.size());
        html.write("How much to commit to", answer, () -> CommitPlots.of(curve, plan, held));
        answer.print(output);
    }

    private CommitmentPlan plan(LoadDuration curve, List<Scenario> scenarios, UnitRates rates) {
        if (held < 0) {
            throw Problem.input("--held is " + held + ".", "Maybe 0.");
        }
        try {
            return new CommitmentPlanner(curve, scenarios, rates, held).plan();
        } catch (IllegalArgumentException e) {
            throw Problem.input(String.valueOf(e.getMessage()), "Maybe count in larger units: --unit 8.");
        }
    }

    private BigDecimal size(HourlyUsage read, CommitPrices.Offer offer) {
        if (unit != null) {
            if (unit.signum() <= 0) {
                throw Problem.input("--unit is " + unit.toPlainString() + ".", "Maybe 8, for machines of 8 GPUs.");
            }
            return unit;
        }
        return read.ofGpus() ? offer.devices().orElse(BigDecimal.ONE) : BigDecimal.ONE;
    }

    private Optional<UnitRates.Spot> overflow(CommitPrices.Offer offer) {
        if (spotPercent == null) {
            return Optional.empty();
        }
        if (offer.spot().isEmpty()) {
            throw Problem.input(
                    "--spot-share is given, and no price on spot is known of " + offer.name() + ".",
                    "Maybe state it with --on-demand, --committed and --spot.");
        }
        try {
            return Optional.of(new UnitRates.Spot(offer.spot().get(), spotPercent.movePointLeft(2), spotOverhead));
        } catch (IllegalArgumentException e) {
            throw Problem.input(String.valueOf(e.getMessage()), "Maybe --spot-share 50 --spot-overhead 1.1.");
        }
    }

    private List<Scenario> scenarios() {
        if (growth.isEmpty()) {
            return List.of(Scenario.SAME);
        }
        List<Scenario> scenarios = new ArrayList<>();
        for (String text : growth) {
            String[] parts = text.split(":", 2);
            try {
                BigDecimal percent = new BigDecimal(parts[0].strip());
                BigDecimal weight = parts.length > 1 ? new BigDecimal(parts[1].strip()) : BigDecimal.ONE;
                scenarios.add(new Scenario(
                        (percent.signum() > 0 ? "+" : "") + percent.toPlainString() + " % a year",
                        weight,
                        percent.divide(HUNDRED)));
            } catch (IllegalArgumentException e) {
                throw Problem.input(
                        "--growth has '" + text + "'.",
                        "Maybe -20:1,0:2,50:1: per cent a year above -100, and how likely each is.");
            }
        }
        return scenarios;
    }
}
