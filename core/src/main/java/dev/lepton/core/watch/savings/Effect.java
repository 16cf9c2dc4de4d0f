package dev.lepton.core.watch.savings;

import dev.lepton.core.advise.Strategy;

/** Which part of a change of cost a kind of change shows in. */
public enum Effect {
    /** Less held for the same work. */
    TRIMMED("hours held for each hour used"),
    /** Less there for the same held. */
    IDLE("hours paid for each hour held"),
    /** A lower price of an hour. */
    RATE("price of an hour paid for"),
    /** The bill as it is: nothing is counted beside it. */
    BILL("the bill, whose volume is not counted"),
    /** None: the work before and after is not the same work. */
    NONE("nothing that the ledger counts");

    private final String words;

    Effect(String words) {
        this.words = words;
    }

    /** What is compared. */
    public String words() {
        return words;
    }

    /** The one that {@code strategy} shows in. */
    public static Effect of(Strategy strategy) {
        return switch (strategy) {
            case IDLE, FRAGMENTATION -> IDLE;
            case ASLEEP, OFF_HOURS, RIGHTSIZING -> TRIMMED;
            case POWER_CAP, MACHINE, REGION, SPOT, COMMITMENT -> RATE;
            case STORAGE -> BILL;
            case FAILED, MODEL, DEVICE, OWNERLESS -> NONE;
        };
    }
}
