package dev.lepton.core.economics;

/** What a machine's power does when it is used less. */
public enum PowerMode {
    /** The stated power is drawn whatever the utilisation: the careful assumption. */
    HELD("held whatever the utilisation"),
    /** Power falls in proportion to utilisation, to nothing at rest: the hopeful one. */
    FOLLOWS_LOAD("following the load");

    private final String words;

    PowerMode(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
