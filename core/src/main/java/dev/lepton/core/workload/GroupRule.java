package dev.lepton.core.workload;

/**
 * Where a task runs beside, or away from, the tasks of a group: nodes with one value of a label are one place.
 *
 * @param group the tasks it looks at, often the task's own group
 * @param key the label whose values are the places; {@link #NODE} for each node by itself, {@link #GPU} for each GPU
 * @param weight 0 when it must hold; else it is a wish, and more is stronger
 * @param skew for {@link Kind#SPREAD}: how many more tasks a place may have than the place with the fewest, at least 1
 */
public record GroupRule(Kind kind, String group, String key, int weight, int skew) {
    /** Every node is a place of its own. */
    public static final String NODE = "node";

    /** Every GPU is a place of its own. */
    public static final String GPU = "gpu";

    /** What is wanted. */
    public enum Kind {
        /** Where the group runs already; a task of the group is free to go anywhere while none of it runs. */
        PACK,
        /** Where the group does not run. */
        APART,
        /** As even as the skew says. */
        SPREAD
    }

    public GroupRule {
        if (group.isBlank() || key.isBlank()) {
            throw new IllegalArgumentException("A rule about a group needs the group and the label of its places.");
        }
        if (weight < 0 || skew < 1) {
            throw new IllegalArgumentException(
                    "A rule's weight is 0 or more and its skew 1 or more, not " + weight + " and " + skew + ".");
        }
        if (key.equals(GPU) && kind != Kind.APART) {
            throw new IllegalArgumentException("GPUs can only be kept apart.");
        }
    }

    /** Whether it must hold. */
    public boolean required() {
        return weight == 0;
    }

    /** The rule as our CSV writes it, with the group, such as {@code apart:node of group train}. */
    public String words() {
        String word = switch (kind) {
            case PACK -> "pack:";
            case APART -> "apart:";
            case SPREAD -> "spread:";
        };
        return (required() ? "" : "prefer-") + word + key + " of group " + group;
    }
}
