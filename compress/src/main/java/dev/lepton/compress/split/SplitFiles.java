package dev.lepton.compress.split;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.graph.Origin;
import dev.lepton.compress.measure.Processor;
import dev.lepton.compress.onnx.ValueInfoProto;
import dev.lepton.compress.run.Ort;
import dev.lepton.core.evidence.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A split on disk: {@code stage-N.onnx}, {@code manifest.json}, and under {@code triton} the configuration of an ensemble. */
public final class SplitFiles {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private SplitFiles() {}

    /**
     * Writes {@code split} of the model called {@code name} into {@code folder}; the manifest last, so that where it is, all is. Stages
     * that are not the same bits as the model are not written at all, and what was in the folder stays.
     *
     * @return the files of the stages, in order; empty when none was written
     */
    public static List<Path> write(SplitModel split, String name, Path folder, String version) {
        if (!split.same()) {
            return List.of();
        }
        try {
            Files.createDirectories(folder);
            Files.deleteIfExists(folder.resolve("manifest.json"));
            List<SplitModel.Stage> stages = split.stages();
            for (int i = 0; i < stages.size(); i++) {
                Origin origin = new Origin(
                        split.original().sha256(),
                        List.of("stage " + (i + 1) + " of " + stages.size()),
                        0,
                        Map.of("optimisation", split.request().optimisation().name()),
                        Map.of(
                                "differing_floats",
                                String.valueOf(split.against().differing())),
                        version);
                origin.in(stages.get(i).model()).write(folder.resolve(SplitModel.file(i + 1)));
            }
            TritonEnsemble.write(split, name, folder.resolve("triton"));
            Path next = folder.resolve("manifest.json.next");
            Files.writeString(next, JSON.writeValueAsString(manifest(split, name, folder, version)) + "\n");
            Files.move(next, folder.resolve("manifest.json"), java.nio.file.StandardCopyOption.ATOMIC_MOVE);
            return SplitModel.names(stages).stream().map(folder::resolve).toList();
        } catch (IOException e) {
            throw Problem.outside(
                    "the stages cannot be written to " + folder + ": " + e.getMessage() + ".",
                    "Maybe check --out and the disk's space.",
                    e);
        }
    }

    private static ObjectNode manifest(SplitModel split, String name, Path folder, String version) {
        ObjectNode manifest = JSON.createObjectNode();
        manifest.put("model", name);
        manifest.put("input_sha256", split.original().sha256());
        manifest.put("lepton", version);
        manifest.put("runtime", "onnxruntime " + Ort.version());
        manifest.put("optimisation", split.request().optimisation().name());
        manifest.put("optimised_on", Processor.here().toString());
        manifest.put("run_stages_with", "optimisation off");
        manifest.put("bit_equal", split.same());
        manifest.put("max_abs_difference", split.against().maxAbsDifference());
        ArrayNode stages = manifest.putArray("stages");
        for (int i = 0; i < split.stages().size(); i++) {
            SplitModel.Stage stage = split.stages().get(i);
            ObjectNode node = stages.addObject();
            node.put("file", SplitModel.file(i + 1));
            node.put(
                    "sha256",
                    OnnxModel.asWritten(folder.resolve(SplitModel.file(i + 1))).sha256());
            node.put("place", stage.place());
            node.put("nodes", stage.model().proto().getGraph().getNodeCount());
            node.put("seconds_share", stage.secondsShare());
            node.put("bytes_out", stage.bytesOut());
            names(node.putArray("inputs"), stage.inputs());
            names(node.putArray("outputs"), stage.outputs());
        }
        return manifest;
    }

    private static void names(ArrayNode into, List<ValueInfoProto> infos) {
        infos.forEach(i -> into.add(i.getName()));
    }
}
