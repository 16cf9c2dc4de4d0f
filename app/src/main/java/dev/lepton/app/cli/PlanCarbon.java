package dev.lepton.app.cli;

import dev.lepton.core.plan.joint.JointPlan;
import dev.lepton.core.plan.joint.JointProblem;
import dev.lepton.core.plan.joint.Place;
import dev.lepton.core.plan.joint.PlaceEnergy;
import dev.lepton.core.plan.source.PlanRequest;
import dev.lepton.core.plan.source.RegionFacts;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** What the electricity of a plan emits, place by place: by the grid there, and by what was bought; the two are never added. */
final class PlanCarbon {
    private final PlanRequest request;
    private final JointProblem problem;
    private final JointPlan plan;

    PlanCarbon(PlanRequest request, JointProblem problem, JointPlan plan) {
        this.request = request;
        this.problem = problem;
        this.plan = plan;
    }

    /** Adds a sheet to {@code answer} if the draw of something is known. */
    void addTo(Sheets answer) {
        Sheet sheet = new Sheet("carbon", "What its electricity emits, a month")
                .text("place", "place")
                .number("kWh", "kwh_per_month")
                .number("g CO2e per kWh", "grams_per_kwh")
                .number("kg by the grid", "location_kg_per_month")
                .number("kg as bought", "market_kg_per_month")
                .text("by whom, or why not", "source");
        Optional<BigDecimal> market = Optional.of(BigDecimal.ZERO);
        boolean any = false;
        for (Map.Entry<Integer, Double> e : PlaceEnergy.of(problem, plan).entrySet()) {
            if (e.getValue() <= 0) {
                continue;
            }
            any = true;
            Place place = problem.places().get(e.getKey());
            RegionFacts facts = request.facts(place.region());
            OptionalDouble bought = facts.bought().map(RegionFacts.Bought::mean).orElse(OptionalDouble.empty());
            Optional<BigDecimal> marketKg = kilograms(e.getValue(), bought);
            market = market.flatMap(sum -> marketKg.map(sum::add));
            sheet.row(
                    Cell.text(place.name()),
                    Cell.number(rounded(e.getValue()), 0),
                    Cell.known(kilograms(1000, place.gramsPerKwh()), kg -> Cell.number(kg, 1)),
                    Cell.known(kilograms(e.getValue(), place.gramsPerKwh()), kg -> Cell.number(kg, 1)),
                    Cell.known(marketKg, kg -> Cell.number(kg, 1)),
                    Cell.text(source(place, facts)));
        }
        if (any) {
            answer.add(sheet);
            market.ifPresent(kg -> answer.head("carbon_market_kg_per_month", Cell.plain(kg)));
        }
    }

    private String source(Place place, RegionFacts facts) {
        String location = place.gramsPerKwh().isEmpty()
                ? request.unknownGrid(place.region())
                : place.gramsPerKwh().equals(facts.gramsPerKwh())
                        ? facts.source().orElse("stated")
                        : "stated";
        return location
                + facts.bought()
                        .map(b -> b.mean().isPresent()
                                ? "; contracts as stated"
                                : "; what is not under contract has no residual_grams_per_kwh")
                        .orElse("; nothing is known of contracts");
    }

    private static Optional<BigDecimal> kilograms(double kwh, OptionalDouble gramsPerKwh) {
        return gramsPerKwh.isPresent()
                ? Optional.of(rounded(kwh * gramsPerKwh.getAsDouble() / 1000))
                : Optional.empty();
    }

    private static BigDecimal rounded(double value) {
        return BigDecimal.valueOf(value).setScale(3, RoundingMode.HALF_EVEN);
    }
}
