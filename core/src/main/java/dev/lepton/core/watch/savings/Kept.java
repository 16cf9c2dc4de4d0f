package dev.lepton.core.watch.savings;

import dev.lepton.core.money.Money;
import java.util.Optional;

/**
 * A promise and what came of it.
 *
 * @param promise what was promised
 * @param effect what it was looked for in
 * @param realised its part of that effect, a month: by what each promise of the same effect had promised; empty where it cannot be told
 * @param state how it stands
 * @param reason why
 */
public record Kept(Promises.Promise promise, Effect effect, Optional<Money> realised, State state, String reason) {
    /** How a promise stands. */
    public enum State {
        /** At least nine tenths came true. */
        VERIFIED("verified"),
        /** More than a tenth came true. */
        PARTLY("partly"),
        /** Less came true, or it became dearer. */
        MISSED("missed"),
        /** Too little time has passed. */
        NOT_YET("not yet"),
        /** What was measured does not tell. */
        NOT_KNOWN("not known");

        private final String words;

        State(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }
}
