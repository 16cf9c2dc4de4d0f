package dev.lepton.app.cli;

import dev.lepton.app.board.SpotPlots;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.money.Money;
import dev.lepton.core.money.Price;
import dev.lepton.core.placement.spot.SpotJob;
import dev.lepton.core.placement.spot.SpotPolicies;
import dev.lepton.core.placement.spot.SpotPolicy;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lepton spot}: what a job with a deadline costs on spot capacity, by policy, and why a policy does what it does. */
@Command(
        name = "spot",
        description = {
            "A job with a deadline on spot capacity: policies side by side on one series of",
            "availability, beside the least that was possible. No policy misses the deadline.",
            "With --machines: how many to hold in which zones. With --checkpoint: how often to save."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Lepton.Version.class)
final class SpotCommand implements Runnable {
    private static final BigDecimal LONGEST_HOURS = BigDecimal.valueOf(720);
    private static final BigDecimal LONGEST_CHANGEOVER = BigDecimal.valueOf(5);

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before run
    private SpotSeries availability;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private HtmlOption html;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Output output;

    @Option(names = "--work", paramLabel = "HOURS", description = "Hours of undisturbed running.")
    private @Nullable BigDecimal workHours;

    @Option(
            names = "--deadline",
            paramLabel = "HOURS",
            description = "Hours from now by which it must be done, at most 720.")
    private @Nullable BigDecimal deadlineHours;

    @Option(
            names = "--changeover",
            paramLabel = "HOURS",
            description = "Paid hours without work after each start: boot, load the checkpoint."
                    + " Default: ${DEFAULT-VALUE}.")
    private BigDecimal changeoverHours = new BigDecimal("0.2");

    @Option(
            names = "--on-demand-price",
            paramLabel = "USD",
            description = "What an hour on demand costs, in USD. Default: ${DEFAULT-VALUE}.")
    private BigDecimal onDemandHour = BigDecimal.valueOf(3);

    @Option(
            names = "--spot-price",
            paramLabel = "USD",
            description = "What an hour on spot costs, in USD. Default: ${DEFAULT-VALUE}.")
    private BigDecimal spotHour = BigDecimal.ONE;

    @Option(
            names = "--policy",
            split = ",",
            paramLabel = "NAME",
            description = "Policies to compare: on-demand, greedy, uniform-progress, random-threshold, lepton."
                    + " Default: all.")
    private List<String> names = SpotPolicies.NAMES;

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            description = "What a series and a randomised policy are drawn from. Default: ${DEFAULT-VALUE}.")
    private long seed = 42;

    @Option(
            names = "--explain",
            description = "Also each change of mode and its reason: of lepton, or of the first policy named.")
    private boolean explain;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private SpotReserve reserve;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private SpotCheckpoints checkpoints;

    @Override
    public void run() {
        if (reserve.asked() || (checkpoints.asked() && workHours == null && deadlineHours == null)) {
            Price spot = Price.of(spotHour, Money.USD);
            Price onDemand = Price.of(onDemandHour, Money.USD);
            Sheets answer = new Sheets();
            if (reserve.asked()) {
                reserve.answer(availability.observed(output), spot, onDemand, answer);
            }
            checkpoints.answer(spot, onDemand, answer);
            html.write("Work on spot capacity", answer, List::of);
            answer.print(output);
            return;
        }
        job(job());
    }

    private void job(SpotJob job) {
        Map<String, SpotPolicy> policies = policies();
        SpotSeries.Loaded loaded = availability.load(job, seed, output);
        SpotSheets sheets =
                new SpotSheets(job, loaded, Price.of(spotHour, Money.USD), Price.of(onDemandHour, Money.USD));
        Sheets answer = new Sheets();
        answer.open(SpotSeries.hours(job.workTicks()) + " h of work by hour " + SpotSeries.hours(job.deadlineTicks())
                + ", " + SpotSeries.hours(job.changeoverTicks()) + " h paid at each start; an hour is "
                + Cell.plain(spotHour).shown() + " USD on spot and "
                + Cell.plain(onDemandHour).shown() + " USD on demand.");
        answer.open("Availability: " + loaded.source() + ".");
        head(answer, job, loaded);
        answer.add(sheets.policies(policies));
        if (explain) {
            String name = names.contains("lepton") ? "lepton" : names.get(0);
            answer.add(sheets.decisions(name, SpotPolicies.named(name, policySeed())));
        }
        checkpoints.answer(Price.of(spotHour, Money.USD), Price.of(onDemandHour, Money.USD), answer);
        notes(answer, loaded);
        html.write(
                "A job with a deadline on spot capacity",
                answer,
                () -> SpotPlots.of(job, loaded.series(), loaded.start(), names, policySeed()));
        answer.print(output);
    }

    private void head(Sheets answer, SpotJob job, SpotSeries.Loaded loaded) {
        answer.head("currency", Cell.text(Money.USD.getCurrencyCode()));
        answer.head("work_hours", Cell.plain(SpotSeries.inHours(job.workTicks())));
        answer.head("deadline_hours", Cell.plain(SpotSeries.inHours(job.deadlineTicks())));
        answer.head("changeover_hours", Cell.plain(SpotSeries.inHours(job.changeoverTicks())));
        answer.head("spot_price", Cell.plain(spotHour));
        answer.head("on_demand_price", Cell.plain(onDemandHour));
        answer.head("availability", Cell.text(loaded.source()));
        answer.head("drawn", Cell.flag(loaded.drawn(), "", ""));
    }

    private void notes(Sheets answer, SpotSeries.Loaded loaded) {
        if (loaded.drawn()) {
            answer.note("the series is drawn, not observed: another --seed gives other figures;"
                    + " --availability takes yours.");
        }
        answer.note("the offline optimum knows the whole series beforehand; no policy can be cheaper.");
        if (names.contains("random-threshold")) {
            answer.note("random-threshold is a stand-in of ours for randomised policies; it is not ROSS.");
        }
        answer.note("work is kept when a machine is taken away; time runs in steps of 6 minutes.");
    }

    private Map<String, SpotPolicy> policies() {
        Map<String, SpotPolicy> policies = new LinkedHashMap<>();
        for (String name : names) {
            if (!SpotPolicies.NAMES.contains(name)) {
                throw Problem.input(
                        "'" + name + "' is no policy.", "Maybe one of " + String.join(", ", SpotPolicies.NAMES) + ".");
            }
            policies.put(name, SpotPolicies.named(name, policySeed()));
        }
        return policies;
    }

    /** Another stream than the one that the series is drawn from. */
    private long policySeed() {
        return ~seed;
    }

    private SpotJob job() {
        if (workHours == null || deadlineHours == null) {
            throw Problem.input(
                    "--work and --deadline are needed.",
                    "Maybe --work 48 --deadline 60; or --machines 4 for a reserve, or --checkpoint 60 for an interval.");
        }
        within("--work", workHours, LONGEST_HOURS, true);
        within("--deadline", deadlineHours, LONGEST_HOURS, true);
        within("--changeover", changeoverHours, LONGEST_CHANGEOVER, false);
        if (spotHour.signum() <= 0 || onDemandHour.compareTo(spotHour) <= 0) {
            throw Problem.input(
                    "--on-demand-price is " + onDemandHour + " and --spot-price is " + spotHour
                            + ", but spot is taken to cost something, and less than on demand.",
                    "Maybe the two are mixed up. Where on demand is as cheap, it is the better choice always.");
        }
        int work = SpotJob.ticks(workHours, RoundingMode.CEILING);
        int deadline = SpotJob.ticks(deadlineHours, RoundingMode.FLOOR);
        int changeover = SpotJob.ticks(changeoverHours, RoundingMode.CEILING);
        if (work + changeover > deadline) {
            throw Problem.input(
                    "--work " + workHours + " and one --changeover " + changeoverHours
                            + " do not fit before --deadline " + deadlineHours + ", in steps of 6 minutes.",
                    "Maybe a later deadline, from " + SpotSeries.hours(work + changeover) + " on.");
        }
        return new SpotJob(
                work,
                deadline,
                changeover,
                onDemandHour.divide(spotHour, MathContext.DECIMAL64).doubleValue());
    }

    private static void within(String option, BigDecimal hours, BigDecimal most, boolean aboveZero) {
        if (hours.compareTo(most) > 0 || hours.signum() < 0 || (aboveZero && hours.signum() == 0)) {
            throw Problem.input(
                    option + " is " + hours + " hours, but it is " + (aboveZero ? "above 0" : "0 or more")
                            + " and at most " + most + ".",
                    "Maybe minutes were meant: 12 minutes are 0.2.");
        }
    }
}
