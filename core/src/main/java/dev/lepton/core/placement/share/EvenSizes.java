package dev.lepton.core.placement.share;

/** What is idle goes in single steps to the job with the fewest GPUs that can use more; ties by number. */
public record EvenSizes() implements SizeRule {
    @Override
    public String name() {
        return "even";
    }

    @Override
    public String aim() {
        return "idle GPUs in equal parts";
    }

    @Override
    public void deal(Crew crew) {
        while (true) {
            int next = -1;
            for (int j = 0; j < crew.jobs(); j++) {
                boolean can = crew.step(j) >= 0 && crew.fits(j, crew.step(j));
                if (can && (next < 0 || crew.gpus(j) < crew.gpus(next))) {
                    next = j;
                }
            }
            if (next < 0) {
                return;
            }
            crew.give(next, crew.step(next));
        }
    }
}
