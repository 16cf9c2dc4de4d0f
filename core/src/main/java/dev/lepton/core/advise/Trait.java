package dev.lepton.core.advise;

import java.util.Locale;

/** Something that is true of a piece of cost, and that a finding can go by. */
public enum Trait {
    /** Of machines that could be given back for the hour: nobody holds any of them, or fewer of the pool are enough. */
    EMPTY,
    /** Of machines that would be empty if what is held were packed onto fewer. */
    PACKABLE,
    /** The rest that nobody holds: on machines that are needed. */
    SPARE,
    /** Held, and measured to be hardly used at all for hours on end. */
    ASLEEP,
    /** Held beyond what was used at the busiest, with room above it. */
    SURPLUS,
    /** Held for somebody at a keyboard, outside of working hours, and not seen in use. */
    OFF_HOURS,
    /** Of a run that ended without its result. */
    FAILED,
    /** Of such a run when one of the same name and team had failed before it. */
    FAILED_AGAIN,
    /** Of a run that begins and ends, as against a service. */
    BATCH,
    /** Of a run that is labelled as going on from a checkpoint. */
    CHECKPOINTED,
    /** Of storage that is billed as it is. */
    STORED;

    /** The word in an identifier. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
