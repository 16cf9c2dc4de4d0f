package dev.lepton.bench;

import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.pass.StaticQuantisation;
import dev.lepton.compress.run.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process of its own that measures Magika's ranges on so many files and says how much memory it ever held: {@code DATA LIST COUNT OUT}, LIST being a file of paths. */
public final class CalibrationMemory {
    private CalibrationMemory() {}

    public static void main(String[] args) throws IOException {
        Path data = Path.of(args[0]);
        int count = Integer.parseInt(args[2]);
        OnnxModel model = OnnxModel.read(data.resolve("standard_v3_3/model.onnx"));
        List<Path> files = new ArrayList<>(Files.readAllLines(Path.of(args[1])).stream()
                .map(Path::of)
                .limit(count)
                .toList());
        Samples samples = MagikaFiles.samples(files);
        long start = System.nanoTime();
        int layers = StaticQuantisation.measured(model, samples).layers().size();
        double seconds = (System.nanoTime() - start) / 1e9;
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        String peak = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(l -> l.startsWith("VmHWM:"))
                .map(l -> l.replaceAll("[^0-9]", ""))
                .findFirst()
                .orElse("");
        String row = samples.size() + "," + layers + ","
                + (runtime.totalMemory() - runtime.freeMemory()) / 1_000_000 + ","
                + (peak.isEmpty() ? "" : Long.parseLong(peak) * 1024 / 1_000_000) + ","
                + Math.round(seconds);
        Files.writeString(Path.of(args[3]), row + "\n");
    }
}
