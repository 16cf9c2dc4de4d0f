package dev.lepton.core.simulate.scaling;

import dev.lepton.core.money.Money;
import dev.lepton.core.scaling.PoolState;
import dev.lepton.core.scaling.ScalingRule;
import dev.lepton.core.scaling.ScalingStep;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Replays jobs on a pool that a rule grows and shrinks. Jobs start in the order they come (FIFO, no overtaking), on the
 * fullest nodes that have room; a job larger than a node takes whole empty nodes and the rest of one more. Deterministic.
 */
public final class ScalingSimulation {
    /** When nothing runs and no job is left to come, how long the rule is waited for before the rest counts as never placed. */
    private static final long PATIENCE_SECONDS = Duration.ofDays(1).toSeconds();

    private static final BigDecimal HOUR = BigDecimal.valueOf(3600);

    private final ScalingRun run;
    private final ScalingRule rule;
    private final List<PoolJob> jobs;
    private final PriorityQueue<Event> events = new PriorityQueue<>(Comparator.comparingLong(Event::atSeconds)
            .thenComparing(Event::kind)
            .thenComparingLong(Event::number));
    private final List<Node> nodes = new ArrayList<>();
    private final Deque<PoolJob> waiting = new ArrayDeque<>();
    private final List<ScalingOutcome.Step> steps = new ArrayList<>();
    private final long[] waits;
    private int started;
    private int arrived;
    private int running;
    private int starting;
    private long gpusWaited;
    private long nodeSeconds;
    private long heldSeconds;
    private long lastOut = -1;
    private long lastIn = -1;
    private long lastStart;
    private long now;
    private long numbered;

    private ScalingSimulation(ScalingRun run, ScalingRule rule, List<PoolJob> jobs) {
        this.run = run;
        this.rule = rule;
        this.jobs = jobs.stream()
                .sorted(Comparator.comparingLong(PoolJob::arrivalSeconds))
                .toList();
        this.waits = new long[jobs.size()];
    }

    /** What comes of {@code rule} on {@code jobs}. */
    public static ScalingOutcome of(ScalingRun run, ScalingRule rule, List<PoolJob> jobs) {
        return new ScalingSimulation(run, rule, jobs).outcome();
    }

    /** In the order in which events of one moment happen. */
    private enum Kind {
        JOB_ENDS,
        NODE_IS_READY,
        JOB_COMES,
        RULE_IS_ASKED
    }

    private record Event(long atSeconds, Kind kind, long number, List<Held> held) {}

    private record Held(Node node, int gpus) {}

    private static final class Node {
        private final long sinceSeconds;
        private int free;
        private boolean draining;

        Node(long sinceSeconds, int free) {
            this.sinceSeconds = sinceSeconds;
            this.free = free;
        }
    }

    private ScalingOutcome outcome() {
        for (int i = 0; i < run.startNodes(); i++) {
            nodes.add(new Node(0, run.gpusPerNode()));
        }
        for (PoolJob job : jobs) {
            at(job.arrivalSeconds(), Kind.JOB_COMES, List.of());
        }
        at(jobs.isEmpty() ? 0 : jobs.get(0).arrivalSeconds(), Kind.RULE_IS_ASKED, List.of());
        long makespan = 0;
        while (!events.isEmpty()) {
            Event event = events.remove();
            now = event.atSeconds();
            switch (event.kind()) {
                case JOB_ENDS -> {
                    end(event.held());
                    makespan = now;
                }
                case NODE_IS_READY -> {
                    starting--;
                    nodes.add(new Node(now - run.startup().toSeconds(), run.gpusPerNode()));
                }
                case JOB_COMES -> {
                    PoolJob job = jobs.get(arrived++);
                    waiting.add(job);
                    gpusWaited += job.gpus();
                }
                case RULE_IS_ASKED -> ask();
            }
            startWaiting();
        }
        nodes.forEach(this::pay);
        return result(makespan);
    }

    private void at(long atSeconds, Kind kind, List<Held> held) {
        events.add(new Event(atSeconds, kind, numbered++, held));
    }

    private void end(List<Held> held) {
        running--;
        for (Held part : held) {
            part.node().free += part.gpus();
            if (part.node().draining && part.node().free == run.gpusPerNode()) {
                remove(part.node());
            }
        }
    }

    private void remove(Node node) {
        pay(node);
        nodes.remove(node);
    }

    private void pay(Node node) {
        nodeSeconds += now - node.sinceSeconds;
    }

    private void startWaiting() {
        while (!waiting.isEmpty()) {
            PoolJob job = waiting.getFirst();
            List<Held> room = room(job.gpus());
            if (room.isEmpty()) {
                return;
            }
            waiting.removeFirst();
            gpusWaited -= job.gpus();
            room.forEach(h -> h.node().free -= h.gpus());
            lastStart = now;
            waits[started++] = now - job.arrivalSeconds();
            heldSeconds += job.gpus() * job.seconds();
            running++;
            at(now + job.seconds(), Kind.JOB_ENDS, room);
        }
    }

    /** Where {@code gpus} fit, the fullest nodes first; empty when they do not. */
    private List<Held> room(int gpus) {
        List<Held> room = new ArrayList<>();
        int whole = gpus / run.gpusPerNode();
        int rest = gpus % run.gpusPerNode();
        Node best = null;
        for (Node node : nodes) {
            if (node.draining) {
                continue;
            }
            if (whole > 0 && node.free == run.gpusPerNode()) {
                room.add(new Held(node, run.gpusPerNode()));
                whole--;
            } else if (rest > 0 && node.free >= rest && (best == null || node.free < best.free)) {
                best = node;
            }
        }
        if (whole > 0 || (rest > 0 && best == null)) {
            return List.of();
        }
        if (best != null) {
            room.add(new Held(best, rest));
        }
        return room;
    }

    private void ask() {
        ScalingStep step = rule.decide(state());
        switch (step) {
            case ScalingStep.Out out -> {
                for (int i = 0; i < out.nodes(); i++) {
                    at(now + run.startup().toSeconds(), Kind.NODE_IS_READY, List.of());
                }
                starting += out.nodes();
                lastOut = now;
                note(out.nodes(), out.why());
            }
            case ScalingStep.In in -> {
                drain(in.nodes());
                lastIn = now;
                note(-in.nodes(), in.why());
            }
            case ScalingStep.Hold hold -> {}
        }
        boolean stuck = running == 0 && arrived == jobs.size() && now - lastStart > PATIENCE_SECONDS;
        if (!stuck && (running > 0 || starting > 0 || arrived < jobs.size() || !waiting.isEmpty())) {
            at(now + run.interval().toSeconds(), Kind.RULE_IS_ASKED, List.of());
        }
    }

    private void drain(int count) {
        List<Node> emptiest = nodes.stream()
                .filter(n -> !n.draining)
                .sorted(Comparator.comparingInt((Node n) -> n.free).reversed())
                .limit(count)
                .toList();
        for (Node node : emptiest) {
            node.draining = true;
            if (node.free == run.gpusPerNode()) {
                remove(node);
            }
        }
    }

    private void note(int count, String why) {
        Money perHour = run.nodePerHour().times(BigDecimal.valueOf(count));
        steps.add(new ScalingOutcome.Step(now, count, perHour, why));
    }

    private PoolState state() {
        int ready = 0;
        int idle = 0;
        long held = 0;
        for (Node node : nodes) {
            if (!node.draining) {
                ready++;
                idle += node.free == run.gpusPerNode() ? 1 : 0;
                held += run.gpusPerNode() - node.free;
            }
        }
        return new PoolState(
                now, ready, starting, nodes.size() - ready, idle, run.gpusPerNode(), held, gpusWaited, lastOut, lastIn);
    }

    private ScalingOutcome result(long makespan) {
        long[] sorted = Arrays.copyOf(waits, started);
        Arrays.sort(sorted);
        long gpuSeconds = nodeSeconds * run.gpusPerNode();
        Money paid = run.nodePerHour().spreadOver(HOUR).times(BigDecimal.valueOf(nodeSeconds));
        Money forHeld = run.nodePerHour()
                .spreadOver(HOUR.multiply(BigDecimal.valueOf(run.gpusPerNode())))
                .times(BigDecimal.valueOf(heldSeconds));
        return new ScalingOutcome(
                rule.name(),
                paid,
                paid.minus(forHeld),
                nodeSeconds,
                heldSeconds,
                gpuSeconds == 0 ? 0 : (double) heldSeconds / gpuSeconds,
                Arrays.stream(sorted).average().orElse(0),
                sorted.length == 0 ? 0 : sorted[(int) Math.ceil(0.99 * sorted.length) - 1],
                makespan,
                jobs.size() - started,
                steps);
    }
}
