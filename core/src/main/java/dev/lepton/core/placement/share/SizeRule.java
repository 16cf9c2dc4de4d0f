package dev.lepton.core.placement.share;

import java.util.List;

/**
 * How large elastic jobs are. A policy of time sees each in one size and says where it runs; then the rule deals out what
 * is left. A pure function: a {@link Crew} is made for one answer.
 */
public interface SizeRule {
    /** What it goes by on the command line. */
    String name();

    /** What it does, in a few words. */
    String aim();

    /** The size in which a policy sees a job: of {@code fitting}, smallest first, at most {@code asked} GPUs where it can be. */
    default Sizes.Size seen(List<Sizes.Size> fitting, int asked) {
        return fitting.get(0);
    }

    /** Gives jobs of {@code crew} other sizes than those in which they are seen. */
    void deal(Crew crew);

    /** Every rule, the usual one first. */
    static List<SizeRule> all() {
        return List.of(MarginalGain.USUAL, MarginalGain.OPTIMUS, new EvenSizes(), new LeastSize(), new AskedSize());
    }
}
