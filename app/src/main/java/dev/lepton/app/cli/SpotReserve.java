package dev.lepton.app.cli;

import dev.lepton.core.economics.spot.Hedge;
import dev.lepton.core.economics.spot.JointAvailability;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.money.Money;
import dev.lepton.core.money.Price;
import dev.lepton.core.placement.spot.Availability;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How many spot machines to hold in which zones so that enough are there: part of {@code lepton spot}. A mixin. */
final class SpotReserve {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final int SHOWN_BEYOND = 2;

    @Option(
            names = "--machines",
            paramLabel = "N",
            description = "How many machines should be there at any time: how many more to hold, and in which zones.")
    private int machines;

    @Option(
            names = "--target",
            defaultValue = "99",
            paramLabel = "PERCENT",
            description =
                    "Share of the time in which they should be there, with --machines. Default: ${DEFAULT-VALUE}.")
    private BigDecimal targetPercent = new BigDecimal("99");

    @Option(
            names = "--least",
            defaultValue = "0",
            paramLabel = "N",
            description = "How many must be left when any one zone fails, with --machines. Default: ${DEFAULT-VALUE}.")
    private int least;

    @Option(
            names = "--most-extra",
            defaultValue = "8",
            paramLabel = "N",
            description = "Machines beyond those needed, at most, with --machines. Default: ${DEFAULT-VALUE}.")
    private int mostExtra;

    boolean asked() {
        return machines != 0;
    }

    /** Adds the reserve on {@code series}. */
    void answer(Availability series, Price spot, Price onDemand, Sheets answer) {
        JointAvailability seen = joint(series);
        Hedge.Ask ask = ask();
        Optional<Hedge> found = Hedge.least(seen, ask);
        answer.open(found.map(h -> "Hold " + (machines + h.extra()) + " for " + machines + ": " + places(seen, h)
                        + ". They were enough " + percent(h.readyShare()) + " % of the time.")
                .orElse("No placement of up to " + (machines + mostExtra) + " machines was enough "
                        + Cell.plain(targetPercent).shown() + " % of the time."));
        answer.head("needed", Cell.plain(BigDecimal.valueOf(machines)));
        answer.head("target_percent", Cell.plain(targetPercent));
        answer.head("extra", Cell.known(found, h -> Cell.plain(BigDecimal.valueOf(h.extra()))));
        answer.head("any_zone_percent", Cell.percent(BigDecimal.valueOf(seen.anyShare()), 3));
        answer.head(
                "any_zone_if_independent_percent", Cell.percent(BigDecimal.valueOf(seen.anyShareIfIndependent()), 3));
        answer.add(extras(seen, ask, found, spot, onDemand));
        answer.add(zones(seen, found));
        notes(seen, answer);
    }

    private Hedge.Ask ask() {
        try {
            return new Hedge.Ask(machines, least, targetPercent.movePointLeft(2).doubleValue(), mostExtra);
        } catch (IllegalArgumentException e) {
            throw Problem.input(String.valueOf(e.getMessage()), "Maybe --machines 4 --target 99 --least 2.");
        }
    }

    private Sheet extras(JointAvailability seen, Hedge.Ask ask, Optional<Hedge> found, Price spot, Price onDemand) {
        Sheet sheet = new Sheet("reserve", "With more machines, each placed as best it was")
                .number("more", "extra")
                .text("placed", "placed")
                .number("enough % of the time", "ready_percent")
                .number("USD an hour on spot", "spot_cost_per_hour")
                .number("on demand for what is missing", "on_demand_cost_per_hour")
                .number("together", "cost_per_hour")
                .number("all on demand", "all_on_demand_per_hour");
        int last = Math.min(
                ask.mostExtra(), found.map(h -> h.extra() + SHOWN_BEYOND).orElse(ask.mostExtra()));
        for (int extra = 0; extra <= last; extra++) {
            int more = extra;
            Hedge.with(seen, ask, extra).ifPresent(h -> {
                Money onSpot = spot.times(BigDecimal.valueOf(seen.meanReady(h.placed())));
                Money rest = onDemand.times(BigDecimal.valueOf(seen.meanShort(h.placed(), machines)));
                sheet.row(
                        Cell.plain(BigDecimal.valueOf(more)),
                        Cell.text(places(seen, h)),
                        Cell.percent(BigDecimal.valueOf(h.readyShare()), 2),
                        Cell.number(onSpot.amount(), 3),
                        Cell.number(rest.amount(), 3),
                        Cell.number(onSpot.plus(rest).amount(), 3),
                        Cell.number(onDemand.times(BigDecimal.valueOf(machines)).amount(), 3));
            });
        }
        return sheet;
    }

    private static Sheet zones(JointAvailability seen, Optional<Hedge> found) {
        Sheet sheet = new Sheet("zones", "The zones")
                .text("zone", "zone")
                .number("available % of the time", "available_percent")
                .number("machines held", "placed");
        for (int zone = 0; zone < seen.zones().size(); zone++) {
            int here = zone;
            sheet.row(
                    Cell.text(seen.zones().get(zone)),
                    Cell.percent(BigDecimal.valueOf(seen.share(zone)), 2),
                    Cell.known(
                            found, h -> Cell.plain(BigDecimal.valueOf(h.placed().get(here)))));
        }
        return sheet;
    }

    private void notes(JointAvailability seen, Sheets answer) {
        double together = 1 - seen.anyShare();
        double alone = 1 - seen.anyShareIfIndependent();
        answer.note(
                "no zone had capacity " + percent(together) + " % of the time; shares multiplied as if zones failed by"
                        + " themselves would say "
                        + new BigDecimal(alone * 100)
                                .round(new java.math.MathContext(2))
                                .toPlainString()
                        + " %. Zones are counted together, as they were seen.");
        seen.alike()
                .forEach(
                        pair -> answer.note(
                                "zones " + String.join(" and ", pair)
                                        + " are the same at every moment: maybe one series under two names, which would promise too much."));
        if (!Hedge.looksAtAll(machines + mostExtra, seen.zones().size())) {
            answer.note(
                    "placements are too many to look at all; machines are spread evenly over the zones that are up most.");
        }
        answer.note(
                "a zone is taken to have capacity for all machines placed in it or for none; machines start at once.");
    }

    private static String places(JointAvailability seen, Hedge hedge) {
        List<String> words = new ArrayList<>();
        for (int zone = 0; zone < seen.zones().size(); zone++) {
            if (hedge.placed().get(zone) > 0) {
                words.add(hedge.placed().get(zone) + " in " + seen.zones().get(zone));
            }
        }
        return String.join(", ", words);
    }

    private static JointAvailability joint(Availability series) {
        List<BitSet> up = new ArrayList<>();
        for (int zone = 0; zone < series.zones().size(); zone++) {
            BitSet bits = new BitSet();
            for (int tick = 0; tick < series.ticks(); tick++) {
                bits.set(tick, series.available(zone, tick));
            }
            up.add(bits);
        }
        return JointAvailability.of(series.zones(), up, series.ticks());
    }

    private static String percent(double share) {
        return Cell.number(BigDecimal.valueOf(share).multiply(HUNDRED), 3).shown();
    }
}
