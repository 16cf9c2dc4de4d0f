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
    NO_GPU_WITH_ENOUGH_LEFT("too few GPUs of the node have as much left as the task needs of each"),
    LABEL_NOT_ALLOWED("a label of the node is not what the task must have"),
    NO_TOPOLOGY_LABEL("the node lacks the label that a rule about the task's group is about"),
    GROUP_TOO_NEAR("tasks run there that the task must be kept apart from"),
    GANG_NOT_WHOLE("another task of its gang finds no room"),
    GROUP_ELSEWHERE("none of the tasks runs there that the task must be beside");

    private final String words;

    Reason(String words) {
        this.words = words;
    }

    /** What to try, a sentence that begins "Maybe". */
    public String advice() {
        return switch (this) {
            case NO_PRICE -> "Maybe state a price, or import a price list that has it.";
            case NO_FX_RATE -> "Maybe state the rate under exchange_rates in lepton.yaml.";
            case NO_UTILISATION -> "Maybe import samples that measure it.";
            case NO_NODE -> "Maybe import the fleet with that node.";
            case OVER_CAPACITY -> "Maybe check the sizes that the fleet states.";
            case MISSING_VALUE -> "Maybe the export left it out; fill it in, or leave the row away.";
            case NOT_A_NUMBER -> "Maybe write it as 1234.5: no unit, no thousands separators.";
            case NOT_A_TIME -> "Maybe write it as 2026-01-31T12:00:00Z.";
            case NEGATIVE -> "Maybe a sign was turned round; only money can be paid back.";
            case OUT_OF_RANGE -> "Maybe it is in another unit; docs/formats.md names each column's.";
            case ENDS_BEFORE_START -> "Maybe start and end are swapped.";
            case UNKNOWN_VALUE -> "Maybe it is spelt otherwise; docs/formats.md lists what is allowed.";
            case WRONG_FIELD_COUNT -> "Maybe a comma or a quote in a text is not quoted.";
            case MALFORMED -> "Maybe a quote is not closed, or the file is not UTF-8.";
            case DUPLICATE -> "Maybe it was exported twice; one of the two is enough.";
            case ALREADY_COVERED -> "Maybe import it with --replace, if it restates that time.";
            case NOT_A_MACHINE -> "Maybe leave it; it costs nothing that Lepton prices.";
            case CLOSED -> "Maybe open the node again.";
            case NO_SUCH_GPU_MODEL, TOO_FEW_GPUS -> "Maybe add such a node, or correct what the task asks for.";
            case NOT_ENOUGH_CPU, NOT_ENOUGH_MEMORY, NO_GPU_WITH_ENOUGH_LEFT ->
                "Maybe add a node, ask for less, or pack more tightly.";
            case LABEL_NOT_ALLOWED, NO_TOPOLOGY_LABEL -> "Maybe label the node, or correct what the task asks for.";
            case GANG_NOT_WHOLE -> "Maybe make the gang smaller, or let its tasks start one by one.";
            case GROUP_TOO_NEAR, GROUP_ELSEWHERE -> "Maybe make the rule a wish, or add nodes in another place.";
        };
    }

    /** The reason as a clause: "… because {@code words()}". */
    public String words() {
        return words;
    }
}
