package dev.lepton.core.placement;

import dev.lepton.core.workload.Requirement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** The nodes of a cluster in a fixed order, which is also the order in which the first wins a tie. */
public final class Cluster {
    /** Models are bits of a {@code long}. */
    private static final int MOST_MODELS = 63;

    private static final int UNKNOWN_MODEL = 63;

    private final List<Node> nodes;
    private final List<String> models;
    private final int slots;
    private final long capacityGpuMilli;
    /** The bits of models of GPUs that are cut into instances. */
    private final long cut;

    final int[] cpuMilli;
    final int[] memoryMib;
    final int[] gpus;

    /** Index into {@link #models} by node; -1 for a node whose GPU model is not known. */
    final int[] model;

    /**
     * @throws IllegalArgumentException if two nodes have one name, or there are more than 63 GPU models
     */
    public Cluster(List<Node> nodes) {
        this.nodes = List.copyOf(nodes);
        int n = this.nodes.size();
        cpuMilli = new int[n];
        memoryMib = new int[n];
        gpus = new int[n];
        model = new int[n];
        Set<String> names = new HashSet<>();
        List<String> found = new ArrayList<>();
        int most = 1;
        long capacity = 0;
        for (int i = 0; i < n; i++) {
            Node node = this.nodes.get(i);
            if (!names.add(node.name())) {
                throw new IllegalArgumentException("Two nodes are called " + node.name() + ".");
            }
            cpuMilli[i] = node.cpuMilli();
            memoryMib[i] = node.memoryMib();
            gpus[i] = node.gpus();
            model[i] = node.gpuModel().map(m -> indexOf(found, m)).orElse(-1);
            most = Math.max(most, node.gpus());
            capacity += (long) node.gpus() * Requirement.WHOLE_GPU;
        }
        models = List.copyOf(found);
        long cutModels = 0;
        for (int m = 0; m < found.size(); m++) {
            cutModels |= found.get(m).startsWith(Requirement.CUT_GPU) ? 1L << m : 0;
        }
        cut = cutModels;
        slots = most;
        capacityGpuMilli = capacity;
    }

    public List<Node> nodes() {
        return nodes;
    }

    public Node node(int index) {
        return nodes.get(index);
    }

    public int size() {
        return nodes.size();
    }

    /** The GPU models of the nodes, each once, in the order they were met. */
    public List<String> gpuModels() {
        return models;
    }

    /** Thousandths of a GPU of all nodes. */
    public long capacityGpuMilli() {
        return capacityGpuMilli;
    }

    /** The same nodes in an order that depends on {@code seed} only. */
    public Cluster shuffled(long seed) {
        List<Node> order = new ArrayList<>(nodes);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = order.size() - 1; i > 0; i--) {
            Collections.swap(order, i, random.nextInt(i + 1));
        }
        return new Cluster(order);
    }

    /** Most GPUs on one node: GPU g of node n is at {@code n * slots() + g} of a state's arrays. */
    int slots() {
        return slots;
    }

    /** The bits of the models that {@code task} accepts; all but cut ones, and {@link #UNKNOWN_MODEL}, when it names none. */
    long modelBits(Requirement task) {
        if (task.gpuModels().isEmpty()) {
            return task.gpuCount() == 0 ? -1 : ~cut;
        }
        long bits = 0;
        for (String name : task.gpuModels()) {
            int index = models.indexOf(name);
            bits |= index < 0 ? 0 : 1L << index;
        }
        return bits;
    }

    /** Whether {@code bits} hold {@code model}, -1 being the unknown one. */
    static boolean accepts(long bits, int model) {
        return (bits >>> (model < 0 ? UNKNOWN_MODEL : model) & 1) != 0;
    }

    private static int indexOf(List<String> models, String name) {
        int index = models.indexOf(name);
        if (index >= 0) {
            return index;
        }
        if (models.size() == MOST_MODELS) {
            throw new IllegalArgumentException("A cluster has at most " + MOST_MODELS + " GPU models.");
        }
        models.add(name);
        return models.size() - 1;
    }
}
