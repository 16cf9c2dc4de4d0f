package dev.lepton.core.placement.share;

import java.util.List;

/** Every job in the size it asks for, or the next smaller one that the fleet has: nothing is elastic. */
public record AskedSize() implements SizeRule {
    @Override
    public String name() {
        return "asked";
    }

    @Override
    public String aim() {
        return "as asked, never changed";
    }

    @Override
    public Sizes.Size seen(List<Sizes.Size> fitting, int asked) {
        Sizes.Size seen = fitting.get(0);
        for (Sizes.Size size : fitting) {
            seen = size.gpus() <= asked ? size : seen;
        }
        return seen;
    }

    @Override
    public void deal(Crew crew) {}
}
