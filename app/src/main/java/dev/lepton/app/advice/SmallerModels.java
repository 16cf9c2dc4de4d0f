package dev.lepton.app.advice;

import dev.lepton.app.wiring.Session;
import dev.lepton.core.advise.Alternative;
import dev.lepton.core.advise.Strategy;
import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.evidence.Provenance;
import dev.lepton.core.money.Price;
import dev.lepton.core.plan.ModelVariants;
import dev.lepton.core.plan.OperatingPoint;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What smaller variants of models, as they were measured, would let machines do for the same money. */
final class SmallerModels {
    private final Session session;
    private final List<ModelVariants> measured;

    private SmallerModels(Session session, List<ModelVariants> measured) {
        this.session = session;
        this.measured = measured;
    }

    /** Of the workspace's profiles and {@code more}, which count where both have the same. */
    static SmallerModels of(Session session, List<OperatingPoint> more) {
        List<OperatingPoint> all = new ArrayList<>(session.profiles().points());
        all.addAll(more);
        return new SmallerModels(session, ModelVariants.of(all));
    }

    /**
     * For each of {@code models} what its best variant makes of {@code hourly}, the price of a machine of {@code market}. Measured, where it was
     * on the market's own size or accelerator; an estimate, where both are processors; nothing from one kind of device to another.
     */
    List<Alternative> of(MarketKey market, Collection<String> models, Price hourly) {
        List<Alternative> found = new ArrayList<>();
        for (String model : models) {
            for (ModelVariants variants : measured) {
                Optional<Confidence> sure =
                        sure(market, variants.original().hardware().device());
                if (sure.isPresent() && shortName(variants.model()).equals(shortName(model))) {
                    variants.best().ifPresent(b -> found.add(alternative(model, variants, b, hourly, sure.get())));
                }
            }
        }
        return found;
    }

    private Optional<Confidence> sure(MarketKey market, String device) {
        String known =
                session.bundled().devices().named(device).map(d -> d.name()).orElse(device);
        boolean same = market.deviceName().filter(known::equals).isPresent()
                || market.known(market.instanceType())
                        .filter(device::equalsIgnoreCase)
                        .isPresent();
        if (same) {
            return Optional.of(Confidence.MEASURED);
        }
        boolean processors = market.deviceName().isEmpty()
                && session.bundled().devices().named(device).isEmpty();
        return processors ? Optional.of(Confidence.ESTIMATE) : Optional.empty();
    }

    private static Alternative alternative(
            String model, ModelVariants variants, OperatingPoint best, Price hourly, Confidence sure) {
        BigDecimal times = BigDecimal.valueOf(variants.timesFaster(best));
        return new Alternative(
                Strategy.MODEL,
                "'" + best.variant().precision().orElse("") + "', "
                        + times.setScale(2, RoundingMode.HALF_EVEN).toPlainString() + " times as fast, "
                        + variants.lost(best)
                                .map(l -> l.max(BigDecimal.ZERO)
                                        .setScale(2, RoundingMode.HALF_EVEN)
                                        .toPlainString())
                                .orElse("")
                        + " points lost",
                0,
                hourly.spreadOver(times),
                Optional.of(model),
                new Provenance(
                        best.provenance().source() + ", on " + best.hardware().device(),
                        sure.and(best.provenance().confidence())));
    }

    private static String shortName(String model) {
        return model.substring(model.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    }
}
