package dev.lepton.core.placement.share;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The jobs of one round whose types are chosen, and the GPUs that are left to make elastic ones larger. */
public final class Crew {
    /**
     * A job's sizes, and what it is in.
     *
     * @param fitting the sizes that the fleet has room for, smallest first
     * @param seen the place among them of the one in which policies see it
     * @param now the place of the one in which it ran in the round before; {@link Contender#WAITING} if it did not run
     * @param restartHours what a change of size takes, with the work that it loses
     */
    public record Member(List<Sizes.Size> fitting, int seen, int now, double restartHours) {
        public Member {
            fitting = List.copyOf(fitting);
        }
    }

    private final Contest contest;
    private final int[] types;
    private final List<Member> members;
    private final QuotaTree.Holdings held;
    private final int[] free;
    private final int[] places;

    /**
     * @param types of {@code contest.jobs()}, for their sizes as seen
     * @param members of the same jobs
     * @param quotas whose ceilings hold for larger gangs too
     */
    public Crew(Contest contest, int[] types, List<Member> members, QuotaTree quotas) {
        this.contest = contest;
        this.types = types.clone();
        this.members = List.copyOf(members);
        this.held = quotas.new Holdings(contest.pools());
        this.free = contest.pools().counts();
        this.places = new int[types.length];
        for (int j = 0; j < types.length; j++) {
            places[j] = members.get(j).seen();
            if (types[j] >= 0) {
                take(j, gpus(j));
            }
        }
    }

    private void take(int j, int more) {
        free[types[j]] -= more;
        for (QuotaTree.Holding holding : held.path(job(j).tenant())) {
            holding.add(types[j], more);
        }
    }

    int jobs() {
        return types.length;
    }

    Contender job(int j) {
        return contest.jobs().get(j);
    }

    /** The types on which a job runs, where it is done soonest first. */
    List<Integer> typesByHours(int j) {
        Lengths lengths = job(j).lengths();
        return IntStream.range(0, free.length)
                .filter(lengths::runsOn)
                .boxed()
                .sorted(Comparator.comparingDouble(lengths::hours))
                .toList();
    }

    /** Whether there are GPUs, below every ceiling, for a waiting job to start in the size at {@code place}. */
    boolean canStart(int j, int type, int place) {
        int gpus = members.get(j).fitting().get(place).gpus();
        return gpus <= free[type] && below(job(j), gpus);
    }

    Member member(int j) {
        return members.get(j);
    }

    /** The type of a job by now; {@link Contender#WAITING} if it does not run. */
    public int type(int j) {
        return types[j];
    }

    /** The types on which a waiting job could start in the size at {@code place}, and not in the size in which it is seen. */
    IntStream starts(int j, int place) {
        Sizes.Size size = members.get(j).fitting().get(place);
        Contender job = job(j);
        return IntStream.range(0, free.length)
                .filter(t -> size.lengths().runsOn(t)
                        && job.lengths().runsOn(t)
                        && size.gpus() <= free[t]
                        && free[t] < job.gpus()
                        && below(job, size.gpus()));
    }

    /** Starts a waiting job in the size at {@code place}. */
    void start(int j, int type, int place) {
        types[j] = type;
        places[j] = place;
        take(j, gpus(j));
    }

    private boolean below(Contender job, int more) {
        return held.path(job.tenant()).stream()
                .allMatch(h -> h.node().ceiling().map(c -> h.gpus() + more <= c).orElse(true));
    }

    /** The place among its sizes of the one that a job has by now. */
    public int place(int j) {
        return places[j];
    }

    /** GPUs that a job has by now, or would have if it ran. */
    public int gpus(int j) {
        return members.get(j).fitting().get(places[j]).gpus();
    }

    /** The place of the next larger size that runs on its type; negative if it waits or there is none. */
    int step(int j) {
        for (int s = places[j] + 1;
                types[j] >= 0 && s < members.get(j).fitting().size();
                s++) {
            if (members.get(j).fitting().get(s).lengths().runsOn(types[j])) {
                return s;
            }
        }
        return -1;
    }

    /** The place of the next smaller size that runs on its type; negative if there is none. */
    int lower(int j) {
        int lower = places[j] - 1;
        while (lower >= 0 && !members.get(j).fitting().get(lower).lengths().runsOn(types[j])) {
            lower--;
        }
        return lower;
    }

    /** Whether there are GPUs, below every ceiling, for a running job to have the size at {@code place}. */
    boolean fits(int j, int place) {
        int more = members.get(j).fitting().get(place).gpus() - gpus(j);
        return more <= free[types[j]] && below(job(j), more);
    }

    /** Gives a job the size at {@code place}, larger or smaller than what it has. */
    void give(int j, int place) {
        int before = gpus(j);
        places[j] = place;
        take(j, gpus(j) - before);
    }

    /** Hours until a job is done in the size at {@code place}, with what changing to it takes. */
    double hoursLeft(int j, int place) {
        Member member = members.get(j);
        boolean changes = member.now() >= 0 && member.now() != place && job(j).type() == types[j];
        return job(j).left() * member.fitting().get(place).lengths().hours(types[j])
                + (changes ? member.restartHours() : 0);
    }
}
