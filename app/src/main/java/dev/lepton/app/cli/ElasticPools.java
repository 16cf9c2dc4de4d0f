package dev.lepton.app.cli;

import dev.lepton.app.board.PoolWatch;
import dev.lepton.app.wiring.Session;
import dev.lepton.core.billing.Resource;
import dev.lepton.core.billing.UnitRate;
import dev.lepton.core.billing.Units;
import dev.lepton.core.money.Price;
import dev.lepton.core.scaling.FixedPool;
import dev.lepton.core.scaling.PendingWork;
import dev.lepton.core.scaling.ScalingLimits;
import dev.lepton.core.scaling.ScalingRule;
import dev.lepton.core.scaling.TargetWithReserve;
import dev.lepton.core.simulate.scaling.PoolJob;
import dev.lepton.core.simulate.scaling.ScalingOutcome;
import dev.lepton.core.simulate.scaling.ScalingRun;
import dev.lepton.core.simulate.scaling.ScalingSimulation;
import dev.lepton.core.workload.Pool;
import dev.lepton.ledger.query.Asset;
import dev.lepton.ledger.query.JobTimes;
import dev.lepton.report.model.Scoreboard;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;

/** What a workspace's jobs would have cost on as many of its machines as they need: rules side by side. */
record ElasticPools(int most, List<PoolJob> jobs, List<ScalingOutcome> outcomes, Scoreboard board) {
    ElasticPools {
        jobs = List.copyOf(jobs);
        outcomes = List.copyOf(outcomes);
    }

    private static final Duration STARTUP = Duration.ofMinutes(10);

    /** The rules on {@code session}'s jobs and machines like those of its largest pool, at that pool's price. */
    static ElasticPools of(Session session) {
        Pool largest = session.fleet().stream()
                .max(Comparator.comparingInt(Pool::count))
                .orElseThrow();
        Asset asset = session.assets().stream()
                .filter(a -> a.name().equals(largest.name()))
                .max(Comparator.comparing(ElasticPools::gpuUnits))
                .orElseThrow();
        int most = largest.count();
        int gpus = Units.hours(Resource.GPU, gpuUnits(asset).multiply(BigInteger.valueOf(3600)))
                .divide(BigDecimal.valueOf(most), RoundingMode.HALF_EVEN)
                .intValueExact();
        Price each = price(asset, most, session.settings().currency());
        List<PoolJob> jobs = jobs(session);
        ScalingLimits limits = new ScalingLimits(0, most, Duration.ofMinutes(2), Duration.ofMinutes(10));
        PoolWatch watch = new PoolWatch();
        List<ScalingOutcome> outcomes = new ArrayList<>();
        Sheet table = ScaleCommand.table();
        for (ScalingRule rule :
                List.of(new FixedPool(), new PendingWork(limits), new TargetWithReserve(limits, 0.85, 0.1, 0.1))) {
            int start = rule instanceof FixedPool ? most : 0;
            ScalingRun run = new ScalingRun(gpus, start, each, STARTUP, Duration.ofMinutes(1));
            ScalingOutcome outcome = ScalingSimulation.of(run, watch.over(rule), jobs);
            outcomes.add(outcome);
            ScaleCommand.row(table, outcome);
        }
        Sheets answer = new Sheets();
        answer.open("%,d jobs on at most %d machines of %d GPUs at %s an hour, %d minutes to start one."
                .formatted(jobs.size(), most, gpus, each.times(BigDecimal.ONE), STARTUP.toMinutes()));
        answer.add(table);
        answer.note("simulated, not measured: jobs start in the order they came, with the lengths they had.");
        answer.note(
                "fixed has all machines from the first job to the last; the fleet of this report is smaller at times.");
        answer.note("a machine is paid from being asked for to being gone.");
        return new ElasticPools(
                most,
                jobs,
                outcomes,
                answer.board("The same jobs on machines that come and go", watch.plots(outcomes)));
    }

    /** The outcome of target-with-reserve. */
    ScalingOutcome elastic() {
        return outcomes.get(outcomes.size() - 1);
    }

    private static BigInteger gpuUnits(Asset asset) {
        return asset.capacity().getOrDefault(Resource.GPU, BigInteger.ZERO);
    }

    private static Price price(Asset asset, int machines, Currency currency) {
        BigDecimal hourly =
                asset.rates().values().stream().map(UnitRate::hourly).reduce(BigDecimal.ZERO, BigDecimal::add);
        return Price.of(hourly, currency).spreadOver(BigDecimal.valueOf(machines));
    }

    private static List<PoolJob> jobs(Session session) {
        List<JobTimes> all = JobTimes.of(session.facts());
        return all.stream()
                .map(j -> new PoolJob(
                        Duration.between(all.get(0).came(), j.came()).toSeconds(),
                        Units.hours(Resource.GPU, BigInteger.valueOf(j.gpus()).multiply(BigInteger.valueOf(3600)))
                                .setScale(0, RoundingMode.CEILING)
                                .intValueExact(),
                        Math.max(1, Duration.between(j.started(), j.ended()).toSeconds())))
                .toList();
    }
}
