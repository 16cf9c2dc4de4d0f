package dev.lepton.compress.split;

import dev.lepton.compress.graph.Tensor;
import dev.lepton.compress.run.Flow;
import dev.lepton.compress.run.Session;
import dev.lepton.core.evidence.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Stages that run at the same time, each on a thread of its own, handing inputs on from one to the next; answers come in the order of
 * the inputs. When a stage fails, all stop and the failure names it.
 */
public final class StagePipeline {
    private static final int WAITING = 2;

    private final List<Session> stages;
    private final List<String> names;

    /** @param names of the stages, for errors */
    public StagePipeline(List<Session> stages, List<String> names) {
        this.stages = List.copyOf(stages);
        this.names = List.copyOf(names);
    }

    /**
     * Runs all inputs through all stages.
     *
     * @param outputs the tensors to give for each input
     * @throws Problem when a stage fails; it names the stage
     */
    public List<Map<String, Tensor>> run(List<Map<String, Tensor>> inputs, Collection<String> outputs) {
        List<Map<String, Tensor>> all = new ArrayList<>();
        stream(inputs, flow -> {
            Map<String, Tensor> answer = new LinkedHashMap<>();
            outputs.forEach(name -> answer.put(name, flow.tensor(name)));
            all.add(answer);
        });
        return all;
    }

    /** Runs all inputs through all stages and hands each to {@code done}, on one thread, in order. */
    public void stream(List<Map<String, Tensor>> inputs, Consumer<Flow> done) {
        List<BlockingQueue<Item>> queues = new ArrayList<>();
        for (int i = 0; i <= stages.size(); i++) {
            queues.add(new ArrayBlockingQueue<>(WAITING));
        }
        AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
        List<Thread> threads = new ArrayList<>();
        threads.add(new Thread(() -> feed(inputs, queues.get(0), failure, threads), "inputs"));
        for (int i = 0; i < stages.size(); i++) {
            int stage = i;
            threads.add(new Thread(
                    () -> work(stage, queues.get(stage), queues.get(stage + 1), failure, threads), names.get(i)));
        }
        threads.forEach(Thread::start);
        collect(queues.get(stages.size()), done, failure, threads);
        for (BlockingQueue<Item> queue : queues) {
            for (Item left = queue.poll(); left != null; left = queue.poll()) {
                close(left.flow());
            }
        }
        RuntimeException failed = failure.get();
        if (failed != null) {
            throw failed;
        }
    }

    private static void close(@Nullable Flow flow) {
        if (flow != null) {
            flow.close();
        }
    }

    /** One input on its way, or the end when there is none. */
    private record Item(@Nullable Flow flow) {}

    private void feed(
            List<Map<String, Tensor>> inputs,
            BlockingQueue<Item> to,
            AtomicReference<@Nullable RuntimeException> failure,
            List<Thread> threads) {
        try {
            for (Map<String, Tensor> input : inputs) {
                to.put(new Item(Flow.of(input)));
            }
            to.put(new Item(null));
        } catch (InterruptedException e) {
            // another thread failed and said so
        } catch (RuntimeException e) {
            fail(e, failure, threads);
        }
    }

    private void work(
            int stage,
            BlockingQueue<Item> from,
            BlockingQueue<Item> to,
            AtomicReference<@Nullable RuntimeException> failure,
            List<Thread> threads) {
        try {
            for (Item item = from.take(); ; item = from.take()) {
                Flow flow = item.flow();
                if (flow != null) {
                    flow.through(stages.get(stage));
                }
                to.put(item);
                if (flow == null) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            // another thread failed and said so
        } catch (RuntimeException e) {
            fail(died(stage, e), failure, threads);
        }
    }

    private Problem died(int stage, RuntimeException e) {
        return Problem.outside(
                "stage " + (stage + 1) + " of " + stages.size() + " (" + names.get(stage) + ") stopped: "
                        + String.valueOf(e.getMessage()).strip(),
                "Maybe its file or its machine is gone; the other stages were stopped, and no answer of theirs is lost or doubled.",
                e);
    }

    private static void fail(
            RuntimeException e, AtomicReference<@Nullable RuntimeException> failure, List<Thread> threads) {
        if (failure.compareAndSet(null, e)) {
            threads.forEach(Thread::interrupt);
        }
    }

    private static void collect(
            BlockingQueue<Item> from,
            Consumer<Flow> done,
            AtomicReference<@Nullable RuntimeException> failure,
            List<Thread> threads) {
        try {
            while (failure.get() == null) {
                Item item = from.poll(20, java.util.concurrent.TimeUnit.MILLISECONDS);
                if (item == null) {
                    continue;
                }
                if (item.flow() == null) {
                    break;
                }
                try (Flow flow = item.flow()) {
                    done.accept(flow);
                }
            }
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            threads.forEach(Thread::interrupt);
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            fail(e, failure, threads);
        }
    }
}
