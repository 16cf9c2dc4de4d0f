package dev.lepton.formats.traces;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.lepton.core.evidence.Failure;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.evidence.Reason;
import dev.lepton.core.placement.share.Throughputs;
import dev.lepton.formats.csv.TextSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Measured throughputs as Gavel and Shockwave keep them: {@code {type: {"('model', gpus)": {"null": steps per second alone,
 * …}}}}. Throughputs beside another job are passed over.
 */
public final class ThroughputsJson {
    private static final Pattern KEY = Pattern.compile("\\('(.{1,200})', (\\d{1,6})\\)");
    /** Python writes NaN and infinities; they are then refused one by one. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private static final String ALONE = "null";

    /** Steps a second of a model on a number of GPUs of a type, and the line that says so; 0 where it cannot run. */
    public record Entry(String type, String model, int gpus, long line, double steps) {}

    /**
     * What reading came to.
     *
     * @param table the throughputs that were taken, zeros too: the job cannot run there
     * @param failures entries that were not
     * @param entries the throughputs of the table, as they stand in the file
     * @param oddities zeros, and gangs that are slower than a smaller one
     */
    public record ReadThroughputs(
            Throughputs table, List<Failure> failures, List<Entry> entries, List<Oddity> oddities) {
        public ReadThroughputs {
            entries = List.copyOf(entries);
            failures = List.copyOf(failures);
            oddities = List.copyOf(oddities);
        }
    }

    private final Path file;
    private final List<Entry> entries = new ArrayList<>();
    private final List<Failure> failures = new ArrayList<>();

    private ThroughputsJson(Path file) {
        this.file = file;
    }

    /** Reads {@code file}; a {@link Problem} if it cannot be read or is not such JSON. */
    public static ReadThroughputs read(Path file) {
        ThroughputsJson json = new ThroughputsJson(file);
        try (InputStream in = TextSource.open(file, n -> {});
                JsonParser parser = JSON.createParser(in)) {
            json.types(parser);
        } catch (IOException e) {
            throw TextSource.problem(file, e);
        }
        return json.result();
    }

    private void types(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw notThroughputs(parser);
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String type = parser.currentName();
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw notThroughputs(parser);
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                job(parser, type);
            }
        }
    }

    private Problem notThroughputs(JsonParser parser) {
        return Problem.input(
                file + ":" + parser.currentTokenLocation().getLineNr()
                        + ": these are no throughputs: an object was expected.",
                "Maybe it is another file; throughputs go by type, then by ('model', gpus).");
    }

    private void job(JsonParser parser, String type) throws IOException {
        String key = parser.currentName();
        long line = parser.currentTokenLocation().getLineNr();
        Matcher matcher = KEY.matcher(key);
        boolean good = matcher.matches();
        if (!good) {
            fail(line, Reason.MALFORMED, "the job is '" + key + "'; maybe write it as ('model', gpus)");
        }
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw notThroughputs(parser);
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean alone = parser.currentName().equals(ALONE);
            JsonToken token = parser.nextToken();
            if (good && alone && token.isNumeric()) {
                take(new Entry(
                        type,
                        matcher.group(1),
                        Integer.parseInt(matcher.group(2)),
                        parser.currentTokenLocation().getLineNr(),
                        parser.getDoubleValue()));
            } else if (good && alone) {
                fail(line, Reason.NOT_A_NUMBER, "the throughput of " + key + " on " + type + " is not a number");
            }
            parser.skipChildren();
        }
    }

    private void take(Entry e) {
        String what = "the throughput of " + e.model + " × " + e.gpus + " on " + e.type + " is " + e.steps;
        if (e.steps < 0) {
            fail(e.line, Reason.NEGATIVE, what + " steps/s; maybe 0 where it cannot run");
        } else if (e.gpus < 1 || !Double.isFinite(e.steps)) {
            fail(e.line, Reason.OUT_OF_RANGE, what + " steps/s");
        } else {
            entries.add(e);
        }
    }

    private void fail(long line, Reason reason, String detail) {
        failures.add(new Failure(file.toString(), line, reason, detail));
    }

    private ReadThroughputs result() {
        Throughputs table = new Throughputs();
        List<Oddity> oddities = new ArrayList<>();
        Map<String, TreeMap<Integer, Entry>> byJob = new TreeMap<>();
        for (Entry e : entries) {
            table.put(e.type, e.model, e.gpus, e.steps);
            byJob.computeIfAbsent(e.type + "\t" + e.model, k -> new TreeMap<>()).put(e.gpus, e);
            if (e.steps == 0) {
                oddities.add(new Oddity(
                        file.toString(),
                        e.line,
                        e.model + " × " + e.gpus + " has throughput 0 on " + e.type
                                + " and is taken as unable to run there"));
            }
        }
        byJob.values().forEach(gangs -> slower(gangs, oddities));
        return new ReadThroughputs(table, failures, entries, oddities);
    }

    private void slower(NavigableMap<Integer, Entry> gangs, List<Oddity> oddities) {
        gangs.forEach((gpus, e) -> {
            Map.Entry<Integer, Entry> smaller = gangs.lowerEntry(gpus);
            if (smaller != null && e.steps > 0 && e.steps < smaller.getValue().steps) {
                oddities.add(new Oddity(
                        file.toString(),
                        e.line,
                        e.model + " on " + e.type + " is slower with " + gpus + " GPUs (" + e.steps
                                + " steps/s) than with " + smaller.getKey() + " (" + smaller.getValue().steps + ")"));
            }
        });
    }
}
