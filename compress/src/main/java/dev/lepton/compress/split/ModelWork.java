package dev.lepton.compress.split;

import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.graph.Tensor;
import dev.lepton.compress.graph.Tensors;
import dev.lepton.compress.graph.Wires;
import dev.lepton.compress.measure.NodeTimes;
import dev.lepton.compress.onnx.NodeProto;
import dev.lepton.compress.onnx.TensorProto;
import dev.lepton.compress.run.Forms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A model as work to be divided: nodes with their measured seconds, the bytes of their weights and outputs, and the bytes they pass on.
 * Nodes between which something other than a tensor of numbers passes are one piece of work.
 */
final class ModelWork {
    private final Wires wires;
    private final Forms forms;
    private final List<List<Integer>> pieces = new ArrayList<>();
    private final int[] pieceOf;
    private final double[] seconds;

    private ModelWork(OnnxModel model, Forms forms, Map<String, Double> times) {
        this.wires = Wires.of(model.proto().getGraph());
        this.forms = forms;
        int n = wires.graph().getNodeCount();
        pieceOf = new int[n];
        group(n);
        seconds = new double[pieces.size()];
        for (int i = 0; i < n; i++) {
            seconds[pieceOf[i]] += times.getOrDefault(wires.graph().getNode(i).getName(), 0.0);
        }
    }

    static ModelWork of(OnnxModel model, Map<String, Tensor> inputs, Forms forms, int runs) {
        return new ModelWork(model, forms, NodeTimes.of(model, inputs, runs));
    }

    /** Runs of nodes that cannot be parted, in order: from the maker of what is no tensor to its last reader. */
    private void group(int n) {
        int until = -1;
        for (int i = 0; i < n; i++) {
            if (i > until) {
                pieces.add(new ArrayList<>());
            }
            pieces.get(pieces.size() - 1).add(i);
            pieceOf[i] = pieces.size() - 1;
            for (String output : wires.graph().getNode(i).getOutputList()) {
                if (!output.isEmpty() && forms.find(output).isEmpty()) {
                    until = wires.readers(output).stream()
                            .mapToInt(Integer::intValue)
                            .reduce(until, Math::max);
                }
            }
        }
    }

    double totalSeconds() {
        double sum = 0;
        for (double s : seconds) {
            sum += s;
        }
        return sum;
    }

    double seconds(List<Integer> chosen) {
        return chosen.stream().mapToDouble(p -> seconds[p]).sum();
    }

    /** The nodes of pieces, in the model's order. */
    List<Integer> nodes(List<Integer> chosen) {
        return new TreeSet<>(chosen)
                .stream().flatMap(p -> pieces.get(p).stream()).toList();
    }

    /**
     * The work for devices that run {@code speeds} times as fast as this one.
     *
     * @param bytesPerSecond of the slowest link between two of them
     */
    Workload workload(double[] speeds, double bytesPerSecond) {
        int n = pieces.size();
        double[][] byKind = new double[speeds.length][n];
        double[] memory = new double[n];
        double[] transfer = new double[n];
        int[][] successors = new int[n][];
        for (int p = 0; p < n; p++) {
            for (int k = 0; k < speeds.length; k++) {
                byKind[k][p] = seconds[p] / speeds[k];
            }
            TreeSet<Integer> readers = new TreeSet<>();
            for (int node : pieces.get(p)) {
                memory[p] += memory(wires.graph().getNode(node));
                for (String output : wires.graph().getNode(node).getOutputList()) {
                    int here = p;
                    wires.readers(output).forEach(r -> readers.add(pieceOf[r]));
                    boolean leaves = wires.readers(output).stream().anyMatch(r -> pieceOf[r] != here);
                    transfer[p] += leaves ? bytes(output) / bytesPerSecond : 0;
                }
            }
            readers.remove(p);
            successors[p] = readers.stream().mapToInt(Integer::intValue).toArray();
        }
        return new Workload(byKind, memory, transfer, successors);
    }

    private double memory(NodeProto node) {
        double sum = 0;
        for (String name : Wires.reads(node)) {
            sum += wires.weight(name).map(ModelWork::bytes).orElse(0L);
        }
        for (String name : node.getOutputList()) {
            sum += bytes(name);
        }
        return sum;
    }

    private static long bytes(TensorProto weight) {
        TensorProto.DataType type = TensorProto.DataType.forNumber(weight.getDataType());
        return type == null || !Tensor.holds(type)
                ? weight.getSerializedSize()
                : Tensors.elements(weight) * Tensor.width(type);
    }

    private double bytes(String tensor) {
        return forms.find(tensor).map(Forms.Form::bytes).orElse(0L);
    }
}
