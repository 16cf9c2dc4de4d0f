package dev.lepton.core.scaling;

/** Why a pool stays as it is. */
public enum HoldReason {
    ENOUGH("what is wanted and the reserve fit in what is there"),
    WITHIN_HYSTERESIS("what could go is too little to be worth asking for again"),
    COOLING_DOWN("the last step was too short a time ago"),
    AT_MAXIMUM("the pool has as many nodes as it may"),
    AT_MINIMUM("the pool has as few nodes as it may"),
    NOT_SCALED("the pool is not scaled");

    private final String words;

    HoldReason(String words) {
        this.words = words;
    }

    /** The reason as a clause. */
    public String words() {
        return words;
    }
}
