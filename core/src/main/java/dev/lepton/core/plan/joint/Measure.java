package dev.lepton.core.plan.joint;

/** What a plan is measured by, each a month. */
enum Measure {
    /** Dollars paid, and those of changes. */
    COST,
    /** Kilowatt-hours of machines and building, where known. */
    ENERGY,
    /** Kilograms of CO2 equivalent, where known. */
    CARBON,
    /** Machines started or stopped against today. */
    CHANGES,
    /** Dollars lost by works not done. */
    LOSS
}
