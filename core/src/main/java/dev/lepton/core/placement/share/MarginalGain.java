package dev.lepton.core.placement.share;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What is idle goes where it gains most for each GPU, with what a change of size costs counted in. Running jobs keep their
 * size while it fits; those to which it is worth least are made smaller first. Lepton's makes running jobs smaller for
 * waiting ones where that gains more ({@link Admission}), and starts a job for whose gang there is no room in a smaller one.
 * At last GPUs go from one job to another while that gains more than it loses.
 *
 * @param worth what is gained
 * @param efficiency the least work per GPU-hour of a larger gang, as a part of that in the size seen
 */
public record MarginalGain(Worth worth, double efficiency) implements SizeRule {
    /** Lepton's: chosen on drawn jobs of other seeds than the scoreboard's. */
    public static final MarginalGain USUAL = new MarginalGain(Worth.PACE, 0.9);

    /** After Optimus (EuroSys'18): from the smallest size on, hours that are saved, however many GPU-hours that takes. */
    public static final MarginalGain OPTIMUS = new MarginalGain(Worth.HOURS, 0);

    private static final double TINY = 1e-9;

    /** What a size is worth to a job. */
    public enum Worth {
        /** The part of what is left that an hour does: what is soon done goes first. */
        PACE {
            @Override
            double of(double hoursLeft) {
                return 1 / hoursLeft;
            }
        },
        /** Hours less until it is done. */
        HOURS {
            @Override
            double of(double hoursLeft) {
                return -hoursLeft;
            }
        };

        abstract double of(double hoursLeft);
    }

    public MarginalGain {
        if (!(efficiency >= 0 && efficiency <= 1)) {
            throw new IllegalArgumentException("An efficiency cannot be " + efficiency + ".");
        }
    }

    private record Change(int job, int type, int place, double gain, int gpus) {
        double perGpu() {
            return gain / gpus;
        }
    }

    private static final Comparator<Change> BEST_PER_GPU =
            Comparator.comparingDouble(Change::perGpu).thenComparingInt(c -> -c.job());

    @Override
    public String name() {
        return worth == Worth.PACE ? "gain" : "hours";
    }

    @Override
    public String aim() {
        return worth == Worth.PACE
                ? "idle GPUs where they speed jobs up most, down to " + efficiency + " of the work per GPU-hour"
                : "idle GPUs where they save the most hours (Optimus)";
    }

    @Override
    public Sizes.Size seen(List<Sizes.Size> fitting, int asked) {
        return (worth == Worth.PACE ? new AskedSize() : new LeastSize()).seen(fitting, asked);
    }

    @Override
    public void deal(Crew crew) {
        keep(crew);
        if (worth == Worth.PACE) {
            Admission.admit(crew);
        }
        for (Optional<Change> next = start(crew); next.isPresent(); next = start(crew)) {
            crew.start(next.get().job(), next.get().type(), next.get().place());
        }
        for (Optional<Change> next = best(crew); next.isPresent(); next = best(crew)) {
            crew.give(next.get().job(), next.get().place());
        }
        for (int i = 0; i < crew.jobs() && trade(crew); i++) {}
    }

    private void keep(Crew crew) {
        IntStream.range(0, crew.jobs())
                .filter(j -> crew.type(j) >= 0 && crew.member(j).now() > crew.place(j))
                .mapToObj(j -> change(crew, j, crew.member(j).now()))
                .filter(c -> c.gain() > 0)
                .sorted(BEST_PER_GPU.reversed())
                .filter(c -> crew.fits(c.job(), c.place()))
                .forEach(c -> crew.give(c.job(), c.place()));
    }

    /** What a job gains by the size at {@code place}. */
    private Change change(Crew crew, int j, int place) {
        double gain = worth.of(crew.hoursLeft(j, place)) - worth.of(crew.hoursLeft(j, crew.place(j)));
        int gpus = crew.member(j).fitting().get(place).gpus() - crew.gpus(j);
        return new Change(j, crew.type(j), place, gain, gpus);
    }

    /** The waiting job and the smaller size, on a type without room for its gang, that end it soonest for its GPUs. */
    private static Optional<Change> start(Crew crew) {
        return IntStream.range(0, crew.jobs())
                .filter(j -> crew.type(j) < 0)
                .boxed()
                .flatMap(j -> IntStream.range(0, crew.member(j).seen())
                        .boxed()
                        .flatMap(s -> crew.starts(j, s).mapToObj(t -> started(crew, j, t, s))))
                .max(BEST_PER_GPU);
    }

    private static Change started(Crew crew, int j, int type, int place) {
        Sizes.Size size = crew.member(j).fitting().get(place);
        return new Change(j, type, place, 1 / size.lengths().hours(type), size.gpus());
    }

    private Stream<Change> larger(Crew crew, int j) {
        if (crew.type(j) < 0) {
            return Stream.empty();
        }
        List<Sizes.Size> sizes = crew.member(j).fitting();
        Sizes.Size seen = sizes.get(crew.member(j).seen());
        double most = seen.gpus() * seen.lengths().hours(crew.type(j)) / Math.max(efficiency, TINY);
        return IntStream.range(crew.place(j) + 1, sizes.size())
                .filter(s -> sizes.get(s).gpus() * sizes.get(s).lengths().hours(crew.type(j)) <= most * (1 + TINY))
                .mapToObj(s -> change(crew, j, s))
                .filter(c -> c.gain() > 0);
    }

    private Optional<Change> best(Crew crew) {
        return IntStream.range(0, crew.jobs())
                .boxed()
                .flatMap(j -> larger(crew, j))
                .filter(c -> crew.fits(c.job(), c.place()))
                .max(BEST_PER_GPU);
    }

    /** Makes one job smaller and another larger of the same type, if that gains more than it loses; whether it did. */
    private boolean trade(Crew crew) {
        for (int giver = 0; giver < crew.jobs(); giver++) {
            if (crew.type(giver) < 0 || crew.place(giver) <= crew.member(giver).seen()) {
                continue;
            }
            int had = crew.place(giver);
            int lower = crew.lower(giver);
            double lost = worth.of(crew.hoursLeft(giver, had)) - worth.of(crew.hoursLeft(giver, lower));
            crew.give(giver, lower);
            int from = giver;
            Optional<Change> gain = IntStream.range(0, crew.jobs())
                    .filter(j -> j != from && crew.type(j) == crew.type(from))
                    .boxed()
                    .flatMap(j -> larger(crew, j))
                    .filter(c -> c.gain() > lost * (1 + TINY) && crew.fits(c.job(), c.place()))
                    .max(Comparator.comparingDouble(Change::gain).thenComparingInt(c -> -c.job()));
            if (gain.isPresent()) {
                crew.give(gain.get().job(), gain.get().place());
                return true;
            }
            crew.give(giver, had);
        }
        return false;
    }
}
