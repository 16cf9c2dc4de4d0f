package dev.lepton.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lepton.compress.graph.Tensor;
import dev.lepton.compress.measure.Agreement;
import dev.lepton.compress.run.Samples;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * Files as Magika takes them: those that come with its tests, this repository's, and this machine's programs, libraries, sources and
 * documents, at most {@value #OF_AN_ENDING} with the same ending, no two with the same input; in an order drawn by seed.
 */
final class MagikaFiles {
    private static final int OF_AN_ENDING = 150;
    private static final int EDGE = 1024;
    private static final int BLOCK = 4096;
    private static final int PADDING = 256;
    private static final int LEAST = 8;
    private static final long MOST = 20_000_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path data;
    private final List<Path> places;
    private final long seed;

    /** @param data Magika's folder */
    MagikaFiles(Path data, Path root, long seed) {
        this.data = data;
        this.seed = seed;
        this.places = List.of(
                data.resolve("tests_data"),
                root.resolve("docs"),
                root.resolve("core/src"),
                root.resolve("app/src"),
                root.resolve("compress/src"),
                Path.of("/usr/share"),
                Path.of("/usr/include"),
                Path.of("/usr/lib"),
                Path.of("/usr/bin"),
                Path.of("/etc"));
    }

    /** Up to {@code count} files. */
    List<Path> files(int count) throws IOException {
        List<Path> all = new ArrayList<>();
        for (Path place : places) {
            if (Files.isDirectory(place)) {
                walk(place, all);
            }
        }
        Collections.sort(all);
        Collections.shuffle(all, new Random(seed));
        Map<String, Integer> endings = new HashMap<>();
        Set<Integer> seen = new HashSet<>();
        List<Path> chosen = new ArrayList<>();
        for (Path file : all) {
            if (chosen.size() == count) {
                break;
            }
            if (endings.merge(ending(file), 1, Integer::sum) <= OF_AN_ENDING
                    && seen.add(Arrays.hashCode(features(file)))) {
                chosen.add(file);
            }
        }
        return chosen;
    }

    private static void walk(Path place, List<Path> all) throws IOException {
        Files.walkFileTree(place, new java.nio.file.SimpleFileVisitor<>() {
            @Override
            public java.nio.file.FileVisitResult visitFile(
                    Path file, java.nio.file.attribute.BasicFileAttributes attributes) {
                if (attributes.isRegularFile()
                        && attributes.size() > LEAST
                        && attributes.size() < MOST
                        && Files.isReadable(file)) {
                    all.add(file);
                }
                return java.nio.file.FileVisitResult.CONTINUE;
            }

            @Override
            public java.nio.file.FileVisitResult visitFileFailed(Path file, IOException e) {
                return java.nio.file.FileVisitResult.CONTINUE;
            }
        });
    }

    private static String ending(Path file) {
        String name = file.getFileName().toString();
        return name.contains(".") ? name.substring(name.lastIndexOf('.')) : "";
    }

    /** {@code files} as the network's inputs, read one at a time when they are asked for. */
    static Samples samples(List<Path> files) {
        return Samples.given(new java.util.AbstractList<>() {
            @Override
            public Map<String, Tensor> get(int index) {
                try {
                    return input(features(files.get(index)));
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            }

            @Override
            public int size() {
                return files.size();
            }
        });
    }

    private static Map<String, Tensor> input(int[] features) {
        return Map.of("bytes", Tensor.ints(features, 1, 2L * EDGE));
    }

    private static int[] features(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            int length = (int) Math.min(BLOCK, channel.size());
            return features(block(channel, 0, length), block(channel, channel.size() - length, length));
        }
    }

    private static byte[] block(FileChannel channel, long from, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {
            // until the block is full
        }
        return bytes.array();
    }

    private static int[] features(byte[] content) {
        int length = Math.min(BLOCK, content.length);
        return features(
                Arrays.copyOf(content, length), Arrays.copyOfRange(content, content.length - length, content.length));
    }

    /** The first and last 1,024 bytes without white space at the ends, of the first and last block of a file. */
    private static int[] features(byte[] head, byte[] tail) {
        int[] features = new int[2 * EDGE];
        Arrays.fill(features, PADDING);
        int from = 0;
        while (from < head.length && white(head[from])) {
            from++;
        }
        for (int i = 0; i < EDGE && from + i < head.length; i++) {
            features[i] = head[from + i] & 0xff;
        }
        int to = tail.length;
        while (to > 0 && white(tail[to - 1])) {
            to--;
        }
        for (int i = 1; i <= EDGE && to - i >= 0; i++) {
            features[2 * EDGE - i] = tail[to - i] & 0xff;
        }
        return features;
    }

    private static boolean white(byte b) {
        return b == ' ' || (b >= '\t' && b <= '\r');
    }

    /** The vendor's own answers: inputs, and the place of each one's label. */
    record References(Samples samples, List<Integer> labels) {
        /** How many of {@code outputs} name the label. */
        int right(List<Map<String, Tensor>> outputs) {
            int right = 0;
            for (int i = 0; i < outputs.size(); i++) {
                double[] scores = outputs.get(i).values().iterator().next().numbers();
                right += Agreement.largest(scores, scores.length)[0] == labels.get(i) ? 1 : 0;
            }
            return right;
        }
    }

    /** Those of the vendor's references that the network answers. */
    References references() throws IOException {
        List<String> space = new ArrayList<>();
        JSON.readTree(data.resolve("standard_v3_3/config.min.json").toFile())
                .get("target_labels_space")
                .forEach(l -> space.add(l.asText()));
        List<Map<String, Tensor>> inputs = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        Set<Integer> seen = new HashSet<>();
        for (String kind : List.of("path", "content")) {
            Path file = data.resolve("tests_data/reference/standard_v3_3-inference_examples_by_" + kind + ".json.gz");
            try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
                for (JsonNode one : JSON.readTree(in)) {
                    String label = one.path("prediction").path("dl").asText();
                    byte[] content = kind.equals("path")
                            ? Files.readAllBytes(data.resolve(one.get("path").asText()))
                            : Base64.getDecoder()
                                    .decode(one.get("content_base64").asText());
                    // the same content is there once for each of the vendor's ways to round a label
                    if (space.contains(label) && seen.add(Arrays.hashCode(content))) {
                        inputs.add(input(features(content)));
                        labels.add(space.indexOf(label));
                    }
                }
            }
        }
        return new References(Samples.given(inputs), labels);
    }
}
