package dev.lepton.formats.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.core.evidence.Problem;
import dev.lepton.core.workload.Job;
import dev.lepton.core.workload.JobState;
import dev.lepton.core.workload.Lifetime;
import dev.lepton.formats.Reads;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Philly and OpenB forms. */
final class TraceJobsTest {
    private static final Instant EPOCH = Instant.parse("2024-01-01T00:00:00Z");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path dir;

    private Reads<Job> philly(String rows, ZoneId zone) throws IOException {
        Path file =
                Files.writeString(dir.resolve("philly.csv"), "timestamp,duration,num_gpus,gpu_time,cluster\n" + rows);
        assertEquals(JobList.PHILLY, JobList.of(file));
        return Reads.of((jobs, failures, bytes) -> PhillyJobs.read(file, zone, jobs, failures, bytes));
    }

    private Reads<Job> openb(String header, String rows) throws IOException {
        Path file = Files.writeString(dir.resolve("pods.csv"), header + "\n" + rows);
        assertEquals(JobList.OPENB, JobList.of(file));
        return Reads.of((jobs, failures, bytes) -> OpenBPods.read(file, EPOCH, jobs, failures, bytes));
    }

    @Test
    void aPhillyJobStartsWhenItWasSubmitted() throws IOException {
        Reads<Job> read = philly("2017-10-07 01:11:39,193256.0,8,1546048.0,ee9e8c\n", ZoneOffset.UTC);
        Job job = read.rows.get(0);
        Instant start = Instant.parse("2017-10-07T01:11:39Z");
        assertEquals("philly-2", job.id());
        assertEquals(Optional.of("ee9e8c"), job.owner().team());
        assertEquals(Optional.empty(), job.owner().user());
        assertEquals(
                new Lifetime(Optional.of(start), Optional.of(start), Optional.of(start.plusSeconds(193_256))),
                job.lifetime());
        assertEquals(Optional.of(JobState.ENDED), job.state());
        assertEquals(
                List.of("1 jobs are taken to start when they were submitted; the trace does not say when"),
                read.notes());
    }

    @Test
    void phillyTimesAreReadInTheZoneAskedFor() throws IOException {
        Reads<Job> read = philly("2017-10-07 01:11:39,60,1,60,a\n", ZoneId.of("America/Los_Angeles"));
        assertEquals(
                Optional.of(Instant.parse("2017-10-07T08:11:39Z")),
                read.rows.get(0).lifetime().started());
    }

    @Test
    void oddPhillyRows() throws IOException {
        Reads<Job> read = philly("""
                2017-10-07 01:11:39,60.0,2,119.0,a
                2017-10-07,60,1,,a
                ,60,1,60,a
                2017-10-07 01:11:39,-1,1,-1,a
                2017-10-07 01:11:39,60,1.5,90,a
                2017-10-07 01:11:39,60,1,60,
                2017-10-07 01:11:39,1e30,1,1e30,a
                07.10.2017,60,1,60,a
                """, ZoneOffset.UTC);
        assertEquals(2, read.rows.size());
        assertEquals(
                List.of(
                        "4 MISSING_VALUE timestamp is empty",
                        "5 NEGATIVE duration is '-1'",
                        "6 OUT_OF_RANGE num_gpus is '1.5'",
                        "7 MISSING_VALUE cluster is empty",
                        "8 OUT_OF_RANGE duration is '1000000000000000000000000000000'",
                        "9 NOT_A_TIME timestamp is '07.10.2017'"),
                read.failureLines());
        assertTrue(read.notes().contains("1 jobs whose gpu_time is not duration x num_gpus; the product was taken"));
    }

    private static final String PODS =
            "name,cpu_milli,memory_mib,num_gpu,gpu_milli,gpu_spec,qos,pod_phase,creation_time,deletion_time,scheduled_time";

    @Test
    void openbPods() throws IOException {
        Reads<Job> read = openb(PODS, """
                p0,6000,12289,1,460,T4,LS,Running,427061,12902960,427062
                p1,11908,47104,1,1000,V100M16|V100M32,BE,Pending,10001278,10001403,
                p2,1,1,8,1000,,BE,Succeeded,1,3,2
                p3,1,1,0,0,,BE,Failed,1,3,2
                p4,1,1,1,1000,,BE,Running,1,,2
                p5,1,1,1,1000,,BE,Pending,1,,
                """);
        assertEquals(List.of(), read.failureLines());
        Job p0 = read.rows.get(0);
        assertEquals(Optional.of(new BigDecimal("0.460")), p0.resources().gpus());
        assertEquals(Optional.of("T4"), p0.resources().gpuModel());
        assertEquals(Optional.of(new BigDecimal("6.000")), p0.resources().vcpus());
        assertEquals(
                Optional.of(new BigDecimal("12.0009765625")), p0.resources().memoryGib());
        assertEquals(Optional.of(EPOCH.plusSeconds(427_062)), p0.lifetime().started());
        assertEquals(Optional.of("LS"), p0.labels().get("qos"));
        Job p1 = read.rows.get(1);
        assertEquals(Optional.empty(), p1.lifetime().started());
        assertEquals(Optional.empty(), p1.resources().gpuModel());
        assertEquals(Optional.of("V100M16|V100M32"), p1.labels().get("gpu_spec"));
        assertEquals(
                Optional.of(new BigDecimal("8.000")),
                read.rows.get(2).resources().gpus());
        assertEquals(
                List.of("ENDED", "NEVER_STARTED", "COMPLETED", "FAILED", "RUNNING", "PENDING"),
                read.rows.stream().map(j -> j.state().orElseThrow().name()).toList());
    }

    @Test
    void openbPodsWithoutTimes() throws IOException {
        Reads<Job> read = openb("name,cpu_milli,memory_mib,num_gpu,gpu_milli", "p0,1000,1024,2,1000\n");
        assertEquals(Lifetime.UNKNOWN, read.rows.get(0).lifetime());
        assertEquals(Optional.empty(), read.rows.get(0).state());
    }

    @Test
    void oddOpenbPods() throws IOException {
        Reads<Job> read = openb(PODS, """
                p0,1,1,1,1001,,BE,Running,1,3,2
                p1,1,1,0,500,,BE,Running,1,3,2
                p2,1,1,1,500,,BE,Sleeping,1,3,2
                p3,1,1,1,500,,BE,Running,4,3,2
                p4,1,1,1,500,,BE,Pending,1,,2
                p5,1,1,1.5,500,,BE,Running,1,3,2
                p6,1,1,1,500,,BE,Running,1,1e15,2
                """);
        assertEquals(
                List.of(
                        "2 OUT_OF_RANGE gpu_milli is '1001' of each of '1'",
                        "3 OUT_OF_RANGE gpu_milli is '500' of each of '0'",
                        "4 UNKNOWN_VALUE pod_phase is 'Sleeping'",
                        "5 ENDS_BEFORE_START started is 2024-01-01T00:00:02Z, submitted is 2024-01-01T00:00:04Z",
                        "6 OUT_OF_RANGE state is 'pending', but it has started",
                        "7 OUT_OF_RANGE num_gpu is '1.5'",
                        "8 OUT_OF_RANGE deletion_time is '1000000000000000'"),
                read.failureLines());
    }

    @Test
    void aFileThatIsNoJobListIsSaidToBeNone() throws IOException {
        Path file = Files.writeString(dir.resolve("x.csv"), "name,colour\na,b\n");
        Problem problem = assertThrows(Problem.class, () -> JobList.of(file));
        assertTrue(problem.getMessage().endsWith("Its columns: name, colour."), problem.getMessage());
        assertEquals(JobList.LEPTON, JobList.of(Files.writeString(dir.resolve("y.csv"), "ID,gpus\n")));
        assertEquals(JobList.SLURM, JobList.of(Files.writeString(dir.resolve("z"), "JobID|State\n")));
    }
}
