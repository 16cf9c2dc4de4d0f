package dev.lepton.formats.energy;

import dev.lepton.core.energy.GridFactor;
import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.evidence.Failure;
import dev.lepton.core.evidence.Ingested;
import dev.lepton.core.evidence.Provenance;
import dev.lepton.core.evidence.Reason;
import dev.lepton.formats.csv.Columns;
import dev.lepton.formats.csv.CsvFile;
import dev.lepton.formats.csv.Fields;
import dev.lepton.formats.csv.Refused;
import dev.lepton.formats.csv.TextSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What grids emit, by region: Cloud Carbon Footprint's tables (tonnes a kWh), CodeCarbon's (grams), or one's own
 * ({@code provider,region,kg_per_kwh}). A figure that no grid can have is refused with its row and does not stop the rest: two
 * rows of the public table for Azure lack their decimal point, and one of them has a field too many.
 */
public final class GridFactorsCsv {
    private static final String TONNES = "co2e (metric ton/kwh)";
    private static final String GRAMS = "impact";
    private static final String KILOGRAMS = "kg_per_kwh";
    private static final Columns COLUMNS =
            Columns.needing("region", TONNES + "|" + GRAMS + "|" + KILOGRAMS).allowing("provider", "source");

    /** Below it a figure above 0 is taken for one in another unit: 0.5 g, a tenth of the cleanest grid's. */
    private static final BigDecimal LEAST_KG = new BigDecimal("0.0005");

    private static final List<String> PROVIDERS = List.of("aws", "azure", "gcp");

    private final Optional<String> provider;
    private final String list;
    private final Map<String, BigDecimal> known = new HashMap<>();

    private GridFactorsCsv(Optional<String> provider, String list) {
        this.provider = provider;
        this.list = list;
    }

    /**
     * Reads {@code file}. Where it has no column {@code provider}, its name says whose regions they are: {@code …aws….csv}.
     *
     * @throws dev.lepton.core.evidence.Problem if the file as a whole cannot be read
     */
    public static Ingested<GridFactor> read(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        Optional<String> provider = PROVIDERS.stream().filter(name::contains).findFirst();
        Ingested<GridFactor> read = new GridFactorsCsv(provider, name).of(CsvFile.of(file, CsvFile.Dialect.COMMAS));
        return read.failures().isEmpty() ? read : new Ingested<>(read.rows(), shown(read.failures(), lines(file)));
    }

    /** The tables that travel with Lepton: Cloud Carbon Footprint's, with the rows of them that were refused. */
    public static Ingested<GridFactor> bundled() {
        List<GridFactor> rows = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        for (String provider : PROVIDERS) {
            Ingested<GridFactor> read = new GridFactorsCsv(Optional.of(provider), "ccf-coefficients b0032d9")
                    .of(CsvFile.resource(GridFactorsCsv.class, "grid_" + provider + ".csv"));
            rows.addAll(read.rows());
            failures.addAll(shown(read.failures(), lines("grid_" + provider + ".csv")));
        }
        return new Ingested<>(rows, failures);
    }

    /** A row with moved columns is shown whole: there is no one value that is wrong. */
    private static List<Failure> shown(List<Failure> failures, List<String> lines) {
        return failures.stream()
                .map(f -> f.reason() == Reason.WRONG_FIELD_COUNT && f.line() <= lines.size()
                        ? new Failure(
                                f.file(),
                                f.line(),
                                f.reason(),
                                f.detail() + ": '"
                                        + lines.get((int) f.line() - 1).strip() + "'")
                        : f)
                .toList();
    }

    private static List<String> lines(Path file) {
        try (InputStream in = TextSource.open(file, n -> {})) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw TextSource.problem(file, e);
        }
    }

    private static List<String> lines(String table) {
        try (InputStream in = GridFactorsCsv.class.getResourceAsStream(table)) {
            return in == null
                    ? List.of()
                    : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Ingested<GridFactor> of(CsvFile file) {
        List<GridFactor> rows = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        file.read(COLUMNS, this::factor, rows::add, failures::add, n -> {});
        return new Ingested<>(rows, failures);
    }

    private GridFactor factor(Fields row) {
        String of = row.text("provider")
                .map(p -> p.toLowerCase(Locale.ROOT))
                .or(() -> provider)
                .orElseThrow(() -> Refused.empty("provider"));
        String region = region(of, row.needText("region"));
        BigDecimal kg = kilograms(row);
        BigDecimal before = known.putIfAbsent(of + " " + region, kg);
        if (before != null) {
            throw Refused.value(Reason.DUPLICATE, "region", region);
        }
        String source = row.text("source").map(s -> ", " + s).orElse("");
        return new GridFactor(of, region, kg, new Provenance(list + source, Confidence.ESTIMATE));
    }

    private static BigDecimal kilograms(Fields row) {
        String column = row.has(TONNES) ? TONNES : row.has(GRAMS) ? GRAMS : KILOGRAMS;
        int places = column.equals(TONNES) ? 3 : column.equals(GRAMS) ? -3 : 0;
        BigDecimal kg = row.needAmount(column).movePointRight(places);
        if (kg.compareTo(GridFactor.MOST_KG_PER_KWH) > 0 || (kg.signum() > 0 && kg.compareTo(LEAST_KG) < 0)) {
            throw new Refused(
                    Reason.OUT_OF_RANGE,
                    column + " is '" + row.needText(column) + "', which is "
                            + kg.stripTrailingZeros().toPlainString() + " kg a kWh; a grid emits 0.0005 to "
                            + GridFactor.MOST_KG_PER_KWH);
        }
        return kg;
    }

    /** As price lists write it: Azure's {@code West Europe} is {@code westeurope}. */
    private static String region(String provider, String written) {
        return provider.equals("azure") ? written.replace(" ", "").toLowerCase(Locale.ROOT) : written;
    }
}
