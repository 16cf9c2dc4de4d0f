package dev.lepton.core.placement.share;

import java.util.List;

/** First in, first out; a running job is never stopped, and small jobs may pass one that does not fit. */
public final class FirstInFirstOut implements TimePolicy.OrderRule {
    @Override
    public List<Contender> order(Contest contest) {
        return InOrder.runningFirst(contest, Contender::arrivalHours);
    }

    @Override
    public boolean steady() {
        return true;
    }
}
