package dev.lepton.core.placement.share;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Makes room for waiting jobs by making elastic ones smaller, where that gains more pace than it loses. */
final class Admission {
    private static final MarginalGain.Worth WORTH = MarginalGain.Worth.PACE;

    private Admission() {}

    private record Smaller(int job, int place, double lost, int gpus) {
        double perGpu() {
            return lost / gpus;
        }
    }

    /** Lets in who gains by it, the shortest for its GPUs first. */
    static void admit(Crew crew) {
        IntStream.range(0, crew.jobs())
                .filter(j -> crew.type(j) < 0)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer j) -> crew.job(j).fastestLeft() * crew.gpus(j))
                        .thenComparingInt(j -> j))
                .forEach(j -> admitSoonest(crew, j));
    }

    /** On the type where it is done soonest of those where room can be made. */
    private static void admitSoonest(Crew crew, int j) {
        for (int type : crew.typesByHours(j)) {
            if (admit(crew, j, type)) {
                return;
            }
        }
    }

    private static boolean admit(Crew crew, int j, int type) {
        Map<Integer, Integer> before = new HashMap<>();
        double lost = 0;
        int place = crew.place(j);
        while (!crew.canStart(j, type, place)) {
            Optional<Smaller> next = cheapest(crew, type);
            if (next.isEmpty() || lost + next.get().lost() >= pace(crew, j, type)) {
                before.forEach(crew::give);
                return false;
            }
            before.putIfAbsent(next.get().job(), crew.place(next.get().job()));
            lost += next.get().lost();
            crew.give(next.get().job(), next.get().place());
        }
        crew.start(j, type, place);
        return true;
    }

    /** What a waiting job gains by running. */
    private static double pace(Crew crew, int j, int type) {
        return WORTH.of(crew.job(j).hoursLeft(type));
    }

    private static Optional<Smaller> cheapest(Crew crew, int type) {
        List<Smaller> all = new ArrayList<>();
        for (int j = 0; j < crew.jobs(); j++) {
            if (crew.type(j) == type && crew.lower(j) >= 0) {
                int lower = crew.lower(j);
                double lost = WORTH.of(crew.hoursLeft(j, crew.place(j))) - WORTH.of(crew.hoursLeft(j, lower));
                int gpus = crew.gpus(j) - crew.member(j).fitting().get(lower).gpus();
                all.add(new Smaller(j, lower, lost, gpus));
            }
        }
        return all.stream().min(Comparator.comparingDouble(Smaller::perGpu).thenComparingInt(Smaller::job));
    }
}
