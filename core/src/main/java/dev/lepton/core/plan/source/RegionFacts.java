package dev.lepton.core.plan.source;

import dev.lepton.core.plan.joint.Place;
import java.util.OptionalDouble;

/**
 * What is known of a region.
 *
 * @param gramsPerKwh of CO2 equivalent of its electricity
 * @param pue of its buildings
 * @param networkMillis to users
 */
public record RegionFacts(OptionalDouble gramsPerKwh, OptionalDouble pue, OptionalDouble networkMillis) {
    /** Nothing known. */
    public static final RegionFacts NONE =
            new RegionFacts(OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());

    /** {@code site} with these facts where it states none itself. */
    Site in(Site site) {
        Place p = site.place();
        Place known = new Place(
                p.name(),
                p.machine(),
                p.device(),
                p.devices(),
                p.region(),
                p.site(),
                p.pue() > 1 ? p.pue() : pue.orElse(p.pue()),
                p.gramsPerKwh().isPresent() ? p.gramsPerKwh() : gramsPerKwh,
                p.perKwh(),
                p.most(),
                p.supplies());
        return new Site(known, site.networkMillis().isPresent() ? site.networkMillis() : networkMillis, site.aliases());
    }
}
