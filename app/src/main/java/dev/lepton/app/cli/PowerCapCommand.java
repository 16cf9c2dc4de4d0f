package dev.lepton.app.cli;

import dev.lepton.core.energy.PowerCaps;
import dev.lepton.core.evidence.Problem;
import dev.lepton.formats.energy.PowerLimitsCsv;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lepton power-cap}: which power limit to set, from what was measured under several. */
@Command(
        name = "power-cap",
        description = {
            "Which power limit saves most energy at a slowdown that is allowed, for each workload that",
            "was measured under several limits. Never a formula: under too low a limit work needs more.",
            "Reads dataset,network,batch_size,optimizer (or workload),power_limit,time_per_epoch,average_power."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Lepton.Version.class)
final class PowerCapCommand implements Runnable {
    private static final int SHOWN = 12;

    @Parameters(arity = "1..*", paramLabel = "FILE.csv", description = "Measurements, a file for each device.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before run
    private List<Path> files;

    @Option(
            names = "--slowdown",
            split = ",",
            defaultValue = "5,10",
            paramLabel = "PERCENT",
            description = "How much longer work may take than under the highest limit. Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init")
    private List<BigDecimal> slowdowns;

    @Option(names = "--all", description = "Every workload, not the first 12 of each file.")
    private boolean all;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Output output;

    @Override
    public void run() {
        slowdowns.stream().filter(s -> s.signum() < 0).findFirst().ifPresent(s -> {
            throw Problem.input(
                    "--slowdown has " + s.toPlainString() + ".", "Maybe 5,10: per cent of time, 0 or more.");
        });
        Map<String, PowerLimitsCsv.ReadLimits> read = new LinkedHashMap<>();
        for (Path file : files) {
            PowerLimitsCsv.ReadLimits limits = PowerLimitsCsv.read(file);
            if (limits.workloads().isEmpty()) {
                throw Problem.input(file + " has no row that can be taken.", "Maybe see lepton power-cap --help.");
            }
            read.put(String.valueOf(file.getFileName()), limits);
        }
        Sheets answer = new Sheets();
        Sheet choices = choices(read, answer);
        answer.add(summary(read));
        answer.add(choices);
        read.forEach((file, limits) -> answer.note("rows of " + file + " were not taken", limits.failures()));
        answer.note(
                "time and energy are set against the highest limit of the same workload; each workload counts once.");
        if (output.csv()) {
            output.print(choices.table());
        } else {
            answer.print(output);
        }
    }

    private Sheet summary(Map<String, PowerLimitsCsv.ReadLimits> read) {
        Sheet sheet = new Sheet("summary", "Energy saved, mean over workloads")
                .text("file", "name")
                .text("allowed", "allowed")
                .number("workloads", "workloads")
                .number("energy saved %", "energy_saved_percent")
                .number("most %", "most_saved_percent")
                .number("longer %", "longer_percent")
                .number("limit W, mean", "mean_limit_watts");
        read.forEach((file, limits) -> {
            Collection<PowerCaps> caps = limits.workloads().values();
            slowdowns.forEach(s -> row(
                    sheet,
                    file,
                    "at most " + s.toPlainString() + " % longer",
                    caps,
                    c -> c.within(s.movePointLeft(2).doubleValue())));
            row(sheet, file, "any time", caps, PowerCaps::leastEnergy);
            row(sheet, file, "the lowest limit", caps, c -> c.points().get(0));
        });
        return sheet;
    }

    private static void row(
            Sheet sheet,
            String file,
            String allowed,
            Collection<PowerCaps> caps,
            java.util.function.Function<PowerCaps, PowerCaps.Point> choice) {
        double most =
                caps.stream().mapToDouble(c -> c.saved(choice.apply(c))).max().orElse(0);
        sheet.row(
                Cell.text(file),
                Cell.text(allowed),
                Cell.plain(BigDecimal.valueOf(caps.size())),
                Cell.percent(mean(caps, c -> c.saved(choice.apply(c))), 1),
                Cell.percent(BigDecimal.valueOf(most), 1),
                Cell.percent(mean(caps, c -> c.slower(choice.apply(c))), 1),
                Cell.number(mean(caps, c -> choice.apply(c).limitWatts()), 0));
    }

    private static BigDecimal mean(Collection<PowerCaps> caps, ToDoubleFunction<PowerCaps> value) {
        return BigDecimal.valueOf(caps.stream().mapToDouble(value).average().orElse(0));
    }

    private Sheet choices(Map<String, PowerLimitsCsv.ReadLimits> read, Sheets answer) {
        Sheet sheet = new Sheet("choices", "The limit of each workload")
                .text("workload", "name")
                .text("file", "file")
                .number("highest W", "highest_limit_watts");
        for (BigDecimal s : slowdowns) {
            String word = s.toPlainString();
            sheet.number("W at ≤ " + word + " %", "limit_watts_at_" + word)
                    .number("energy saved %", "energy_saved_percent_at_" + word)
                    .number("longer %", "longer_percent_at_" + word);
        }
        read.forEach((file, limits) -> {
            int shown = 0;
            for (Map.Entry<String, PowerCaps> workload : limits.workloads().entrySet()) {
                if (shown < SHOWN || all || !output.forPeople()) {
                    sheet.row(choice(workload.getKey(), file, workload.getValue()));
                }
                shown++;
            }
            if (shown > SHOWN && !all && output.forPeople()) {
                answer.note(SHOWN + " of " + shown + " workloads of " + file + " are shown; --all shows all.");
            }
        });
        return sheet;
    }

    private Cell[] choice(String workload, String file, PowerCaps caps) {
        List<Cell> cells = new ArrayList<>(List.of(
                Cell.text(workload),
                Cell.text(file),
                Cell.plain(BigDecimal.valueOf(caps.uncapped().limitWatts()))));
        for (BigDecimal s : slowdowns) {
            PowerCaps.Point point = caps.within(s.movePointLeft(2).doubleValue());
            cells.add(Cell.plain(BigDecimal.valueOf(point.limitWatts())));
            cells.add(Cell.percent(BigDecimal.valueOf(caps.saved(point)), 1));
            cells.add(Cell.percent(BigDecimal.valueOf(caps.slower(point)), 1));
        }
        return cells.toArray(Cell[]::new);
    }
}
