package dev.lepton.formats.energy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.core.energy.GridFactor;
import dev.lepton.core.evidence.Failure;
import dev.lepton.core.evidence.Ingested;
import dev.lepton.core.evidence.Reason;
import dev.lepton.formats.prices.BundledPrices;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables of power and carbon, and what is wrong in the public ones. */
final class EnergyTablesTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path dir;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(dir.resolve(name), text);
    }

    private static List<Reason> reasons(List<Failure> failures) {
        return failures.stream().map(Failure::reason).toList();
    }

    /** Azure's Germany West Central has 000402 for 0.000402, Finland Central 000077 and a comma too many. */
    @Test
    void theBundledFactorsAndTheirTwoBadRows() {
        Ingested<GridFactor> read = GridFactorsCsv.bundled();
        assertEquals(24 + 25 + 22, read.rows().size());
        assertEquals(List.of(Reason.WRONG_FIELD_COUNT, Reason.OUT_OF_RANGE), reasons(read.failures()));
        assertEquals(22, read.failures().get(0).line());
        assertTrue(
                read.failures().get(0).detail().endsWith("'Finland Central,Helsinki,,000077,EEA,'"),
                read.failures()::toString);
        assertEquals(23, read.failures().get(1).line());
        assertTrue(read.failures().get(1).detail().contains("is '000402', which is 402000 kg a kWh"));
        assertEquals(0, factor(read, "aws", "us-east-1").compareTo(new BigDecimal("0.415755")));
        assertEquals(0, factor(read, "azure", "swedencentral").compareTo(new BigDecimal("0.009")));
        assertEquals(0, factor(read, "gcp", "us-central1").compareTo(new BigDecimal("0.479")));
    }

    /** Regions are called what the price lists call them. */
    @Test
    void theFactorsAreOfRegionsWithPrices() {
        Ingested<GridFactor> read = GridFactorsCsv.bundled();
        for (String provider : List.of("azure", "gcp")) {
            Set<String> priced = BundledPrices.load().catalog().regions(provider);
            Set<String> factors = read.rows().stream()
                    .filter(f -> f.provider().equals(provider))
                    .map(GridFactor::region)
                    .collect(Collectors.toSet());
            Set<String> strange =
                    factors.stream().filter(r -> !priced.contains(r)).collect(Collectors.toSet());
            assertTrue(strange.size() <= 4, provider + ": " + strange);
        }
    }

    @Test
    void otherUnitsAndForms() throws IOException {
        Ingested<GridFactor> grams = GridFactorsCsv.read(file(
                "impact.csv",
                "provider,region,impact\ngcp,a,430\ngcp,b,0.43\ngcp,c,731590\ngcp,a,400\ngcp,d,-1\n,e,1\n"));
        assertEquals(0, grams.rows().get(0).kgPerKwh().compareTo(new BigDecimal("0.43")));
        assertEquals(
                List.of(
                        Reason.OUT_OF_RANGE,
                        Reason.OUT_OF_RANGE,
                        Reason.DUPLICATE,
                        Reason.NEGATIVE,
                        Reason.MISSING_VALUE),
                reasons(grams.failures()));
        Ingested<GridFactor> own = GridFactorsCsv.read(
                file("own.csv", "provider,region,kg_per_kwh,source\nown,hall-2,0.031,the utility\n"));
        assertEquals("own.csv, the utility", own.rows().get(0).provenance().source());
    }

    @Test
    void aProcessorThatDrawsFiveTimesTheOthers() throws IOException {
        var read = ProcessorPowerCsv.read(file("use.csv", """
                ,Architecture,Min Watts,Max Watts,GB/Chip
                0,EPYC 3rd Gen,0.4556,1.9573,137
                1,EPYC 4th Gen,0.7391,2.2822,152
                2,EPYC 5th Gen,3.6824,8.9614,74
                3,Ice Lake,0.7668,3.7582,136
                4,Swapped,3.7,0.7,1
                """));
        assertEquals(3, read.rows().size());
        assertEquals(List.of(Reason.OUT_OF_RANGE, Reason.OUT_OF_RANGE), reasons(read.failures()));
        assertTrue(read.failures().stream()
                .anyMatch(f -> f.line() == 4 && f.detail().contains("'EPYC 5th Gen'")));
        assertEquals(
                0,
                read.rows()
                        .get(2)
                        .curve()
                        .at(BigDecimal.ONE)
                        .orElseThrow()
                        .watts()
                        .compareTo(new BigDecimal("3.7582")));
    }

    @Test
    void aTotalThatItsPartsDoNotMake() throws IOException {
        var read = EmbodiedCsv.read(file("embodied.csv", """
                ,type,additional_memory,additional_storage,additional_cpus,additional_gpus,total
                0,p4d.24xlarge,1576.79,800.0,100.0,1200.0,4676.79
                1,moved,800.0,100.0,1200.0,4676.79,1576.79
                """));
        assertEquals(new BigDecimal("4676.79"), read.rows().get(0).kilograms());
        assertEquals(List.of(Reason.OUT_OF_RANGE), reasons(read.failures()));
    }

    @Test
    void workUnderLimits() throws IOException {
        var read = PowerLimitsCsv.read(file("limits.csv", """
                dataset,network,batch_size,optimizer,power_limit,time_per_epoch,average_power
                imagenet,resnet50,256,adadelta,300,3847,235.3
                imagenet,resnet50,256,adadelta,200,4124,177.6
                imagenet,resnet50,256,adadelta,200,4000,170
                imagenet,resnet50,256,adadelta,100,10606,12070
                imagenet,resnet50,128,adadelta,100,0,90
                """));
        assertEquals(Set.of("imagenet resnet50 256 adadelta"), read.workloads().keySet());
        assertEquals(2, read.workloads().values().iterator().next().points().size());
        assertEquals(List.of(Reason.DUPLICATE, Reason.OUT_OF_RANGE, Reason.OUT_OF_RANGE), reasons(read.failures()));
    }

    private static BigDecimal factor(Ingested<GridFactor> read, String provider, String region) {
        return read.rows().stream()
                .filter(f -> f.provider().equals(provider) && f.region().equals(region))
                .map(GridFactor::kgPerKwh)
                .findFirst()
                .orElseThrow();
    }
}
