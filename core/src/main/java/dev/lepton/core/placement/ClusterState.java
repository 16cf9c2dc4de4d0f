package dev.lepton.core.placement;

import dev.lepton.core.evidence.Reason;
import dev.lepton.core.workload.Locality;
import dev.lepton.core.workload.Requirement;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is free on each node of a cluster, in whole numbers, as tasks are placed and released. Nothing is ever taken
 * twice, and releasing a task restores exactly what placing it took.
 */
public final class ClusterState {
    private static final int WHOLE = Requirement.WHOLE_GPU;

    /** A power of two: how many changes are remembered. */
    private static final int REMEMBERED = 1 << 14;

    static final int LABEL_NOT_ALLOWED = 7;
    static final int NO_TOPOLOGY_LABEL = 8;
    static final int GROUP_TOO_NEAR = 9;
    static final int GROUP_ELSEWHERE = 10;
    /** In a {@link #veil}: hidden because others suit the task better. */
    static final byte LESSER = 11;

    private final Cluster cluster;
    private final Groups groups;
    private final int slots;
    private final boolean[] closed;
    private final Map<Requirement, Shape> shapes = new HashMap<>();
    private final int[] changes = new int[REMEMBERED];
    private long changeCount;
    private long freeGpuMilli;
    private long releases;
    private byte[] veil = {};
    final int[] cpuFree;
    final int[] memoryFree;
    final int[] gpuTotalFree;
    final int[] gpuFree;
    final int[] tasks;
    private final int[] tasksBySize;

    /** Everything free. */
    public ClusterState(Cluster cluster) {
        this.cluster = cluster;
        int n = cluster.size();
        groups = new Groups(cluster);
        slots = cluster.slots();
        cpuFree = cluster.cpuMilli.clone();
        memoryFree = cluster.memoryMib.clone();
        gpuTotalFree = new int[n];
        gpuFree = new int[n * slots];
        tasks = new int[n];
        tasksBySize = new int[n * Shape.SIZE_CLASSES];
        closed = new boolean[n];
        for (int i = 0; i < n; i++) {
            gpuTotalFree[i] = cluster.gpus[i] * WHOLE;
            Arrays.fill(gpuFree, i * slots, i * slots + cluster.gpus[i], WHOLE);
        }
        freeGpuMilli = cluster.capacityGpuMilli();
    }

    public Cluster cluster() {
        return cluster;
    }

    public int cpuFreeMilli(int node) {
        return cpuFree[node];
    }

    public int memoryFreeMib(int node) {
        return memoryFree[node];
    }

    /** Thousandths free of GPU {@code gpu} of {@code node}. */
    public int gpuFreeMilli(int node, int gpu) {
        if (gpu >= cluster.gpus[node]) {
            throw new IndexOutOfBoundsException("Node " + cluster.node(node).name() + " has no GPU " + gpu + ".");
        }
        return gpuFree[node * slots + gpu];
    }

    /** Thousandths of a GPU free on {@code node}. */
    public int gpuFreeMilli(int node) {
        return gpuTotalFree[node];
    }

    /** Thousandths of a GPU free on all nodes. */
    public long freeGpuMilli() {
        return freeGpuMilli;
    }

    /** Tasks running on {@code node}. */
    public int tasksOn(int node) {
        return tasks[node];
    }

    /** GPUs of which a part is free and a part is taken. */
    public int partlyUsedGpus() {
        int count = 0;
        for (int free : gpuFree) {
            count += free > 0 && free < WHOLE ? 1 : 0;
        }
        return count;
    }

    /** Why {@code node} cannot take {@code task} now; empty when it can. */
    public Optional<Reason> refusal(Requirement task, int node) {
        int code = code(task, node);
        return code == 0 ? Optional.empty() : Optional.of(REASONS[code]);
    }

    public boolean fits(Requirement task, int node) {
        return code(task, node) == 0;
    }

    private int code(Requirement task, int node) {
        int code = refusal(shape(task), node);
        return code != 0 || task.locality().anywhere() ? code : reach(task).code(node);
    }

    /** Whether {@code task} would fit where {@code leaving} runs, were that gone. */
    public boolean fitsWithout(Requirement task, Requirement leaving, Decision.Placed where) {
        Shape shape = shape(task);
        int node = where.node();
        if (closed[node]
                || cpuFree[node] + leaving.cpuMilli() < shape.cpuMilli()
                || memoryFree[node] + leaving.memoryMib() < shape.memoryMib()) {
            return false;
        }
        int enough = 0;
        for (int g = 0; shape.gpuCount() > 0 && g < cluster.gpus[node]; g++) {
            int free = gpuFree[node * slots + g] + ((where.gpus() >>> g & 1) == 0 ? 0 : leaving.gpuMilli());
            enough += free >= shape.gpuMilli() ? 1 : 0;
        }
        return enough >= shape.gpuCount()
                && (shape.gpuCount() == 0 || shape.accepts(cluster.model[node]))
                && (task.locality().anywhere() || reach(task).code(node) == 0);
    }

    /** The refusal of a task that fits nowhere: nodes by reason. */
    public Decision.Refused refused(Requirement task) {
        Shape shape = shape(task);
        byte[] codes = new byte[cluster.size()];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = (byte) (veil.length == 0 ? code(task, i) : refusal(shape, i));
        }
        return refused(codes);
    }

    /**
     * Takes what {@code task} needs.
     *
     * @throws IllegalArgumentException if it does not fit there; nothing is then taken
     */
    public void place(Requirement task, Decision.Placed where) {
        Shape shape = shape(task);
        int node = where.node();
        if (code(task, node) != 0 || !fits(shape, node, where.gpus())) {
            throw new IllegalArgumentException("The task " + task + " does not fit on node "
                    + cluster.node(node).name() + " with GPUs " + Integer.toBinaryString(where.gpus()) + ".");
        }
        take(shape, node, where.gpus(), 1);
        groups.count(task.locality(), where, 1);
    }

    /** Gives back what {@link #place} took for a task that ran; throws as {@link #undo} does. */
    public void release(Requirement task, Decision.Placed where) {
        undo(task, where);
        releases++;
    }

    /**
     * The same of a task that never ran, as others of its gang found no room.
     *
     * @throws IllegalArgumentException if no such task can be running there
     */
    public void undo(Requirement task, Decision.Placed where) {
        Shape shape = shape(task);
        int node = where.node();
        boolean possible = tasksBySize[node * Shape.SIZE_CLASSES + shape.sizeClass()] > 0
                && Integer.bitCount(where.gpus()) == shape.gpuCount()
                && where.gpus() >>> (cluster.gpus[node] - 1) <= 1
                && cpuFree[node] + shape.cpuMilli() <= cluster.cpuMilli[node]
                && memoryFree[node] + shape.memoryMib() <= cluster.memoryMib[node];
        for (int g = 0; possible && g < cluster.gpus[node]; g++) {
            possible = (where.gpus() >>> g & 1) == 0 || gpuFree[node * slots + g] + shape.gpuMilli() <= WHOLE;
        }
        if (!possible) {
            throw new IllegalArgumentException("No task " + task + " runs on node "
                    + cluster.node(node).name() + " with GPUs " + Integer.toBinaryString(where.gpus()) + ".");
        }
        take(shape, node, where.gpus(), -1);
        groups.count(task.locality(), where, -1);
    }

    /** Whether {@code node} takes new tasks from now on; those that run stay. */
    public void close(int node, boolean isClosed) {
        closed[node] = isClosed;
        changed(node);
    }

    private static final Reason[] REASONS = {
        Reason.MISSING_VALUE,
        Reason.CLOSED,
        Reason.NO_SUCH_GPU_MODEL,
        Reason.TOO_FEW_GPUS,
        Reason.NOT_ENOUGH_CPU,
        Reason.NOT_ENOUGH_MEMORY,
        Reason.NO_GPU_WITH_ENOUGH_LEFT,
        Reason.LABEL_NOT_ALLOWED,
        Reason.NO_TOPOLOGY_LABEL,
        Reason.GROUP_TOO_NEAR,
        Reason.GROUP_ELSEWHERE
    };

    /** What the labels of nodes and the groups that run say of {@code task} now. */
    Reach reach(Requirement task) {
        return new Reach(this, groups, shape(task), task.locality());
    }

    /** Hides the nodes with a code other than 0 from {@link #refusal(Shape, int)}, until {@link #unveil}. */
    void veil(byte[] codes) {
        veil = codes;
    }

    void unveil() {
        veil = new byte[0];
    }

    /** Whether {@code node} is hidden. */
    boolean veiled(int node) {
        return veil.length > 0 && veil[node] != 0;
    }

    /** Has {@code free} thousandths left of the GPU at {@code at} of {@link #gpuFree}, for as long as somebody looks. */
    void showGpu(int at, int free) {
        gpuFree[at] = free;
        changed(at / slots);
    }

    /** Whether enough GPUs of {@code node} other than {@code bits} have as much left as {@code shape} needs. */
    boolean fitsOffGpus(Shape shape, int node, int bits) {
        int enough = 0;
        for (int g = 0; g < cluster.gpus[node]; g++) {
            enough += (bits >>> g & 1) == 0 && gpuFree[node * slots + g] >= shape.gpuMilli() ? 1 : 0;
        }
        return enough >= shape.gpuCount();
    }

    Shape shape(Requirement given) {
        Requirement task = given.locality().anywhere() ? given : given.at(Locality.ANYWHERE);
        Shape known = shapes.get(task);
        if (known == null) {
            known = new Shape(
                    shapes.size(),
                    task.cpuMilli(),
                    task.memoryMib(),
                    task.gpuCount(),
                    task.gpuMilli(),
                    cluster.modelBits(task));
            shapes.put(task, known);
        }
        return known;
    }

    /** 0 when {@code shape} fits on {@code node}, else a code for {@link #refused(byte[])}. */
    int refusal(Shape shape, int node) {
        int code = roomRefusal(shape, node);
        return code != 0 || veil.length == 0 ? code : veil[node];
    }

    /** The same of a node that is not hidden. */
    int roomRefusal(Shape shape, int node) {
        if (closed[node]) {
            return 1;
        }
        if (shape.gpuCount() > 0) {
            if (!shape.accepts(cluster.model[node])) {
                return 2;
            }
            if (cluster.gpus[node] < shape.gpuCount()) {
                return 3;
            }
        }
        if (cpuFree[node] < shape.cpuMilli()) {
            return 4;
        }
        if (memoryFree[node] < shape.memoryMib()) {
            return 5;
        }
        return gpusWith(shape.gpuMilli(), node, shape.gpuCount()) ? 0 : 6;
    }

    static Decision.Refused refused(byte[] codes) {
        int[] counts = new int[REASONS.length];
        for (byte code : codes) {
            counts[code]++;
        }
        Map<Reason, Integer> nodes = new EnumMap<>(Reason.class);
        for (int code = 1; code < counts.length; code++) {
            if (counts[code] > 0) {
                nodes.put(REASONS[code], counts[code]);
            }
        }
        return new Decision.Refused(nodes);
    }

    /** GPUs of {@code node} that are wholly free. */
    int wholeFree(int node) {
        int count = 0;
        for (int g = node * slots, end = g + cluster.gpus[node]; g < end; g++) {
            count += gpuFree[g] == WHOLE ? 1 : 0;
        }
        return count;
    }

    int tasksOf(int node, int sizeClass) {
        return tasksBySize[node * Shape.SIZE_CLASSES + sizeClass];
    }

    /** Best fit within the node: the GPUs with the least left that is enough, the first on ties. */
    int closestGpus(Shape shape, int node) {
        int chosen = 0;
        for (int k = 0; k < shape.gpuCount(); k++) {
            int best = -1;
            int left = Integer.MAX_VALUE;
            for (int g = 0; g < cluster.gpus[node]; g++) {
                int free = gpuFree[node * slots + g];
                if (free >= shape.gpuMilli() && free < left && (chosen >>> g & 1) == 0) {
                    left = free;
                    best = g;
                }
            }
            chosen |= 1 << best;
        }
        return chosen;
    }

    /** Tasks released so far: none while a cluster is only being filled. */
    long releases() {
        return releases;
    }

    /** Changes so far; see {@link #changedNode}. */
    long changeCount() {
        return changeCount;
    }

    /** Whether every change from {@code since} on is still remembered. */
    boolean remembers(long since) {
        return changeCount - since <= REMEMBERED;
    }

    /** The node that change number {@code change} was on. */
    int changedNode(long change) {
        return changes[(int) (change & (REMEMBERED - 1))];
    }

    private boolean gpusWith(int milli, int node, int needed) {
        int left = needed;
        for (int g = node * slots, end = g + cluster.gpus[node]; left > 0 && g < end; g++) {
            left -= gpuFree[g] >= milli ? 1 : 0;
        }
        return left <= 0;
    }

    private boolean fits(Shape shape, int node, int chosen) {
        if (Integer.bitCount(chosen) != shape.gpuCount()) {
            return false;
        }
        for (int bits = chosen; bits != 0; bits &= bits - 1) {
            int g = Integer.numberOfTrailingZeros(bits);
            if (g >= cluster.gpus[node] || gpuFree[node * slots + g] < shape.gpuMilli()) {
                return false;
            }
        }
        return true;
    }

    private void take(Shape shape, int node, int chosen, int sign) {
        cpuFree[node] -= sign * shape.cpuMilli();
        memoryFree[node] -= sign * shape.memoryMib();
        for (int bits = chosen; bits != 0; bits &= bits - 1) {
            gpuFree[node * slots + Integer.numberOfTrailingZeros(bits)] -= sign * shape.gpuMilli();
        }
        gpuTotalFree[node] -= sign * shape.totalGpuMilli();
        freeGpuMilli -= (long) sign * shape.totalGpuMilli();
        tasks[node] += sign;
        tasksBySize[node * Shape.SIZE_CLASSES + shape.sizeClass()] += sign;
        changed(node);
    }

    private void changed(int node) {
        changes[(int) (changeCount++ & (REMEMBERED - 1))] = node;
    }
}
