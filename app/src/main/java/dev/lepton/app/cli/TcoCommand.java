package dev.lepton.app.cli;

import dev.lepton.core.billing.CostStructure;
import dev.lepton.core.economics.Ownership;
import dev.lepton.core.economics.PowerMode;
import dev.lepton.core.evidence.Explanation;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.money.Footing;
import dev.lepton.formats.documents.OwnershipDocument;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lepton tco}: what an owned machine costs a year, what a GPU-hour of it costs, and when renting costs more. */
@Command(
        name = "tco",
        description = {
            "Total cost of owning a machine: a year by category, a GPU-hour by utilisation,",
            "and the utilisation at which owning costs no more than renting."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Lepton.Version.class)
final class TcoCommand implements Runnable {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final List<BigDecimal> USUAL =
            List.of(BigDecimal.ONE, new BigDecimal("0.7"), new BigDecimal("0.5"), new BigDecimal("0.3"));

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before run
    private Example example;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Output output;

    @Option(
            names = "--utilisation",
            paramLabel = "PERCENT",
            description = "Share of the year that the GPUs are used; instead of the document's utilisation_percent.")
    private @Nullable BigDecimal utilisationPercent;

    @Option(
            names = "--power-follows-load",
            description = "Let power fall with utilisation. Without it the stated power is drawn at any utilisation.")
    private boolean powerFollowsLoad;

    @Override
    public void run() {
        example.file("tco.yaml")
                .map(OwnershipDocument::read)
                .ifPresent(d -> answer(d).print(output));
    }

    private Sheets answer(OwnershipDocument document) {
        Ownership machine = document.machine();
        PowerMode mode = powerFollowsLoad ? PowerMode.FOLLOWS_LOAD : PowerMode.HELD;
        List<BigDecimal> utilisations = utilisations(document);
        BigDecimal first = utilisations.get(0);
        String currency = machine.currency().getCurrencyCode();
        Explanation year = machine.perYear(first, mode);
        Sheets answer = new Sheets();
        answer.open(machine.name() + ", " + machine.gpus() + " GPUs, at " + shown(first) + " % utilisation, power "
                + mode.words() + ".");
        answer.head("name", Cell.text(machine.name()));
        answer.head("currency", Cell.text(currency));
        answer.head("gpus", Cell.plain(BigDecimal.valueOf(machine.gpus())));
        answer.head("utilisation_percent", Cell.plain(first.multiply(HUNDRED)));
        answer.head("power_follows_load", Cell.flag(powerFollowsLoad, "", ""));
        answer.head("cost_per_year", Cell.plain(year.amount().amount()));
        answer.head(
                "cost_per_gpu_hour", Cell.plain(machine.perGpuHour(first, mode).perUnit()));
        answer.add(categories(machine.structure(first, mode), currency));
        answer.add(WorkingSheet.of(
                "How it was got", year, currency, decimals(year.amount().amount())));
        answer.add(gpuHours(machine, utilisations, mode, currency));
        answer.add(breakEvens(document, first, mode, currency));
        notes(document, answer);
        return answer;
    }

    private List<BigDecimal> utilisations(OwnershipDocument document) {
        if (utilisationPercent != null) {
            if (utilisationPercent.signum() <= 0 || utilisationPercent.compareTo(HUNDRED) > 0) {
                throw Problem.input(
                        "--utilisation is " + utilisationPercent + ", but a utilisation is above 0 and at most 100.",
                        "Maybe 70 for 70 %.");
            }
            return List.of(utilisationPercent.movePointLeft(2));
        }
        return document.utilisations().isEmpty() ? USUAL : document.utilisations();
    }

    private static Sheet categories(CostStructure structure, String currency) {
        Sheet sheet = new Sheet("categories", "A year by category")
                .text("category", "name")
                .number(currency + " a year", "cost_per_year")
                .number("share %", "share_percent");
        List<BigDecimal> exact =
                structure.parts().stream().map(p -> p.cost().amount()).toList();
        List<BigDecimal> shown = Footing.foot(exact, decimals(structure.total().amount()));
        List<BigDecimal> shares = structure.percentages(2);
        for (int i = 0; i < exact.size(); i++) {
            sheet.row(
                    Cell.text(structure.parts().get(i).name()),
                    Cell.shownAs(shown.get(i), exact.get(i)),
                    Cell.shownAs(shares.get(i), shares.get(i)));
        }
        sheet.total(
                "total",
                Cell.grouped(shown.stream().reduce(BigDecimal.ZERO, BigDecimal::add)),
                Cell.grouped(shares.stream().reduce(BigDecimal.ZERO, BigDecimal::add)));
        return sheet;
    }

    private static Sheet gpuHours(Ownership machine, List<BigDecimal> utilisations, PowerMode mode, String currency) {
        Sheet sheet = new Sheet("gpu_hours", "A GPU-hour by utilisation, power " + mode.words())
                .number("utilisation %", "utilisation_percent")
                .number("GPU-hours a year", "gpu_hours_per_year")
                .number(currency + " a year", "cost_per_year")
                .number(currency + " per GPU-hour", "cost_per_gpu_hour");
        for (BigDecimal utilisation : utilisations) {
            BigDecimal year = machine.perYear(utilisation, mode).amount().amount();
            sheet.row(
                    Cell.plain(utilisation.multiply(HUNDRED)),
                    Cell.number(machine.gpuHoursPerYear().multiply(utilisation), 0),
                    Cell.number(year, decimals(year)),
                    Cell.number(machine.perGpuHour(utilisation, mode).perUnit(), 2));
        }
        return sheet;
    }

    private static Sheet breakEvens(
            OwnershipDocument document, BigDecimal utilisation, PowerMode mode, String currency) {
        Sheet sheet = new Sheet("break_even", "Against renting only the hours used, power " + mode.words())
                .text("rented", "name")
                .number(currency + " per GPU-hour", "rent_per_gpu_hour")
                .number("break-even utilisation %", "break_even_percent")
                .text("at " + shown(utilisation) + " %", "cheaper");
        Ownership machine = document.machine();
        for (OwnershipDocument.Rent rent : document.rents()) {
            Cell needed = switch (machine.breakEven(rent.perGpuHour(), mode)) {
                case Ownership.BreakEven.At at -> Cell.percent(at.utilisation(), 1);
                case Ownership.BreakEven.Never never -> new Cell("never", Cell.NONE.raw());
            };
            int order = machine.perGpuHour(utilisation, mode).compareRate(rent.perGpuHour());
            sheet.row(
                    Cell.text(rent.name()),
                    Cell.number(rent.perGpuHour().perUnit(), 2),
                    needed,
                    new Cell(
                            cheaper(order) + (order == 0 ? "" : " is cheaper"),
                            Cell.text(cheaper(order)).raw()));
        }
        return sheet;
    }

    private static void notes(OwnershipDocument document, Sheets answer) {
        if (!document.unstated().isEmpty()) {
            answer.note("not stated and counted as nothing: " + String.join(", ", document.unstated()) + ".");
        }
        if (document.machine().capital().interestIsUnused()) {
            answer.note("the interest is left out: only method annuity uses it.");
        }
        answer.note("prices are taken as unchanging over the life; a year has 8,760 hours.");
    }

    private static String cheaper(int order) {
        return order == 0 ? "equal" : order < 0 ? "owning" : "renting";
    }

    /** Cents matter only in small sums. */
    private static int decimals(BigDecimal amount) {
        return amount.compareTo(BigDecimal.valueOf(10_000)) < 0 ? 2 : 0;
    }

    private static String shown(BigDecimal utilisation) {
        return Cell.plain(utilisation.multiply(HUNDRED)).shown();
    }
}
