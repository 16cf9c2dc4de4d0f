package dev.lepton.core.plan.source;

import dev.lepton.core.plan.joint.Place;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What is known of a region.
 *
 * @param gramsPerKwh of CO2 equivalent that its grid emits (location-based)
 * @param source who says so; empty where nobody does
 * @param grid by what name its grid is to be looked up; empty for its own
 * @param bought what its energy was bought under (market-based); empty when that is not known
 * @param pue of its buildings
 * @param networkMillis to users
 */
public record RegionFacts(
        OptionalDouble gramsPerKwh,
        Optional<String> source,
        Optional<String> grid,
        Optional<Bought> bought,
        OptionalDouble pue,
        OptionalDouble networkMillis) {
    /** Nothing known. */
    public static final RegionFacts NONE = new RegionFacts(
            OptionalDouble.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty());

    /**
     * Energy bought with its origin.
     *
     * @param share of all of it, 0 to 1
     * @param gramsPerKwh what that part emits, 0 for wind and sun
     * @param residualGramsPerKwh of the rest: the grid without what others have bought out of it; empty when not known
     */
    public record Bought(double share, double gramsPerKwh, OptionalDouble residualGramsPerKwh) {
        public Bought {
            if (!(share >= 0 && share <= 1) || !(gramsPerKwh >= 0) || !(residualGramsPerKwh.orElse(0) >= 0)) {
                throw new IllegalArgumentException("A contract covers 0 to 1 of the energy, not " + share + " at "
                        + gramsPerKwh + " g a kWh, the rest at " + residualGramsPerKwh + ".");
            }
        }

        /** Grams a kWh of all of it; empty when the rest is not known. */
        public OptionalDouble mean() {
            return share == 1
                    ? OptionalDouble.of(gramsPerKwh)
                    : residualGramsPerKwh.isPresent()
                            ? OptionalDouble.of(share * gramsPerKwh + (1 - share) * residualGramsPerKwh.getAsDouble())
                            : OptionalDouble.empty();
        }
    }

    /** The same where the grid emits so much. */
    RegionFacts emitting(double grams, String by) {
        return new RegionFacts(OptionalDouble.of(grams), Optional.of(by), grid, bought, pue, networkMillis);
    }

    /** {@code site} with these facts where it states none itself. */
    Site in(Site site) {
        Place p = site.place();
        Place known = new Place(
                p.name(),
                p.machine(),
                p.device(),
                p.devices(),
                p.region(),
                p.domain(),
                p.site(),
                p.pue() > 1 ? p.pue() : pue.orElse(p.pue()),
                p.gramsPerKwh().isPresent() ? p.gramsPerKwh() : gramsPerKwh,
                p.perKwh(),
                p.most(),
                p.supplies());
        return new Site(
                known,
                site.networkMillis().isPresent() ? site.networkMillis() : networkMillis,
                site.aliases(),
                site.ends());
    }
}
