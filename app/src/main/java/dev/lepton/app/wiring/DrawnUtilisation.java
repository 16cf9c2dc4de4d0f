package dev.lepton.app.wiring;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.workload.Job;
import dev.lepton.core.workload.Utilisation;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * Draws a GPU utilisation for jobs that have none measured, from the quantiles measured on a public cluster (AcmeTrace,
 * CC-BY-4.0). A stand-in: what a single job used stays unknown, only the distribution is real.
 */
final class DrawnUtilisation {
    private static final String METRIC = "gpu_utilisation_percent";

    private final String cluster;
    private final long seed;
    private final List<double[]> quantiles;

    private DrawnUtilisation(String cluster, long seed, List<double[]> quantiles) {
        this.cluster = cluster;
        this.seed = seed;
        this.quantiles = quantiles;
    }

    /** The distribution measured on {@code cluster}. */
    static DrawnUtilisation from(String cluster, long seed) {
        List<double[]> quantiles = new ArrayList<>();
        Set<String> clusters = new TreeSet<>();
        try (InputStream in = Objects.requireNonNull(
                        DrawnUtilisation.class.getResourceAsStream("/dev/lepton/app/demo/acme_quantiles.csv"));
                CsvReader<NamedCsvRecord> rows =
                        CsvReader.builder().ofNamedCsvRecord(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (NamedCsvRecord row : rows) {
                if (row.getField("metric").equals(METRIC)) {
                    clusters.add(row.getField("cluster"));
                    if (row.getField("cluster").equals(cluster)) {
                        quantiles.add(new double[] {
                            Double.parseDouble(row.getField("quantile_percent")) / 100,
                            Double.parseDouble(row.getField("value")) / 100
                        });
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (quantiles.isEmpty()) {
            throw Problem.input(
                    "No GPU utilisation was measured on '" + cluster + "'.",
                    "Maybe one of: " + String.join(", ", clusters) + ".");
        }
        return new DrawnUtilisation(cluster, seed, List.copyOf(quantiles));
    }

    /** What every figure that rests on this must carry. */
    String note() {
        return "GPU utilisation drawn from the distribution measured on " + cluster + " (AcmeTrace), seed " + seed
                + ": a guess for each job, not a measurement";
    }

    /** The job with a utilisation drawn for its GPUs when it has GPUs and none measured; the same job always draws the same. */
    Job fill(Job job) {
        if (job.utilisation().gpu().isPresent() || job.resources().gpus().isEmpty()) {
            return job;
        }
        SplittableRandom random = new SplittableRandom(seed ^ ((long) job.id().hashCode() * 0x9E3779B97F4A7C15L));
        BigDecimal drawn = BigDecimal.valueOf(at(random.nextDouble())).setScale(4, RoundingMode.HALF_EVEN);
        Utilisation known = job.utilisation();
        return new Job(
                job.id(),
                job.name(),
                job.owner(),
                job.partition(),
                job.state(),
                job.lifetime(),
                job.resources(),
                job.nodes(),
                job.exit(),
                job.labels(),
                new Utilisation(Optional.of(drawn), known.cpu(), known.peakMemoryGib()));
    }

    /** The quantile function, straight between the points. */
    private double at(double p) {
        for (int i = 1; i < quantiles.size(); i++) {
            double[] low = quantiles.get(i - 1);
            double[] high = quantiles.get(i);
            if (p <= high[0]) {
                double share = high[0] == low[0] ? 0 : (p - low[0]) / (high[0] - low[0]);
                return Math.clamp(low[1] + share * (high[1] - low[1]), 0, 1);
            }
        }
        return Math.clamp(quantiles.get(quantiles.size() - 1)[1], 0, 1);
    }
}
