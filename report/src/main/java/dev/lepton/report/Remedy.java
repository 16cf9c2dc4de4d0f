package dev.lepton.report;

import dev.lepton.core.evidence.Reason;

/** What a user can do about rows that were not taken. */
final class Remedy {
    private Remedy() {}

    static String of(Reason reason) {
        return switch (reason) {
            case NO_PRICE -> "Import a price list that covers these machines and days.";
            case NO_FX_RATE -> "Import exchange rates for these days, or a bill in the reporting currency.";
            case NO_UTILISATION -> "Import usage samples for these workloads.";
            case NO_NODE -> "Import the fleet as it was at that time, or correct the node's name.";
            case OVER_CAPACITY -> "Check the fleet's sizes, and whether the same use came from two sources.";
            case MISSING_VALUE, NOT_A_NUMBER, NOT_A_TIME ->
                "Correct the export that wrote these rows, then import again.";
            case NEGATIVE, OUT_OF_RANGE ->
                "Check the unit of the column; a fraction may have been written as a percentage.";
            case ENDS_BEFORE_START -> "Check the clocks and time zones of the system that wrote these rows.";
            case UNKNOWN_VALUE -> "Use one of the values that the import lists, or add an alias in lepton.yaml.";
            case WRONG_FIELD_COUNT, MALFORMED -> "Check the file's delimiter and quoting, then import again.";
            case DUPLICATE, ALREADY_COVERED -> "Nothing: counting them again would double the cost.";
            case CLOSED -> "Open the node, or wait for the tasks on it to end.";
            case NO_SUCH_GPU_MODEL, TOO_FEW_GPUS -> "Correct what the task asks for, or add such a node.";
            case NOT_ENOUGH_CPU, NOT_ENOUGH_MEMORY, NO_GPU_WITH_ENOUGH_LEFT ->
                "Add a node, ask for less, or pack more tightly: lepton place compares policies.";
            case LABEL_NOT_ALLOWED, NO_TOPOLOGY_LABEL -> "Label the nodes, or correct what the task asks for.";
            case GANG_NOT_WHOLE -> "Make the gang smaller, or let its tasks start one by one.";
            case GROUP_TOO_NEAR, GROUP_ELSEWHERE -> "Make the rule a wish, or add nodes in another place.";
            case NOT_A_MACHINE -> "Nothing, unless you rent it; then import its price as your own.";
        };
    }
}
