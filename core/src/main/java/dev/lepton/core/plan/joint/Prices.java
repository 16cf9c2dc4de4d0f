package dev.lepton.core.plan.joint;

import dev.lepton.core.plan.joint.PlaceLoad.Kind;
import java.util.Map;
import java.util.TreeMap;

/** What one unit of each shared thing is worth: the prices at which works are planned one by one. */
final class Prices {
    private static final int KINDS = Kind.values().length;

    private final int slots;
    private final double[] machines;
    private final Map<String, double[]> watts = new TreeMap<>();
    /** Of a dollar of a work's own: 1, and what the budget adds. */
    private double dollar = 1;
    /** Of a kilogram of CO2 equivalent. */
    private double kilogram;
    /** What the bound of a plan of all works adds to the sum of theirs. */
    private double rest;

    Prices(JointProblem problem) {
        slots = problem.slots().size();
        machines = new double[problem.places().size() * slots * KINDS];
        problem.limits().kilowatts().keySet().forEach(site -> watts.put(site, new double[slots]));
    }

    /** {@code share} of these, the rest of {@code other}. */
    Prices mixed(Prices other, double share, JointProblem problem) {
        Prices mix = new Prices(problem);
        for (int i = 0; i < machines.length; i++) {
            mix.machines[i] = share * machines[i] + (1 - share) * other.machines[i];
        }
        watts.forEach((site, of) -> {
            for (int t = 0; t < slots; t++) {
                mix.watt(site, t, share * of[t] + (1 - share) * other.watt(site, t));
            }
        });
        mix.dollar = share * dollar + (1 - share) * other.dollar;
        mix.kilogram = share * kilogram + (1 - share) * other.kilogram;
        mix.rest = share * rest + (1 - share) * other.rest;
        return mix;
    }

    void money(double ofDollar, double ofKilogram, double ofRest) {
        dollar = ofDollar;
        kilogram = ofKilogram;
        rest = ofRest;
    }

    double dollar() {
        return dollar;
    }

    double kilogram() {
        return kilogram;
    }

    double rest() {
        return rest;
    }

    void machine(int place, int slot, Kind kind, double price) {
        machines[(place * slots + slot) * KINDS + kind.index] = price;
    }

    /** Of one machine in the slot. */
    double machine(int place, int slot, Kind kind) {
        return machines[(place * slots + slot) * KINDS + kind.index];
    }

    void watt(String site, int slot, double price) {
        watts.getOrDefault(site, new double[slots])[slot] = price;
    }

    /** Of one watt of the site's building in the slot. */
    double watt(String site, int slot) {
        double[] of = watts.get(site);
        return of == null ? 0 : of[slot];
    }
}
