package dev.lepton.app.cli;

import dev.lepton.app.advice.PowerTables;
import dev.lepton.app.advice.WorkspaceAdvice;
import dev.lepton.app.wiring.Session;
import dev.lepton.core.advise.Assumptions;
import dev.lepton.core.advise.Effort;
import dev.lepton.core.advise.Strategy;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.money.Money;
import dev.lepton.core.plan.OperatingPoint;
import dev.lepton.formats.profiles.Given;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what advice takes for granted. A mixin. */
final class AdviseOptions {
    private static final Pattern HOURS = Pattern.compile("(\\d{1,2})-(\\d{1,2})");
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    @Option(
            names = "--headroom",
            paramLabel = "PERCENT",
            defaultValue = "10",
            description = "Machines of a pool kept above what is held. Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before run
    private BigDecimal headroom;

    @Option(
            names = "--target-use",
            paramLabel = "PERCENT",
            defaultValue = "80",
            description = "How full what is held should be at its busiest. Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init")
    private BigDecimal targetUse;

    @Option(
            names = "--work-hours",
            paramLabel = "FROM-TO",
            defaultValue = "8-20",
            description = "When somebody is at a keyboard, Monday to Friday, on the workspace's clock. Default:"
                    + " ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init")
    private String workHours;

    @Option(
            names = "--effort",
            split = ",",
            paramLabel = "KIND=HOURS",
            description =
                    "Hours of work that a kind of change takes, such as idle=8,spot=40, in place of those assumed.")
    private Map<String, BigDecimal> effort = new LinkedHashMap<>();

    @Option(
            names = "--hour-cost",
            paramLabel = "AMOUNT",
            description = "What an hour of work costs, in the workspace's currency. Default: 100, assumed.")
    private @Nullable BigDecimal hourCost;

    @Option(
            names = "--months",
            paramLabel = "N",
            defaultValue = "12",
            description = "How long a saving is counted. Default: ${DEFAULT-VALUE}.")
    private int months;

    @Option(
            names = "--rate",
            paramLabel = "PERCENT",
            defaultValue = "10",
            description = "Yearly discount rate. Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init")
    private BigDecimal rate;

    @Option(
            names = "--electricity",
            paramLabel = "AMOUNT",
            description = "What a kWh costs, for machines of your own whose fleet says their watts.")
    private @Nullable BigDecimal electricity;

    @Option(
            names = "--power-table",
            paramLabel = "DEVICE=FILE.csv",
            description = "Measurements under several power limits, as lepton power-cap reads them.")
    private Map<String, Path> powerTables = new LinkedHashMap<>();

    @Option(
            names = "--points",
            arity = "1..*",
            paramLabel = "FILE.yaml",
            description =
                    "Variants of models that were measured, as lepton shrink --emit-points writes them; those that were"
                            + " imported as profiles count, too.")
    private List<Path> points = List.of();

    Assumptions assumptions(Session session) {
        Assumptions usual = Assumptions.usual(session.settings().zone());
        percent("--headroom", headroom, BigDecimal.ZERO, BigDecimal.valueOf(1_000));
        percent("--target-use", targetUse, BigDecimal.TEN, HUNDRED);
        Matcher hours = HOURS.matcher(workHours);
        if (!hours.matches()
                || Integer.parseInt(hours.group(1)) >= Integer.parseInt(hours.group(2))
                || Integer.parseInt(hours.group(2)) > 24) {
            throw Problem.input("--work-hours is '" + workHours + "'.", "Maybe 8-20: from and to, 0 to 24.");
        }
        return new Assumptions(
                headroom.movePointLeft(2),
                targetUse.movePointLeft(2),
                usual.asleepBelow(),
                usual.asleepHours(),
                Integer.parseInt(hours.group(1)),
                Integer.parseInt(hours.group(2)),
                usual.zone(),
                usual.spot());
    }

    Effort effort(Session session) {
        percent("--rate", rate, BigDecimal.ZERO, BigDecimal.valueOf(1_000));
        if (months < 1 || months > 1_200) {
            throw Problem.input("--months is " + months + ".", "Maybe 12; 1 to 1,200.");
        }
        BigDecimal cost = hourCost == null ? WorkspaceAdvice.HOUR_OF_WORK : hourCost;
        if (cost.signum() < 0) {
            throw Problem.input("--hour-cost is " + cost.toPlainString() + ".", "Maybe 100.");
        }
        Map<Strategy, BigDecimal> hours = new EnumMap<>(Strategy.class);
        effort.forEach((word, h) -> {
            if (h.signum() < 0) {
                throw Problem.input("--effort " + word + " is " + h.toPlainString() + ".", "Maybe 8, hours of work.");
            }
            hours.put(strategy(word), h);
        });
        return new Effort(hours, new Money(cost, session.settings().currency()), months, rate.movePointLeft(2));
    }

    /** What was measured of models' variants, file by file; rows that are wrong are told. */
    List<OperatingPoint> measured(Consumer<String> err) {
        return MeasuredOn.of(points, Given.NOTHING, err);
    }

    PowerTables power() {
        if (electricity != null && electricity.signum() <= 0) {
            throw Problem.input("--electricity is " + electricity.toPlainString() + ".", "Maybe 0.15, for a kWh.");
        }
        return new PowerTables(Optional.ofNullable(electricity), powerTables);
    }

    private static Strategy strategy(String word) {
        return Arrays.stream(Strategy.values())
                .filter(s -> s.word().equals(word))
                .findFirst()
                .orElseThrow(() -> Problem.input(
                        "--effort has '" + word + "', which is no kind of change.",
                        "Maybe one of "
                                + Arrays.stream(Strategy.values())
                                        .map(Strategy::word)
                                        .collect(Collectors.joining(", "))
                                + "."));
    }

    private static void percent(String option, BigDecimal value, BigDecimal least, BigDecimal most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw Problem.input(
                    option + " is " + value.toPlainString() + ".",
                    "Maybe a percentage from " + least.toPlainString() + " to " + most.toPlainString() + ".");
        }
    }
}
