package dev.lepton.formats.traces;

import dev.lepton.core.evidence.Failure;
import dev.lepton.core.evidence.Reason;
import dev.lepton.core.money.Money;
import dev.lepton.core.placement.share.Lengths;
import dev.lepton.core.placement.share.Pools;
import dev.lepton.core.placement.share.Sizes;
import dev.lepton.core.simulate.rounds.TraceJob;
import dev.lepton.formats.csv.Columns;
import dev.lepton.formats.csv.CsvFile;
import dev.lepton.formats.csv.Fields;
import dev.lepton.formats.csv.Refused;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * Lepton's own trace of jobs as CSV: {@code job,arrival_seconds,gpus,work_gpu_hours,gpu_model,priority,tenant,deadline_hours,
 * charge,revenue,currency,checkpoint_s,restart_s,min_gpus,max_gpus,doubling_efficiency} and a column {@code speed.TYPE} for each type of GPU. See {@code docs/formats.md}.
 */
public final class JobTraceCsv {
    private static final double SECONDS = 3600;
    private static final BigDecimal HALF = new BigDecimal("0.5");

    static final Columns COLUMNS = Columns.needing("job", "work_gpu_hours")
            .allowing(
                    "arrival_seconds",
                    "gpus",
                    "gpu_model",
                    "priority",
                    "tenant",
                    "deadline_hours",
                    "charge",
                    "revenue",
                    "currency",
                    "checkpoint_s",
                    "restart_s",
                    "min_gpus",
                    "max_gpus",
                    "doubling_efficiency",
                    "speed.*");

    private JobTraceCsv() {}

    /** The jobs of {@code file} that {@code fleet} can run. */
    static ReadTrace read(Path file, FleetFit fleet) {
        List<TraceJob> jobs = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        CsvFile.of(file, CsvFile.Dialect.COMMAS)
                .read(COLUMNS, row -> fleet.checked(job(row, fleet.pools())), jobs::add, failures::add, n -> {});
        return new ReadTrace(jobs, failures);
    }

    private static TraceJob job(Fields row, Pools pools) {
        int gpus = row.count("gpus", 1).orElse(1);
        BigDecimal work = positive("work_gpu_hours", row.needAmount("work_gpu_hours"));
        double hours = work.doubleValue() / gpus;
        Optional<BigDecimal> deadline = row.amount("deadline_hours").map(d -> positive("deadline_hours", d));
        TraceJob.Terms terms = new TraceJob.Terms(
                row.number("priority").map(JobTraceCsv::priority).orElse(0),
                row.text("tenant").orElse(""),
                deadline.map(BigDecimal::doubleValue).orElse(Double.POSITIVE_INFINITY),
                row.amount("charge").map(c -> new Money(c, row.currency())),
                row.amount("revenue").map(c -> new Money(c, row.currency())),
                stopping(row));
        double arrival = row.amount("arrival_seconds").orElse(BigDecimal.ZERO).doubleValue() / SECONDS;
        return TraceJob.of(0, row.needText("job"), sizes(row, gpus, lengths(row, pools, hours)), arrival, terms);
    }

    /** The asked gang; of an elastic job also its doublings from {@code min_gpus} to {@code max_gpus}. */
    private static Sizes sizes(Fields row, int gpus, Lengths lengths) {
        int least = row.count("min_gpus", 1).orElse(gpus);
        int most = row.count("max_gpus", 1).orElse(gpus);
        if (least > gpus) {
            throw Refused.value(Reason.OUT_OF_RANGE, "min_gpus", String.valueOf(least));
        }
        if (most < gpus) {
            throw Refused.value(Reason.OUT_OF_RANGE, "max_gpus", String.valueOf(most));
        }
        Sizes.Size asked = new Sizes.Size(gpus, lengths);
        TreeMap<Integer, Sizes.Size> all = new TreeMap<>(Map.of(gpus, asked));
        if (least < most) {
            double kept = efficiency(row);
            for (long n = least; n <= most; n *= 2) {
                all.putIfAbsent((int) n, new Sizes.Size((int) n, lengths.times(slower((double) n / gpus, kept))));
            }
            all.putIfAbsent(most, new Sizes.Size(most, lengths.times(slower((double) most / gpus, kept))));
        }
        return new Sizes(asked, List.copyOf(all.values()));
    }

    /** How many times as long a job takes with {@code more} times its GPUs when a doubling keeps a part of what each does. */
    private static double slower(double more, double kept) {
        double doublings = Math.log(more) / Math.log(2);
        return 1 / (more * Math.pow(kept, doublings));
    }

    private static double efficiency(Fields row) {
        BigDecimal kept = row.needAmount("doubling_efficiency");
        if (kept.compareTo(HALF) <= 0 || kept.compareTo(BigDecimal.ONE) > 0) {
            throw Refused.value(Reason.OUT_OF_RANGE, "doubling_efficiency", kept.toPlainString());
        }
        return kept.doubleValue();
    }

    private static TraceJob.Stopping stopping(Fields row) {
        double checkpoint =
                row.amount("checkpoint_s").map(BigDecimal::doubleValue).orElse(0.0) / SECONDS;
        Optional<BigDecimal> restart = row.amount("restart_s");
        return new TraceJob.Stopping(
                checkpoint,
                restart.isPresent()
                        ? OptionalDouble.of(restart.get().doubleValue() / SECONDS)
                        : OptionalDouble.empty());
    }

    private static BigDecimal positive(String column, BigDecimal value) {
        if (value.signum() == 0) {
            throw Refused.value(Reason.OUT_OF_RANGE, column, value.toPlainString());
        }
        return value;
    }

    private static int priority(BigDecimal value) {
        try {
            return value.intValueExact();
        } catch (ArithmeticException e) {
            throw Refused.value(Reason.OUT_OF_RANGE, "priority", value.toPlainString());
        }
    }

    private static Lengths lengths(Fields row, Pools pools, double hours) {
        Optional<String> model = row.text("gpu_model");
        double[] all = new double[pools.types()];
        boolean any = false;
        for (int t = 0; t < all.length; t++) {
            String name = pools.name(t);
            boolean own = model.isEmpty() || model.get().equalsIgnoreCase(name);
            BigDecimal speed =
                    row.amount("speed." + name.toLowerCase(Locale.ROOT)).orElse(own ? BigDecimal.ONE : BigDecimal.ZERO);
            all[t] = speed.signum() > 0 ? hours / speed.doubleValue() : Double.POSITIVE_INFINITY;
            any |= speed.signum() > 0;
        }
        if (!any) {
            throw new Refused(
                    Reason.UNKNOWN_VALUE,
                    "gpu_model is '" + model.orElse("")
                            + "', and neither it nor a type with a speed is in the fleet; maybe "
                            + "add a column speed." + pools.name(0));
        }
        return Lengths.of(all);
    }
}
