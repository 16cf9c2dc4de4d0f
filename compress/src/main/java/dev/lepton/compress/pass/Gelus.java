package dev.lepton.compress.pass;

import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.graph.Rewrite;
import dev.lepton.compress.graph.Tensor;
import dev.lepton.compress.graph.Tensors;
import dev.lepton.compress.graph.Wires;
import dev.lepton.compress.onnx.GraphProto;
import dev.lepton.compress.onnx.NodeProto;
import dev.lepton.compress.onnx.TensorProto.DataType;
import dev.lepton.compress.onnx.TypeProto;
import dev.lepton.compress.onnx.ValueInfoProto;
import dev.lepton.compress.run.Ort;
import dev.lepton.compress.run.Session;
import dev.lepton.compress.run.SessionSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.hipparchus.special.Erf;

/**
 * Gaussian error linear units that an exporter wrote as a row of elementary operators, found by their values: what one tensor and single
 * constants make is worked out at {@value #POINTS} places, and where all of them are those of the unit, in its form with tanh or with erf
 * (Hendrycks and Gimpel 2016), one operator of the runtime takes its place. Outputs change in their last bits.
 */
public final class Gelus {
    private static final String DOMAIN = "com.microsoft";
    private static final int POINTS = 4001;
    private static final double REACH = 20;
    private static final double NEAR = 2e-6;
    /** Fewer operators than this are no such unit. */
    private static final int LEAST = 4;

    private enum Unit {
        TANH("FastGelu"),
        ERF("Gelu");

        private final String operator;

        Unit(String operator) {
            this.operator = operator;
        }

        private double at(double x) {
            return switch (this) {
                case TANH -> 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
                case ERF -> 0.5 * x * (1 + Erf.erf(x / Math.sqrt(2)));
            };
        }
    }

    /** Nodes that make {@code output} of {@code input}. */
    private record Run(String input, String output, Set<Integer> nodes, Unit unit) {}

    private final OnnxModel model;
    private final GraphProto graph;
    private final Wires wires;

    private Gelus(OnnxModel model) {
        this.model = model;
        this.graph = model.proto().getGraph();
        this.wires = Wires.of(graph);
    }

    /** {@code model} with one operator for each; the same object when there are none. */
    public static OnnxModel in(OnnxModel model) {
        return new Gelus(model).run();
    }

    private OnnxModel run() {
        Map<Integer, Run> last = new HashMap<>();
        Set<Integer> gone = new HashSet<>();
        for (String root : roots()) {
            found(root).filter(r -> r.nodes.stream().noneMatch(gone::contains)).ifPresent(r -> {
                gone.addAll(r.nodes);
                last.put(wires.maker(r.output).orElseThrow(), r);
            });
        }
        if (last.isEmpty()) {
            return model;
        }
        Rewrite rewrite = new Rewrite(model);
        for (int i = 0; i < graph.getNodeCount(); i++) {
            if (last.containsKey(i)) {
                Run run = last.get(i);
                rewrite.put(Rewrite.node(
                                run.unit.operator,
                                rewrite.fresh(run.output + "_" + run.unit.operator),
                                List.of(run.input),
                                List.of(run.output))
                        .toBuilder()
                        .setDomain(DOMAIN)
                        .build());
            } else if (!gone.contains(i)) {
                rewrite.put(graph.getNode(i));
            }
        }
        return rewrite.done().importing(DOMAIN, 1);
    }

    /** Tensors that two or more elementwise operators read: such a unit multiplies its input by what it makes of it. */
    private Set<String> roots() {
        Set<String> roots = new LinkedHashSet<>();
        for (NodeProto node : graph.getNodeList()) {
            for (String name : node.getInputList()) {
                long readers = wires.readers(name).stream()
                        .filter(r -> Numberwise.is(graph.getNode(r)))
                        .count();
                if (readers >= 2 && !wires.isWeight(name)) {
                    roots.add(name);
                }
            }
        }
        return roots;
    }

    /** The longest run from {@code root} that is such a unit. */
    private Optional<Run> found(String root) {
        Set<String> inside = new HashSet<>(Set.of(root));
        List<Integer> nodes = new ArrayList<>();
        List<Integer> closing = new ArrayList<>();
        for (int i = wires.maker(root).map(m -> m + 1).orElse(0); i < graph.getNodeCount(); i++) {
            NodeProto node = graph.getNode(i);
            boolean any = node.getInputList().stream().anyMatch(inside::contains);
            boolean all = node.getInputList().stream().allMatch(n -> inside.contains(n) || single(n));
            if (any && all && Numberwise.is(node)) {
                nodes.add(i);
                inside.add(node.getOutput(0));
                if (nodes.size() >= LEAST && closes(nodes)) {
                    closing.add(i);
                }
            }
        }
        return closing.isEmpty() ? Optional.empty() : longest(root, nodes, closing);
    }

    private boolean single(String name) {
        return wires.weight(name)
                .filter(w -> w.getDataType() == DataType.FLOAT_VALUE && Tensors.elements(w) == 1)
                .isPresent();
    }

    /** Whether nothing outside reads what {@code nodes} make but the last. */
    private boolean closes(List<Integer> nodes) {
        return nodes.stream()
                .limit(nodes.size() - 1)
                .map(i -> graph.getNode(i).getOutput(0))
                .allMatch(t -> !wires.isOutput(t) && nodes.containsAll(wires.readers(t)));
    }

    private Optional<Run> longest(String root, List<Integer> nodes, List<Integer> closing) {
        List<String> ends =
                closing.stream().map(i -> graph.getNode(i).getOutput(0)).toList();
        float[] points = new float[POINTS];
        for (int i = 0; i < POINTS; i++) {
            points[i] = (float) (REACH * (2.0 * i / (POINTS - 1) - 1));
        }
        Map<String, Tensor> values = values(root, nodes, ends, points);
        for (int e = ends.size() - 1; e >= 0; e--) {
            float[] made = Objects.requireNonNull(values.get(ends.get(e)), "An output was not given.")
                    .floats();
            for (Unit unit : Unit.values()) {
                if (made.length == POINTS && same(points, made, unit)) {
                    int end = closing.get(e);
                    Set<Integer> run = new LinkedHashSet<>(
                            nodes.stream().filter(n -> n <= end).toList());
                    return Optional.of(new Run(root, ends.get(e), run, unit));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean same(float[] points, float[] made, Unit unit) {
        for (int i = 0; i < points.length; i++) {
            double wanted = unit.at(points[i]);
            if (!(Math.abs(made[i] - wanted) <= NEAR * Math.max(1, Math.abs(points[i])))) {
                return false;
            }
        }
        return true;
    }

    private Map<String, Tensor> values(String root, List<Integer> nodes, List<String> ends, float[] points) {
        GraphProto.Builder part = GraphProto.newBuilder().setName("unit");
        part.addInput(ValueInfoProto.newBuilder()
                .setName(root)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder().setElemType(DataType.FLOAT_VALUE))));
        Set<String> constants = new LinkedHashSet<>();
        nodes.forEach(n -> constants.addAll(graph.getNode(n).getInputList()));
        constants.forEach(c -> wires.weight(c).ifPresent(part::addInitializer));
        nodes.forEach(n -> part.addNode(graph.getNode(n)));
        ends.forEach(e -> part.addOutput(ValueInfoProto.newBuilder().setName(e)));
        OnnxModel alone = new OnnxModel(model.proto().toBuilder().setGraph(part).build());
        try (Session session = Ort.open(alone, SessionSettings.threads(1).at(SessionSettings.Optimisation.NONE))) {
            return session.run(Map.of(root, Tensor.floats(points, points.length)));
        }
    }
}
