package dev.lepton.app.cli;

import dev.lepton.core.catalog.BreakEven;
import dev.lepton.core.finance.commitment.UnitRates.Commitment;
import dev.lepton.core.money.Price;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** {@code lepton commit} without usage: how much of the time a machine must run for a commitment to cost less. */
final class BreakEvenSheets {
    private static final int SHOWN = 20;

    private BreakEvenSheets() {}

    static Sheets of(List<CommitPrices.Offer> offers, boolean all) {
        Sheets answer = new Sheets();
        List<CommitPrices.Offer> shown = all || offers.size() <= SHOWN ? offers : offers.subList(0, SHOWN);
        answer.open("A commitment is paid whether the machine runs or not. It costs less than paying for what runs");
        answer.open("where the machine runs for more of the time than this:");
        answer.head("found", Cell.plain(BigDecimal.valueOf(offers.size())));
        answer.add(sheet(shown));
        if (shown.size() < offers.size()) {
            answer.note(shown.size() + " of " + offers.size() + " machines and regions are shown; --all shows all.");
        }
        answer.note("a share above 100 % is never reached: the commitment costs more even when it is always used.");
        answer.note("spot is taken as always there and never interrupted, so its shares are the highest there can be.");
        answer.note("--usage FILE.csv says how many to commit to.");
        return answer;
    }

    static Sheet sheet(List<CommitPrices.Offer> offers) {
        Sheet sheet = new Sheet("break_evens", "Break-even, by machine, region and term")
                .text("provider", "provider")
                .text("machine", "machine")
                .text("region", "region")
                .text("terms", "terms")
                .number("committed per hour", "committed_per_hour")
                .number("on demand per hour", "on_demand_per_hour")
                .number("spot per hour", "spot_per_hour")
                .number("beats on demand above %", "beats_on_demand_above_percent")
                .number("beats spot above %", "beats_spot_above_percent")
                .text("", "currency")
                .text("prices of", "source");
        for (CommitPrices.Offer offer : offers) {
            for (Commitment c : offer.commitments()) {
                sheet.row(
                        Cell.text(offer.provider()),
                        Cell.text(offer.machine()),
                        Cell.text(offer.region()),
                        Cell.text(c.years() + "y"),
                        price(c.hourly()),
                        price(offer.onDemand()),
                        Cell.known(offer.spot(), BreakEvenSheets::price),
                        share(c, Optional.of(offer.onDemand())),
                        share(c, offer.spot()),
                        Cell.text(offer.onDemand().currency().getCurrencyCode()),
                        Cell.text(offer.source()));
            }
        }
        return sheet;
    }

    private static Cell share(Commitment c, Optional<Price> asUsed) {
        return Cell.known(
                asUsed.filter(p -> p.amount().signum() > 0).map(p -> BreakEven.runningShare(c.hourly(), p)),
                s -> Cell.percent(s, 1));
    }

    static Cell price(Price price) {
        BigDecimal one = price.perUnit();
        return Cell.number(one, one.compareTo(BigDecimal.ONE) < 0 ? 4 : 2);
    }
}
