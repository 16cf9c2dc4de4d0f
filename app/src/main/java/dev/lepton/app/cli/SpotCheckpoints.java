package dev.lepton.app.cli;

import dev.lepton.core.economics.spot.Checkpointing;
import dev.lepton.core.economics.spot.SpotRate;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.money.Price;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How often to save work, and what an hour of it then costs: part of {@code lepton spot}. A mixin. */
final class SpotCheckpoints {
    private static final double HOUR = 3600;

    @Option(
            names = "--checkpoint",
            paramLabel = "SECONDS",
            description = "What saving the work takes: how often to do it.")
    private @Nullable BigDecimal writeSeconds;

    @Option(
            names = "--between-failures",
            paramLabel = "HOURS",
            description =
                    "Mean time between interruptions of the whole job, with --checkpoint; n machines have 1/n of one's.")
    private @Nullable BigDecimal betweenHours;

    @Option(
            names = "--restart",
            defaultValue = "0",
            paramLabel = "SECONDS",
            description = "From an interruption until work goes on, with --checkpoint. Default: ${DEFAULT-VALUE}.")
    private BigDecimal restartSeconds = BigDecimal.ZERO;

    boolean asked() {
        return writeSeconds != null;
    }

    /** Adds the intervals, if they were asked for. */
    void answer(Price spot, Price onDemand, Sheets answer) {
        if (writeSeconds == null) {
            return;
        }
        Checkpointing checkpointing = checkpointing(writeSeconds);
        Sheet sheet = new Sheet("checkpoints", "How often to save: work between checkpoints")
                .text("by", "name")
                .number("seconds", "interval_seconds")
                .number("hours paid for an hour of work", "factor")
                .number("USD an hour of work on spot", "spot_price_per_work_hour");
        row(sheet, "exact", checkpointing.exact(), checkpointing, spot);
        row(sheet, "Daly", checkpointing.daly(), checkpointing, spot);
        row(sheet, "Young", checkpointing.young(), checkpointing, spot);
        answer.add(sheet);
        Price batch = SpotRate.batch(spot, checkpointing);
        answer.note("on spot an hour of work costs "
                + Cell.number(batch.perUnit(), 4).shown() + " USD, on demand "
                + Cell.number(onDemand.perUnit(), 4).shown() + ": "
                + (SpotRate.pays(batch, onDemand) ? "spot pays" : "spot does not pay")
                + ", up to "
                + Cell.number(SpotRate.mostOverhead(spot, onDemand), 2).shown()
                + " hours paid for an hour of work; interruptions are taken as coming at random.");
    }

    private Checkpointing checkpointing(BigDecimal write) {
        if (betweenHours == null) {
            throw Problem.input("--checkpoint is given without --between-failures.", "Maybe --between-failures 6.");
        }
        try {
            return new Checkpointing(
                    write.doubleValue(), betweenHours.doubleValue() * HOUR, restartSeconds.doubleValue());
        } catch (IllegalArgumentException e) {
            throw Problem.input(
                    String.valueOf(e.getMessage()), "Maybe --checkpoint 60 --between-failures 6 --restart 120.");
        }
    }

    private static void row(Sheet sheet, String name, double interval, Checkpointing checkpointing, Price spot) {
        double factor = checkpointing.factor(interval);
        if (!Double.isFinite(factor)) {
            throw Problem.input(
                    "A save takes " + checkpointing.write() + " s and failures come every "
                            + checkpointing.meanBetweenFailures() + " s: nothing would ever be done.",
                    "Maybe the one is in minutes.");
        }
        BigDecimal times = BigDecimal.valueOf(factor);
        sheet.row(
                Cell.text(name),
                Cell.number(BigDecimal.valueOf(interval), 1),
                Cell.number(times, 5),
                Cell.number(spot.perUnit().multiply(times), 4));
    }
}
