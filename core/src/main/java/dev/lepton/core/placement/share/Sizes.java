package dev.lepton.core.placement.share;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The gangs in which a job can run, smallest first, and how long the whole of it takes in each. A job of one size is rigid;
 * one of several is elastic: it can be given more GPUs, or fewer, as it goes on.
 *
 * @param asked the size that was asked for
 * @param all with {@code asked} among them, each GPU count once
 */
public record Sizes(Size asked, List<Size> all) {
    /**
     * One gang.
     *
     * @param gpus how many GPUs
     * @param lengths hours of the whole job in it, by type
     */
    public record Size(int gpus, Lengths lengths) {
        public Size {
            if (gpus <= 0) {
                throw new IllegalArgumentException("A gang cannot have " + gpus + " GPUs.");
            }
        }
    }

    public Sizes {
        all = all.stream().sorted(Comparator.comparingInt(Size::gpus)).toList();
        if (!all.contains(asked) || all.stream().map(Size::gpus).distinct().count() < all.size()) {
            throw new IllegalArgumentException("The sizes of a job are " + all + " and it asks for " + asked + ".");
        }
    }

    /** The one size of a rigid job. */
    public static Sizes rigid(int gpus, Lengths lengths) {
        Size only = new Size(gpus, lengths);
        return new Sizes(only, List.of(only));
    }

    public boolean elastic() {
        return all.size() > 1;
    }

    public Size least() {
        return all.get(0);
    }

    /** These, but one of {@code gpus} only on the types that have so many; empty when nothing is left. */
    public List<Size> fitting(Pools pools) {
        List<Size> fit = new ArrayList<>();
        for (Size size : all) {
            boolean any = false;
            for (int t = 0; t < pools.types(); t++) {
                any |= size.lengths.runsOn(t) && pools.count(t) >= size.gpus;
            }
            if (any) {
                fit.add(new Size(size.gpus, size.lengths.fitting(size.gpus, pools)));
            }
        }
        return fit;
    }
}
