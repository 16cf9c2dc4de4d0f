package dev.lepton.formats.prices;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.lepton.core.evidence.Problem;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Any bytes at all give prices, failures or a problem that is said, never another exception. Run one for real with
 * {@code JAZZER_FUZZ=1 ./build -pl core,formats -am test -Dtest='PriceFuzzTest#skyPilot'}.
 */
final class PriceFuzzTest {
    @FuzzTest(maxDuration = "60s")
    void leptonCsv(byte[] data) throws IOException {
        read(PriceFormat.LEPTON_CSV, data);
    }

    @FuzzTest(maxDuration = "60s")
    void leptonYaml(byte[] data) throws IOException {
        read(PriceFormat.LEPTON_YAML, data);
    }

    @FuzzTest(maxDuration = "60s")
    void skyPilot(byte[] data) throws IOException {
        read(PriceFormat.SKYPILOT, data);
    }

    @FuzzTest(maxDuration = "60s")
    void openCostCsv(byte[] data) throws IOException {
        read(PriceFormat.OPENCOST_CSV, data);
    }

    @FuzzTest(maxDuration = "60s")
    void openCostJson(byte[] data) throws IOException {
        read(PriceFormat.OPENCOST_JSON, data);
    }

    @FuzzTest(maxDuration = "60s")
    void list(byte[] data) throws IOException {
        read(PriceFormat.LIST, data);
    }

    @FuzzTest(maxDuration = "60s")
    void gcp(byte[] data) throws IOException {
        read(PriceFormat.GCP, data);
    }

    @FuzzTest(maxDuration = "60s")
    void detected(byte[] data) throws IOException {
        read(null, data);
    }

    private static void read(PriceFormat format, byte[] data) throws IOException {
        StringReader text = new StringReader(header(format) + new String(data, StandardCharsets.UTF_8));
        try {
            PriceFile file =
                    PriceFile.read(text, Optional.ofNullable(format), Lists.context("azure", data.length % 2 == 0));
            long priced = file.lines() - file.failures().size();
            assertEquals(
                    true, priced <= file.offerings().size() + file.components().size());
        } catch (Problem said) {
            // the user's input was wrong, and the message says so
        }
    }

    /** A header that reaches the rows; the fuzzer would have to guess it. */
    private static String header(PriceFormat format) {
        if (format == null) {
            return "";
        }
        return switch (format) {
            case LEPTON_CSV ->
                "provider,region,instance_type,terms,price,per,currency,valid_from,valid_to,vcpus,memory_gib,device,"
                        + "device_count,device_memory_gib,device_price,source\n";
            case LEPTON_YAML -> "prices:\n  - ";
            case SKYPILOT ->
                "InstanceType,AcceleratorName,AcceleratorCount,vCPUs,MemoryGiB,Price,Region,GpuInfo,SpotPrice\n";
            case OPENCOST_CSV ->
                "EndTimestamp,InstanceID,Region,AssetClass,InstanceIDField,InstanceType,MarketPriceHourly,Version\n";
            case OPENCOST_JSON -> "{\"CPU\":";
            case LIST -> "region,instance_type,price_per_hour,currency,listed_at\n";
            case GCP ->
                "region,instance_type,on_demand_per_hour,spot_per_hour,commit_1y_per_month,commit_3y_per_month\n";
        };
    }
}
