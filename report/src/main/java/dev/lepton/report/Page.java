package dev.lepton.report;

import dev.lepton.core.evidence.Confidence;
import java.util.List;
import java.util.Optional;

/**
 * A whole page, ready to be printed.
 *
 * @param language of its words
 * @param title its heading
 * @param facts what it is of and when it was made: name and value
 * @param notices what must be read first
 * @param headline the one figure; empty where several stand side by side
 * @param sections in order
 * @param settings how the charts print numbers, as JSON safe inside a script element
 */
record Page(
        String language,
        String title,
        List<Block.Term> facts,
        List<String> notices,
        Optional<Headline> headline,
        List<Section> sections,
        String settings) {
    /** The one figure, what it is, how sure if there is one, those beside it, and what was assumed to get it. */
    record Headline(
            String figure,
            String name,
            String meaning,
            Optional<Confidence> confidence,
            List<Block.Stat> stats,
            List<String> assumptions) {}
}
