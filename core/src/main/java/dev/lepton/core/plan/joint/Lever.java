package dev.lepton.core.plan.joint;

/** What may be changed about how a workload runs. A plan that may change one lever only can be no cheaper than one that may change all. */
public enum Lever {
    /** The number format of the weights, or another compressed form of the same model. */
    VARIANT("model variant"),
    /** The accelerator, a processor alone included. */
    DEVICE("device"),
    /** How many devices share the model, and how. */
    PARALLELISM("parallelism"),
    /** How many requests or samples are worked on at once. */
    BATCH("batch"),
    /** Less power for each device, for a little time. */
    POWER_CAP("power cap"),
    /** On-demand or committed for years. */
    PURCHASE("purchase"),
    /** Machines that the provider may take back. */
    SPOT("spot"),
    /** Where it runs. */
    REGION("region"),
    /** A machine of the size that is used. */
    RIGHTSIZING("rightsizing"),
    /** Off while nobody uses it. */
    IDLE_SHUTDOWN("idle shutdown"),
    /** Off outside the hours of work. */
    OFF_HOURS("off-hours"),
    /** Colder storage for older data. */
    STORAGE_TIER("storage tier"),
    /** Less data: kept for less long, or once. */
    DATA("data"),
    /** Fewer trial runs of training to the end. */
    TRIALS("training trials"),
    /** Something bought that makes running cheaper: newer machines, better cooling. */
    CAPITAL("capital");

    private final String words;

    Lever(String words) {
        this.words = words;
    }

    /** The lever's name in print. */
    public String words() {
        return words;
    }

    /** The lever that {@code word} names in a file: its words, or its name in any case with {@code _} or {@code -}. */
    public static java.util.Optional<Lever> named(String word) {
        String plain = word.toLowerCase(java.util.Locale.ROOT).replace('_', ' ').replace('-', ' ');
        return java.util.Arrays.stream(values())
                .filter(l -> l.words.replace('-', ' ').equals(plain)
                        || l.name()
                                .toLowerCase(java.util.Locale.ROOT)
                                .replace('_', ' ')
                                .equals(plain))
                .findFirst();
    }
}
