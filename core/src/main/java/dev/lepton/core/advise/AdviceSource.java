package dev.lepton.core.advise;

import java.util.List;

/** A place where savings are looked for. A pure function of the books. */
public interface AdviceSource {
    /** What it found, and where it could not look. */
    Looked look(Books books);

    /** Proposals and silences of a source; it has at least one of the two. */
    record Looked(List<Proposal> proposals, List<Silence> silences) {
        public Looked {
            proposals = List.copyOf(proposals);
            silences = List.copyOf(silences);
        }

        /** Nothing but a reason. */
        public static Looked silent(Strategy of, Lack lack) {
            return new Looked(List.of(), List.of(new Silence(of, lack, "")));
        }

        /** What was found; where that is nothing, {@code lack} says why. */
        public static Looked of(Strategy of, List<Proposal> proposals, List<Silence> silences, Lack lack) {
            return proposals.isEmpty() && silences.isEmpty() ? silent(of, lack) : new Looked(proposals, silences);
        }
    }
}
