package dev.lepton.formats.profiles;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.lepton.core.evidence.Problem;
import dev.lepton.formats.csv.CsvFile;
import dev.lepton.formats.csv.TextSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Forms of profile, each told from the others by the names in it. */
public enum ProfileForm {
    LEPTON("Lepton profile"),
    ML_ENERGY("ML.ENERGY task"),
    MLPERF("MLPerf Inference summary"),
    AIBRIX_TABLE("AIBrix table"),
    AIBRIX_RUNS("AIBrix benchmark runs"),
    MELANGE("Mélange's form"),
    VLLM("vLLM benchmark"),
    GAVEL("Gavel throughputs"),
    ZEUS_POWER("Zeus power limits"),
    ZEUS_TRAINING("Zeus training runs");

    /** Names looked at before a form is told; all forms show theirs at once. */
    private static final int MOST_NAMES = 400;

    private final String words;

    ProfileForm(String words) {
        this.words = words;
    }

    /** What a person calls it. */
    public String words() {
        return words;
    }

    /**
     * The form of {@code file}.
     *
     * @throws Problem if it is none of them
     */
    static ProfileForm of(Path file) {
        String start = start(file);
        if (start.startsWith("{") || start.startsWith("[")) {
            return json(file, names(file));
        }
        String line = start.lines().findFirst().orElse("");
        if (line.contains(",") && !line.contains(": ")) {
            return csv(file);
        }
        if (start.startsWith(LeptonProfile.MARK) || start.contains("\n" + LeptonProfile.MARK)) {
            return LEPTON;
        }
        throw none(file, "it begins '" + shortened(line) + "'");
    }

    private static ProfileForm csv(Path file) {
        List<String> header = CsvFile.of(file, CsvFile.Dialect.COMMAS).header();
        if (header.contains("output_throughput_tokens_per_sec")) {
            return ML_ENERGY;
        }
        if (header.contains("network") && header.contains("target_epoch")) {
            return ZEUS_TRAINING;
        }
        if (header.contains("network") && header.contains("power_limit")) {
            return ZEUS_POWER;
        }
        throw none(file, "its columns are " + shortened(String.join(", ", header)));
    }

    private static ProfileForm json(Path file, Set<String> names) {
        if (names.contains(LeptonProfile.MARK)) {
            return LEPTON;
        }
        if (names.contains("output_throughput_tokens_per_sec")) {
            return ML_ENERGY;
        }
        if (names.contains("Performance_Result")) {
            return MLPERF;
        }
        if (names.contains("tputs") && names.contains("indexes")) {
            return AIBRIX_TABLE;
        }
        if (names.contains("request_rate") && names.contains("metric")) {
            return AIBRIX_RUNS;
        }
        if (names.contains("request_throughput")) {
            return VLLM;
        }
        if (names.contains("gpus") || names.contains("gpu_info")) {
            return MELANGE;
        }
        if (names.stream().anyMatch(n -> n.startsWith("('"))) {
            return GAVEL;
        }
        throw none(file, "it has the names " + shortened(String.join(", ", new TreeSet<>(names))));
    }

    /** The first names of a JSON file, wherever they stand but far within. */
    private static Set<String> names(Path file) {
        Set<String> names = new HashSet<>();
        try (InputStream in = TextSource.open(file, n -> {});
                JsonParser parser = JsonRows.JSON.createParser(in)) {
            int seen = 0;
            int depth = 0;
            for (JsonToken token = parser.nextToken(); token != null && seen < MOST_NAMES; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME) {
                    names.add(parser.currentName());
                    seen++;
                } else if (token.isStructStart() && ++depth > 4) {
                    parser.skipChildren();
                    depth--;
                } else if (token.isStructEnd()) {
                    depth--;
                }
            }
            return names;
        } catch (IOException e) {
            throw TextSource.problem(file, e);
        }
    }

    private static String start(Path file) {
        try (InputStream in = TextSource.open(file, n -> {})) {
            String text = new String(in.readNBytes(1 << 12), StandardCharsets.UTF_8);
            return text.startsWith("\uFEFF") ? text.substring(1).stripLeading() : text.stripLeading();
        } catch (IOException e) {
            throw TextSource.problem(file, e);
        }
    }

    private static Problem none(Path file, String what) {
        return Problem.input(
                file + " is no profile that Lepton knows: " + what + ".",
                "Maybe one of: "
                        + String.join(
                                ", ",
                                java.util.Arrays.stream(values())
                                        .map(ProfileForm::words)
                                        .toList()) + "; docs/formats.md shows them.");
    }

    private static String shortened(String text) {
        return text.length() <= 200 ? text : text.substring(0, 200) + "…";
    }
}
