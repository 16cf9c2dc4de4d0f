package dev.lepton.core.evidence;

/** Why a row was not taken, or a figure is not known. An enum, so that reasons can be counted. */
public enum Reason {
    NO_PRICE("no price is known for it at that time"),
    NO_FX_RATE("no exchange rate to the reporting currency is known for that day"),
    NO_UTILISATION("its utilisation was not measured"),
    NO_NODE("its node is not in the fleet at that time"),
    OVER_CAPACITY("more was allocated than the asset has"),
    MISSING_VALUE("a required value is missing"),
    NOT_A_NUMBER("a value is not a number"),
    NOT_A_TIME("a value is not a date or a time"),
    NEGATIVE("a value that cannot be negative is"),
    OUT_OF_RANGE("a value is out of its range"),
    ENDS_BEFORE_START("it ends before it starts"),
    UNKNOWN_VALUE("a value is none of those allowed"),
    WRONG_FIELD_COUNT("the row has more or fewer fields than the header"),
    MALFORMED("the row cannot be read"),
    DUPLICATE("the same row was read before"),
    ALREADY_COVERED("its time is already covered by an earlier import"),
    NOT_A_MACHINE("it names a dedicated host or another thing that is not a machine size"),
    CLOSED("the node takes no new tasks"),
    NO_SUCH_GPU_MODEL("the node has no GPU of a model that the task accepts"),
    TOO_FEW_GPUS("the node has fewer GPUs than the task needs, even when empty"),
    NOT_ENOUGH_CPU("not enough CPU is free on the node"),
    NOT_ENOUGH_MEMORY("not enough memory is free on the node"),
    NO_GPU_WITH_ENOUGH_LEFT("too few GPUs of the node have as much left as the task needs of each");

    private final String words;

    Reason(String words) {
        this.words = words;
    }

    /** The reason as a clause: "… because {@code words()}". */
    public String words() {
        return words;
    }
}
