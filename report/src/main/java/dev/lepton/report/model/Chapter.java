package dev.lepton.report.model;

import java.util.Optional;

/** A part of the report that is there where the evidence is enough for it, and says what is missing where it is not. */
public sealed interface Chapter {
    /** Unique on the page; letters and hyphens. */
    String id();

    String title();

    /**
     * What was found.
     *
     * @param board tables, drawings and what is assumed
     * @param timeline tasks in time, drawn before the rest
     */
    record Shown(String id, String title, Scoreboard board, Optional<Timeline> timeline) implements Chapter {
        public Shown {
            Check.named("A chapter", title);
        }
    }

    /**
     * Nothing, and why.
     *
     * @param command what would bring it
     */
    record Lacking(String id, String title, String why, Optional<String> command) implements Chapter {
        public Lacking {
            Check.named("A chapter", title);
        }
    }
}
