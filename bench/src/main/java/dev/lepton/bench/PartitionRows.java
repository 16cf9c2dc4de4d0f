package dev.lepton.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lepton.compress.split.Device;
import dev.lepton.compress.split.Partition;
import dev.lepton.compress.split.Partitioner;
import dev.lepton.compress.split.Workload;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Divisions of the inference workloads of Tarnawski et al. (NeurIPS 2020) over accelerators and a processor: the load of the fullest
 * device, beside the splits of human experts that come with them.
 */
final class PartitionRows {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path data;
    private final PrintStream out;

    PartitionRows(Path data, PrintStream out) {
        this.data = data;
        this.out = out;
    }

    List<String> run() throws IOException {
        List<String> rows = new ArrayList<>();
        out.println("Divisions: workload, nodes, fullest device, proven, lower bound, human expert, seconds");
        for (String folder : List.of("LayerGraphs", "OperatorGraphs")) {
            try (Stream<Path> files = Files.list(data.resolve(folder))) {
                for (Path file : files.sorted().toList()) {
                    rows.add(row(folder, file));
                }
            }
        }
        return rows;
    }

    private String row(String folder, Path file) throws IOException {
        JsonNode graph = JSON.readTree(file.toFile());
        Map<Integer, Integer> index = new HashMap<>();
        graph.get("nodes").forEach(n -> index.put(n.get("id").asInt(), index.size()));
        Workload work = workload(graph, index).colocated(colours(graph));
        List<Device> devices = List.of(
                new Device(
                        "accelerator",
                        graph.get("maxFPGAs").asInt(),
                        graph.get("maxSizePerFPGA").asDouble(),
                        1),
                new Device("cpu", graph.get("maxCPUs").asInt(), Double.POSITIVE_INFINITY, 0));
        long start = System.nanoTime();
        Partition partition = new Partitioner(devices, Partition.Objective.THROUGHPUT).divide(work);
        double seconds = (System.nanoTime() - start) / 1e9;
        double sum = 0;
        for (JsonNode node : graph.get("nodes")) {
            sum += node.get("fpgaLatency").asDouble();
        }
        String name = file.getFileName().toString().replace("_inference.json", "");
        Path expert = data.resolve("human-experts/" + name + "_inference_expert.json");
        String human = folder.equals("LayerGraphs") && Files.exists(expert)
                ? String.format(Locale.ROOT, "%.3f", expert(JSON.readTree(expert.toFile()), work, index, devices))
                : "";
        String row = String.format(
                Locale.ROOT,
                "division,%s %s,%d,%.3f,%s,%.3f,%s,%.2f",
                folder,
                name,
                work.size(),
                partition.value(),
                partition.proven(),
                sum / devices.get(0).count(),
                human,
                seconds);
        out.println(row);
        return row;
    }

    private static Workload workload(JsonNode graph, Map<Integer, Integer> index) {
        int n = index.size();
        double[][] seconds = new double[2][n];
        double[] bytes = new double[n];
        double[] transfer = new double[n];
        List<List<Integer>> next = new ArrayList<>();
        int at = 0;
        for (JsonNode node : graph.get("nodes")) {
            boolean supported = node.get("supportedOnFpga")
                            .asInt(node.get("supportedOnFpga").asBoolean() ? 1 : 0)
                    != 0;
            seconds[0][at] = supported ? node.get("fpgaLatency").asDouble() : Double.POSITIVE_INFINITY;
            seconds[1][at] = node.get("cpuLatency").asDouble();
            bytes[at++] = node.get("size").asDouble();
            next.add(new ArrayList<>());
        }
        for (JsonNode edge : graph.get("edges")) {
            int from = index.getOrDefault(edge.get("sourceId").asInt(), -1);
            next.get(from).add(index.getOrDefault(edge.get("destId").asInt(), -1));
            transfer[from] = edge.get("cost").asDouble();
        }
        int[][] successors = next.stream()
                .map(l -> l.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
        return new Workload(seconds, bytes, transfer, successors);
    }

    /** Nodes of one colour must share a device; one without a colour is free. */
    private static int[] colours(JsonNode graph) {
        List<Integer> colours = new ArrayList<>();
        int free = -1;
        for (JsonNode node : graph.get("nodes")) {
            colours.add(node.hasNonNull("colorClass") ? node.get("colorClass").asInt() : free--);
        }
        return colours.stream().mapToInt(Integer::intValue).toArray();
    }

    private static double expert(JsonNode split, Workload work, Map<Integer, Integer> index, List<Device> devices) {
        double most = 0;
        for (int kind = 0; kind < 2; kind++) {
            for (JsonNode device : split.get(kind == 0 ? "fpgas" : "cpus")) {
                boolean[] set = new boolean[work.size()];
                device.get("nodes").forEach(id -> set[index.getOrDefault(id.asInt(), 0)] = true);
                most = Math.max(most, work.load(set, kind, devices.get(kind)));
            }
        }
        return most;
    }
}
