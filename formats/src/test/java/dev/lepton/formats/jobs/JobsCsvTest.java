package dev.lepton.formats.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lepton.core.workload.ExitStatus;
import dev.lepton.core.workload.Job;
import dev.lepton.core.workload.JobState;
import dev.lepton.core.workload.Labels;
import dev.lepton.core.workload.Lifetime;
import dev.lepton.core.workload.Owner;
import dev.lepton.core.workload.Resources;
import dev.lepton.core.workload.Utilisation;
import dev.lepton.formats.Reads;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lepton's own job list: what is written is read, and each column means what docs/formats.md says. */
final class JobsCsvTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path dir;

    private Reads<Job> read(String content) throws IOException {
        Path file = Files.writeString(dir.resolve("jobs.csv"), content);
        return Reads.of((rows, failures, bytes) -> JobsCsv.read(file, ZoneOffset.UTC, rows, failures, bytes));
    }

    @RepeatedTest(100)
    void whatIsWrittenIsRead(RepetitionInfo repetition) throws IOException {
        Random random = new Random(repetition.getCurrentRepetition());
        List<Job> jobs = new ArrayList<>();
        for (int i = random.nextInt(20); i > 0; i--) {
            jobs.add(job(random, "job " + i));
        }
        StringWriter text = new StringWriter();
        JobsCsv.write(text, jobs);
        Reads<Job> read = read(text.toString());
        assertEquals(List.of(), read.failureLines());
        assertEquals(jobs, read.rows);
    }

    private static Job job(Random random, String id) {
        Optional<Instant> start = maybe(
                random, () -> Instant.ofEpochSecond(random.nextInt(), 5_000_000).plusSeconds(3_000_000_000L));
        Optional<Instant> end = start.flatMap(s -> maybe(random, () -> s.plusMillis(random.nextInt(1_000_000_000))));
        Optional<Instant> submit = start.flatMap(s -> maybe(random, () -> s.minusSeconds(random.nextInt(100_000))));
        JobState[] ended = {JobState.ENDED, JobState.COMPLETED, JobState.FAILED, JobState.TIMED_OUT};
        return new Job(
                id,
                word(random),
                new Owner(maybe(random, () -> word(random)), maybe(random, () -> word(random))),
                maybe(random, () -> word(random)),
                maybe(random, () -> ended[random.nextInt(ended.length)]),
                new Lifetime(submit, start, end),
                new Resources(number(random), maybe(random, () -> word(random)), number(random), number(random)),
                random.nextBoolean() ? List.of() : List.of("n1", "gpu-07.rack"),
                maybe(random, () -> new ExitStatus(random.nextInt(256), random.nextInt(32))),
                new Labels(random.nextBoolean() ? Map.of() : Map.of("a;b", word(random), "team", "x=\\y")),
                new Utilisation(
                        maybe(random, () -> BigDecimal.valueOf(random.nextInt(1001), 3)),
                        number(random),
                        number(random)));
    }

    private static <T> Optional<T> maybe(Random random, Supplier<T> value) {
        return random.nextInt(4) == 0 ? Optional.empty() : Optional.of(value.get());
    }

    private static Optional<BigDecimal> number(Random random) {
        return maybe(random, () -> BigDecimal.valueOf(random.nextInt(Integer.MAX_VALUE), random.nextInt(12)));
    }

    private static String word(Random random) {
        String[] words = {"mira", "a,b", "say \"x\"", "two\nlines", "Ünï", "x|y", "'", "-"};
        return words[random.nextInt(words.length)];
    }

    @Test
    void theShortestList() throws IOException {
        Reads<Job> read = read("id,colour\n1,red\n");
        Job job = read.rows.get(0);
        assertEquals("1", job.name());
        assertEquals(Lifetime.UNKNOWN, job.lifetime());
        assertEquals(Optional.empty(), job.resources().gpus());
        assertEquals(Optional.empty(), job.state());
        assertEquals(List.of("colour"), read.reading.ignoredColumns());
    }

    @Test
    void badRows() throws IOException {
        Reads<Job> read = read("""
                id,state,submitted,started,ended,gpus,gpu_utilisation,nodes,labels,exit_code
                ,,,,,,,,,
                1,asleep,,,,,,,,
                2,running,,2026-01-01,2026-01-02,,,,,
                3,,,2026-01-02,2026-01-01,,,,,
                4,,2026-01-02,2026-01-01,,,,,,
                5,pending,,2026-01-01,,,,,,
                6,,,,,-1,,,,
                7,,,,,,1.5,,,
                8,,,,,,,n[1,,
                9,,,,,,,,team,
                10,,,,,,,,,-1
                11,Timed_Out,,2026-01-01,2026-01-02,0.5,0.25,"n[1-2],m",team=a;b=c,0
                """);
        assertEquals(1, read.rows.size());
        assertEquals(List.of("n1", "n2", "m"), read.rows.get(0).nodes());
        assertEquals(
                List.of(
                        "2 MISSING_VALUE id is empty",
                        "3 UNKNOWN_VALUE state is 'asleep'",
                        "4 OUT_OF_RANGE state is 'running', but it has ended",
                        "5 ENDS_BEFORE_START ended is 2026-01-01T00:00:00Z, started is 2026-01-02T00:00:00Z",
                        "6 ENDS_BEFORE_START started is 2026-01-01T00:00:00Z, submitted is 2026-01-02T00:00:00Z",
                        "7 OUT_OF_RANGE state is 'pending', but it has started",
                        "8 NEGATIVE gpus is '-1'",
                        "9 OUT_OF_RANGE gpu_utilisation is '1.5'",
                        "10 MALFORMED nodes is 'n[1'",
                        "11 MALFORMED labels is 'team'",
                        "12 NEGATIVE exit_code is '-1'"),
                read.failureLines());
    }
}
