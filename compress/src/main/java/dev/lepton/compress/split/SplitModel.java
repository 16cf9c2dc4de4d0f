package dev.lepton.compress.split;

import dev.lepton.compress.graph.Named;
import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.graph.Tensor;
import dev.lepton.compress.graph.Wires;
import dev.lepton.compress.measure.Agreement;
import dev.lepton.compress.measure.NodeTimes;
import dev.lepton.compress.onnx.GraphProto;
import dev.lepton.compress.onnx.ValueInfoProto;
import dev.lepton.compress.run.Forms;
import dev.lepton.compress.run.Optimised;
import dev.lepton.compress.run.Ort;
import dev.lepton.compress.run.Samples;
import dev.lepton.compress.run.Session;
import dev.lepton.compress.run.SessionSettings;
import dev.lepton.compress.run.SessionSettings.Optimisation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A model cut into stages that give the same bits as the model in one session. The graph is optimised first, as one session would, and
 * the optimised graph is cut; the stages run as written. Optimising after cutting would fuse other operators and change last bits.
 *
 * @param original the model that was split
 * @param stages in order
 * @param expectedValue the load of the fullest stage or the sum of all, in seconds, as the division foresaw it
 * @param proven whether no other division is better by the measured times
 * @param against outputs of the stages compared with the model's in one session, on the samples
 * @param outputs the model's outputs that were compared
 * @param notCompared its other outputs, which are no tensors of numbers
 * @param cutByChannel how many layers were cut by output channel, because one alone took more than a stage's share
 * @param unlike why the stages are not the same, or are so by chance only; empty when they are
 */
public record SplitModel(
        OnnxModel original,
        SplitRequest request,
        List<Stage> stages,
        double expectedValue,
        boolean proven,
        Agreement against,
        Set<String> outputs,
        Set<String> notCompared,
        int cutByChannel,
        Optional<Unlike> unlike) {
    private static final int PROFILE_RUNS = 15;
    private static final double WORTH = 0.05;

    /**
     * One stage.
     *
     * @param place where it is meant to run
     * @param secondsShare its share of the measured seconds of all nodes
     * @param bytesOut that it hands on for one input
     * @param parameters weights that it holds
     */
    public record Stage(OnnxModel model, String place, double secondsShare, long bytesOut, long parameters) {
        /** The inputs that a caller feeds: not those that are weights, too. */
        public List<ValueInfoProto> inputs() {
            GraphProto graph = model.proto().getGraph();
            Set<String> sparse = new HashSet<>();
            graph.getSparseInitializerList()
                    .forEach(w -> sparse.add(w.getValues().getName()));
            return Wires.of(graph).fed().stream()
                    .filter(i -> !sparse.contains(i.getName()))
                    .toList();
        }

        /** The outputs, in the order of the file. */
        public List<ValueInfoProto> outputs() {
            return model.proto().getGraph().getOutputList();
        }
    }

    public SplitModel {
        stages = List.copyOf(stages);
        outputs = Set.copyOf(outputs);
        notCompared = Set.copyOf(notCompared);
    }

    /**
     * Splits {@code model} and runs the stages on {@code samples} to compare. A layer that takes more than a stage's share is cut by output
     * channel when the fullest stage gets at least {@value #WORTH} of its load less by it and every bit stays.
     *
     * @throws dev.lepton.core.evidence.Problem when the model has no numbers to compare
     */
    public static SplitModel of(OnnxModel model, Samples samples, SplitRequest request) {
        SessionSettings one = SessionSettings.threads(1).at(request.optimisation());
        Reference reference = Reference.of(model, samples, one);
        SplitModel whole = of(reference, model, request, 0);
        OnnxModel named = Named.in(model);
        Map<String, Double> times = NodeTimes.of(named, samples.first(), PROFILE_RUNS);
        int parts = request.places().size();
        Set<Integer> wide = ChannelSplit.wide(named, times, parts);
        if (wide.isEmpty() || whole.stages().size() == 1) {
            return whole;
        }
        SplitModel parted = of(reference, ChannelSplit.in(named, wide, parts), request, wide.size());
        boolean better = parted.expectedValue() < whole.expectedValue() * (1 - WORTH);
        return better && parted.same() ? parted : whole;
    }

    private static SplitModel of(Reference reference, OnnxModel changed, SplitRequest request, int wide) {
        Samples samples = reference.samples();
        OnnxModel optimised = Optimised.of(changed, request.optimisation());
        Forms forms = Forms.of(optimised, samples.first());
        ModelWork work = ModelWork.of(optimised, samples.first(), forms, PROFILE_RUNS);
        Map<SplitRequest.Place, Integer> counts = new LinkedHashMap<>();
        request.places().forEach(p -> counts.merge(p, 1, Integer::sum));
        List<SplitRequest.Place> kinds = List.copyOf(counts.keySet());
        List<Device> devices = kinds.stream()
                .map(k -> new Device(k.name(), counts.getOrDefault(k, 1), k.memoryBytes(), 1))
                .toList();
        double[] speeds = kinds.stream().mapToDouble(SplitRequest.Place::speed).toArray();
        Partition partition = new Partitioner(devices, request.objective())
                .divide(work.workload(speeds, request.linkBytesPerSecond()));
        List<List<Integer>> nodes =
                partition.stages().stream().map(s -> work.nodes(s.nodes())).toList();
        List<OnnxModel> models = new StageCutter(
                        optimised, Boundaries.of(optimised, forms, samples), StageCutter.replaceable(reference.model()))
                .cut(nodes);
        List<Stage> stages = new ArrayList<>();
        for (int i = 0; i < models.size(); i++) {
            Partition.Stage part = partition.stages().get(i);
            stages.add(new Stage(
                    models.get(i),
                    kinds.get(part.kind()).name(),
                    work.totalSeconds() == 0 ? 0 : work.seconds(part.nodes()) / work.totalSeconds(),
                    bytesOut(models.get(i), forms),
                    models.get(i).parameters()));
        }
        return compared(reference, request, partition, stages, wide);
    }

    private static long bytesOut(OnnxModel stage, Forms forms) {
        return stage.proto().getGraph().getOutputList().stream()
                .mapToLong(o -> forms.find(o.getName()).map(Forms.Form::bytes).orElse(0L))
                .sum();
    }

    private static SplitModel compared(
            Reference reference, SplitRequest request, Partition partition, List<Stage> stages, int wide) {
        List<Session> sessions = open(stages);
        try {
            List<Map<String, Tensor>> got = new StagePipeline(sessions, names(stages))
                    .run(reference.samples().all(), reference.names());
            Agreement against = reference.against(got);
            return new SplitModel(
                    reference.model(),
                    request,
                    stages,
                    partition.value(),
                    partition.proven(),
                    against,
                    reference.names(),
                    reference.notCompared(),
                    wide,
                    unlike(reference, against, got));
        } finally {
            sessions.forEach(Session::close);
        }
    }

    /** Random numbers may be the same once by chance, so a model that draws them is run again even then. */
    private static Optional<Unlike> unlike(Reference reference, Agreement against, List<Map<String, Tensor>> got) {
        boolean chance =
                RandomNodes.in(reference.model().proto().getGraph()).stream().anyMatch(n -> !RandomNodes.seeded(n))
                        && reference.wavers();
        return against.bitEqual() && !chance ? Optional.empty() : Optional.of(Unlike.of(reference, got));
    }

    /** Whether the stages are the model: every bit was the same, and that was no chance. */
    public boolean same() {
        return unlike.isEmpty();
    }

    /** Sessions of all stages, on one thread each, as written. */
    static List<Session> open(List<Stage> stages) {
        List<Session> sessions = new ArrayList<>();
        try {
            for (Stage stage : stages) {
                sessions.add(Ort.open(stage.model(), SessionSettings.threads(1).at(Optimisation.NONE)));
            }
            return sessions;
        } catch (RuntimeException e) {
            sessions.forEach(Session::close);
            throw e;
        }
    }

    static List<String> names(List<Stage> stages) {
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= stages.size(); i++) {
            names.add(file(i));
        }
        return names;
    }

    /** The name of the file of stage {@code number}, from 1. */
    static String file(int number) {
        return "stage-" + number + ".onnx";
    }
}
