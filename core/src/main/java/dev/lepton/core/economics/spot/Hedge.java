package dev.lepton.core.economics.spot;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * How many spot machines to hold so that enough are there, and in which zones, by what was seen of the zones together.
 *
 * @param placed machines in each zone, in the zones' order
 * @param extra machines beyond those needed
 * @param readyShare share of the time in which enough were there
 */
public record Hedge(List<Integer> placed, int extra, double readyShare) {
    private static final int MOST_PLACEMENTS = 300_000;

    /**
     * What is asked.
     *
     * @param needed machines that should be there
     * @param least machines that must still be there when any one zone fails, at most {@code needed}
     * @param target share of the time in which {@code needed} should be there, above 0 and at most 1
     * @param mostExtra machines to hold beyond those needed, at most
     */
    public record Ask(int needed, int least, double target, int mostExtra) {
        public Ask {
            if (needed < 1 || least < 0 || least > needed || mostExtra < 0 || !(target > 0 && target <= 1)) {
                throw new IllegalArgumentException("Of " + needed + " machines " + least + " are to outlive a zone, "
                        + target + " of the time, with at most " + mostExtra + " more: that cannot be asked.");
            }
        }
    }

    public Hedge {
        placed = List.copyOf(placed);
    }

    /**
     * The fewest extra machines that reach the target, and of the placements of so many the one that is ready most of the time; no zone
     * holds more than all but {@code least}. Every placement is looked at where there are at most 300,000, else those spread evenly
     * over the zones that are up most. Empty when nothing reaches the target.
     */
    public static Optional<Hedge> least(JointAvailability seen, Ask ask) {
        for (int extra = 0; extra <= ask.mostExtra(); extra++) {
            Optional<Hedge> best = with(seen, ask, extra);
            if (best.isPresent() && best.get().readyShare() >= ask.target()) {
                return best;
            }
        }
        return Optional.empty();
    }

    /** The placement with {@code extra} machines that is ready most of the time; empty where a zone would hold too many. */
    public static Optional<Hedge> with(JointAvailability seen, Ask ask, int extra) {
        int machines = ask.needed() + extra;
        Optional<Hedge> best = Optional.empty();
        for (List<Integer> placed : placements(seen, machines, machines - ask.least())) {
            double ready = seen.readyShare(placed, ask.needed());
            if (best.isEmpty() || ready > best.get().readyShare()) {
                best = Optional.of(new Hedge(placed, extra, ready));
            }
        }
        return best;
    }

    /** Whether every placement was looked at for {@code machines} in {@code zones}. */
    public static boolean looksAtAll(int machines, int zones) {
        double placements = 1;
        for (int i = 1; i < zones; i++) {
            placements = placements * (machines + i) / i;
        }
        return placements <= MOST_PLACEMENTS;
    }

    private static List<List<Integer>> placements(JointAvailability seen, int machines, int most) {
        int zones = seen.zones().size();
        List<List<Integer>> all = new ArrayList<>();
        if (looksAtAll(machines, zones)) {
            place(machines, most, zones, new ArrayList<>(), all);
            return all;
        }
        List<Integer> byShare = new ArrayList<>();
        for (int zone = 0; zone < zones; zone++) {
            byShare.add(zone);
        }
        byShare.sort((a, b) -> Double.compare(seen.share(b), seen.share(a)));
        for (int used = 1; used <= zones; used++) {
            List<Integer> placed = new ArrayList<>(Collections.nCopies(zones, 0));
            for (int i = 0; i < machines; i++) {
                int zone = byShare.get(i % used);
                placed.set(zone, placed.get(zone) + 1);
            }
            if (Collections.max(placed) <= most) {
                all.add(placed);
            }
        }
        return all;
    }

    private static void place(int left, int most, int zones, List<Integer> sofar, List<List<Integer>> all) {
        if (sofar.size() == zones - 1) {
            if (left <= most) {
                List<Integer> placed = new ArrayList<>(sofar);
                placed.add(left);
                all.add(placed);
            }
            return;
        }
        for (int here = Math.min(left, most); here >= 0; here--) {
            sofar.add(here);
            place(left - here, most, zones, sofar, all);
            sofar.remove(sofar.size() - 1);
        }
    }
}
