package dev.lepton.core.placement.share;

/** Every elastic job in its smallest size: fewest GPU-hours where a larger gang is never more efficient. */
public record LeastSize() implements SizeRule {
    @Override
    public String name() {
        return "least";
    }

    @Override
    public String aim() {
        return "the smallest size, never changed";
    }

    @Override
    public void deal(Crew crew) {}
}
