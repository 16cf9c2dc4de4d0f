package dev.lepton.compress.prune;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.compress.Nets;
import dev.lepton.compress.graph.Attributes;
import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.graph.Tensor;
import dev.lepton.compress.graph.Tensors;
import dev.lepton.compress.onnx.GraphProto;
import dev.lepton.compress.run.Forms;
import dev.lepton.compress.run.Outputs;
import dev.lepton.compress.run.Samples;
import dev.lepton.compress.run.SessionSettings;
import dev.lepton.compress.train.Sketch;
import dev.lepton.compress.train.TrainingSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A cut model says what the whole one says with zeros in the places that were cut. */
final class ChannelGroupsTest {
    @Test
    void fullLayers() {
        List<Group> groups = cutsAsZeros(Nets.mlp(1), 1.0 / 3, 2);
        assertEquals(List.of(64, 48, 10), groups.stream().map(Group::channels).toList());
        assertTrue(groups.get(2).refused().contains("Softmax"), groups.get(2).refused());
    }

    @Test
    void branchesThatAreAddedAreCutTogether() {
        List<Group> groups = cutsAsZeros(Nets.convolutions(2, 13), 0.5, 2);
        assertEquals(3, groups.size());
        assertEquals(2, groups.get(0).layers().size());
    }

    @Test
    void joinedDepthwiseReshapedAndTransposed() {
        OnnxModel model = new Sketch(3)
                .input("x", 1, 3, 8, 8)
                .convolution("x", "a", 3, 8, 3, 1)
                .convolution("x", "b", 3, 6, 3, 1)
                .node("Relu", "ra", List.of("a"))
                .node("Concat", "c", List.of("ra", "b"), Attributes.of("axis", 1))
                .weight("dw", 0.4, 14, 1, 3, 3)
                .weight("db", 0.2, 14)
                .node("Conv", "d", List.of("c", "dw", "db"), Attributes.of("group", 14))
                .weight("slope", 0.2, 14, 1, 1)
                .node("PRelu", "p", List.of("d", "slope"))
                .node("Transpose", "t", List.of("p"), Attributes.of("perm", List.of(0L, 2L, 3L, 1L)))
                .wholes("rows", 1, 36, 14)
                .node("Reshape", "r", List.of("t", "rows"))
                .weight("mw", 0.4, 14, 5)
                .node("MatMul", "m", List.of("r", "mw"))
                .wholes("flat", 1, -1)
                .node("Reshape", "f", List.of("m", "flat"))
                .gemm("f", "y", 36 * 5, 4)
                .model(13, "y");
        List<Group> groups = cutsAsZeros(model, 0.5, 1);
        assertEquals(List.of(8, 6, 5, 4), groups.stream().map(Group::channels).toList());
        assertTrue(groups.get(0).open() && groups.get(1).open() && groups.get(2).open());
    }

    @Test
    void sumsOfSeveral() {
        List<Group> groups = cutsAsZeros(
                new Sketch(12)
                        .input("x", 1, 2, 5, 5)
                        .convolution("x", "a", 2, 6, 3, 1)
                        .convolution("x", "b", 2, 6, 3, 1)
                        .convolution("x", "c", 2, 6, 3, 1)
                        .node("Sum", "s", List.of("a", "b", "c"))
                        .convolution("s", "y", 6, 3, 3, 1)
                        .model(13, "y"),
                0.5,
                1);
        assertEquals(3, groups.get(0).layers().size());
    }

    @Test
    void flattenedPlanes() {
        cutsAsZeros(
                new Sketch(4)
                        .input("x", 1, 1, 6, 6)
                        .convolution("x", "a", 1, 6, 3, 0)
                        .node("Flatten", "f", List.of("a"))
                        .gemm("f", "h", 6 * 16, 12)
                        .gemm("h", "y", 12, 3)
                        .model(13, "y"),
                0.5,
                1);
    }

    @Test
    void aRefusalNamesTheNode() {
        OnnxModel grouped = new Sketch(5)
                .input("x", 1, 4, 6, 6)
                .convolution("x", "a", 4, 8, 3, 1)
                .weight("gw", 0.4, 8, 4, 3, 3)
                .node("Conv", "g", List.of("a", "gw"), Attributes.of("group", 2))
                .convolution("g", "b", 8, 8, 3, 1)
                .wholes("five", 1, 2, 4, 16)
                .node("Reshape", "r", List.of("b", "five"))
                .node("ReduceMean", "y", List.of("r"), Attributes.of("axes", List.of(3L)))
                .model(13, "y");
        List<Group> groups = ChannelGroups.of(grouped, sample(grouped)).groups();
        assertTrue(
                groups.get(0).refused().contains("'Conv_g' (makes 'g') works in 2 groups"),
                groups.get(0).refused());
        assertTrue(
                groups.get(1).refused().contains("Reshape 'Reshape_r'"),
                groups.get(1).refused());
        ChannelGroups all = ChannelGroups.of(grouped, sample(grouped));
        assertThrows(IllegalArgumentException.class, () -> all.cut(all.scores(Importance.L2, Optional.empty()), 4, 8));
    }

    @Test
    void aChannelThatNothingReadsMattersLeast() {
        OnnxModel model = Nets.mlp(6);
        GraphProto.Builder graph = model.proto().getGraph().toBuilder();
        for (int i = 0; i < graph.getInitializerCount(); i++) {
            if (graph.getInitializer(i).getName().equals("b_w")) {
                Tensor tensor = Tensors.of(graph.getInitializer(i));
                float[] values = tensor.floats();
                for (int row = 0; row < 48; row++) {
                    values[row * 64 + 17] = 0;
                }
                graph.setInitializer(i, Tensors.proto("b_w", Tensor.floats(values, tensor.shape())));
            }
        }
        OnnxModel idle = new OnnxModel(model.proto().toBuilder().setGraph(graph).build());
        TrainingSet data = TrainingSet.of(Samples.made(idle, Map.of(), 100, 1), List.of());
        double[] scores = ChannelGroups.of(idle, sample(idle))
                .scores(Importance.TAYLOR, Optional.of(data))
                .get(0);
        assertEquals(0, scores[17]);
        assertTrue(java.util.Arrays.stream(scores).filter(s -> s > 0).count() > scores.length / 2);
    }

    @Test
    void widthsAreMultiplesWhereWanted() {
        List<Group> groups = List.of(
                new Group(List.of("a"), 64, 6400, ""),
                new Group(List.of("b"), 20, 2000, ""),
                new Group(List.of("c"), 10, 500, ""),
                new Group(List.of("d"), 64, 6400, "no"));
        List<double[]> scores = List.of(rising(64), rising(20), rising(10), rising(64));
        assertArrayEquals(new int[] {48, 16, 10, 64}, Widths.even(0.4, 16).of(groups, groups, scores, 1));
        assertArrayEquals(new int[] {38, 12, 6, 64}, Widths.even(0.4, 1).of(groups, groups, scores, 1));
        assertArrayEquals(new int[] {51, 16, 8, 64}, Widths.even(0.4, 1).of(groups, groups, scores, 0.5));
        int[] all = Widths.everywhere(0.5, 1).of(groups, groups, scores, 1);
        double left = all[0] * 100 + all[1] * 100 + all[2] * 50;
        assertEquals(0.5 * 8900, left, 100);
        assertArrayEquals(new int[] {48, 15, 7, 64}, Widths.below(0.5, 1).of(groups, groups, scores, 1));
    }

    private static double[] rising(int count) {
        double[] scores = new double[count];
        for (int i = 0; i < count; i++) {
            scores[i] = i;
        }
        return scores;
    }

    @Test
    void cutsInRoundsEndWhereOneCutDoes() {
        OnnxModel model = Nets.mlp(8);
        for (int rounds : new int[] {1, 3}) {
            OnnxModel cut = new ChannelPruning(
                            Widths.even(0.5, 16), Importance.L1, sample(model), Optional.empty(), rounds)
                    .in(model, Recovery.none());
            assertEquals(
                    List.of(32, 32, 10),
                    ChannelGroups.of(cut, sample(cut)).groups().stream()
                            .map(Group::channels)
                            .toList());
        }
    }

    @Test
    void singleWeightsBecomeZerosInRounds() {
        OnnxModel model = Nets.mlp(9);
        OnnxModel sparse =
                Magnitude.pruned(model, Map.of("a_w", 0.1, "b_w", 0.25), 4, (pruned, masks, round, rounds) -> pruned);
        assertEquals(model.parameters(), sparse.parameters());
        assertEquals(model.nonzero() - Math.round(0.9 * 32 * 64) - Math.round(0.75 * 64 * 48), sparse.nonzero());
    }

    private static Map<String, Tensor> sample(OnnxModel model) {
        return Samples.made(model, Map.of(), 1, 7).first();
    }

    /** Cuts {@code share} of each group and compares; returns the groups before. */
    private static List<Group> cutsAsZeros(OnnxModel model, double share, int atLeast) {
        Samples samples = Samples.made(model, Map.of(), 5, 11);
        ChannelGroups groups = ChannelGroups.of(model, samples.first());
        List<double[]> scores = groups.scores(Importance.L2, Optional.empty());
        int[] widths = Widths.even(share, 1).of(groups.groups(), groups.groups(), scores, 1);
        OnnxModel cut = groups.cut(scores, widths);
        assertTrue(cut.parameters() < model.parameters());
        assertTrue(groups.groups().stream().filter(Group::open).count() >= atLeast);
        OnnxModel zeroed = zeroed(model, cut, samples);
        assertTrue(zeroed.nonzero() < model.nonzero());
        List<Map<String, Tensor>> expected = Outputs.of(zeroed, samples, SessionSettings.threads(1));
        List<Map<String, Tensor>> got = Outputs.of(cut, samples, SessionSettings.threads(1));
        for (int i = 0; i < expected.size(); i++) {
            float[] whole = expected.get(i).get("y").floats();
            assertArrayEquals(whole, got.get(i).get("y").floats(), 1e-5f);
        }
        return groups.groups();
    }

    /** The model with zeros where {@code cut} has no places: its first axes are compared value by value. */
    private static OnnxModel zeroed(OnnxModel model, OnnxModel cut, Samples samples) {
        Trace trace = new Trace(model, Forms.of(model, samples.first()));
        GraphProto.Builder graph = model.proto().getGraph().toBuilder();
        for (int i = 0; i < graph.getInitializerCount(); i++) {
            String name = graph.getInitializer(i).getName();
            Tensor whole = Tensors.of(graph.getInitializer(i));
            Optional<Tensor> left = cut.proto().getGraph().getInitializerList().stream()
                    .filter(w -> w.getName().equals(name))
                    .findFirst()
                    .map(Tensors::of);
            if (!whole.isFloat() || left.isEmpty()) {
                continue;
            }
            float[] values = whole.floats();
            Set<Float> stays = new HashSet<>();
            for (float value : left.get().floats()) {
                stays.add(value);
            }
            for (int e = 0; e < values.length; e++) {
                values[e] = stays.contains(values[e]) ? values[e] : 0;
            }
            graph.setInitializer(i, Tensors.proto(name, Tensor.floats(values, whole.shape())));
        }
        assertTrue(trace.uses().size() > 2);
        return new OnnxModel(model.proto().toBuilder().setGraph(graph).build());
    }
}
