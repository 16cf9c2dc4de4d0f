package dev.lepton.ledger.export;

import dev.lepton.core.billing.Resource;
import dev.lepton.core.billing.UnitRate;
import dev.lepton.core.billing.Units;
import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.money.Money;
import dev.lepton.core.money.Price;
import dev.lepton.core.time.Window;
import dev.lepton.core.workload.Job;
import dev.lepton.core.workload.JobState;
import dev.lepton.core.workload.Labels;
import dev.lepton.core.workload.Lifetime;
import dev.lepton.core.workload.Owner;
import dev.lepton.core.workload.Resources;
import dev.lepton.core.workload.Utilisation;
import dev.lepton.ledger.TestWorkspace;
import dev.lepton.ledger.ingest.JobsImport;
import dev.lepton.ledger.query.Asset;
import dev.lepton.ledger.query.Facts;
import dev.lepton.ledger.query.Tariffs;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A workspace to export: the public FOCUS sample, a GPU machine and a pool that no bill covers, a machine that a bill
 * charges for, pods on all three, jobs on the pool, and tariffs for storage and network.
 */
public final class ExportFixture implements AutoCloseable {
    /** The sample is bundled with the demonstration. */
    public static final Path SAMPLE = Path.of("../app/src/main/resources/dev/lepton/app/demo/focus_sample.csv");

    public static final Window DAYS = new Window(instant("2024-09-03T18:00:00Z"), instant("2024-09-06T00:00:00Z"));

    private static final String USAGE_HEADER =
            "ts,seconds,cluster,node,namespace,pod,container,controller_kind,controller,team,model,labels,cpu_request,cpu_usage,"
                    + "ram_request_bytes,ram_usage_bytes,gpu_request,gpu_utilisation,network_internet_bytes,storage_request_bytes\n";

    public final TestWorkspace test;
    public final List<Asset> assets;

    public ExportFixture(Path dir) {
        test = new TestWorkspace(dir);
        test.focus(SAMPLE);
        test.focus("own-bill.csv", OWN_BILL);
        test.usage("usage.csv", usage());
        jobs();
        assets = List.of(
                asset(
                        "gpu1",
                        "p5.48xlarge",
                        "on-demand",
                        "98.317",
                        new String[] {"192", "2048", "8"},
                        Optional.empty()),
                asset("pool1", "dgx", "owned", "61.00000001", new String[] {"512", "4096", "32"}, Optional.empty()),
                asset(
                        "billed1",
                        "c5.large",
                        "on-demand",
                        "0.085",
                        new String[] {"2", "4", "0"},
                        Optional.of("i-billed-1")));
    }

    /** Twelve columns of FOCUS 1.0 missing, as in the sample; one line is a tax, one a credit. */
    private static final String OWN_BILL = """
            BilledCost,BillingAccountId,BillingAccountName,BillingCurrency,BillingPeriodEnd,BillingPeriodStart,ChargeCategory,ChargeDescription,ChargeFrequency,ChargePeriodEnd,ChargePeriodStart,ConsumedQuantity,ConsumedUnit,ContractedCost,ContractedUnitPrice,EffectiveCost,InvoiceIssuerName,ListCost,ListUnitPrice,PricingCategory,PricingQuantity,PricingUnit,ProviderName,PublisherName,RegionId,RegionName,ResourceId,ResourceType,ServiceCategory,ServiceName,SkuId,SkuPriceId,SubAccountId,SubAccountName,Tags,tier
            0.085,a1,Research,USD,2024-10-01T00:00:00Z,2024-09-01T00:00:00Z,Usage,hour,Usage-Based,2024-09-04T11:00:00Z,2024-09-04T10:00:00Z,1,Hours,0.085,0.085,0.0609999999999999999,Example Cloud,0.085,0.085,Standard,1,Hours,Example Cloud,Example Cloud,eu-1,Europe 1,i-billed-1,instance,Compute,Example Compute,sku1,sku1-od,s1,Vision,"{""team"":""vision""}",gold
            0.0031,a1,Research,USD,2024-10-01T00:00:00Z,2024-09-01T00:00:00Z,Usage,traffic,Usage-Based,2024-09-04T11:00:00Z,2024-09-04T10:00:00Z,3.1,GB,0.0031,0.001,0.0031,Example Cloud,0.0031,0.001,Standard,3.1,GB,Example Cloud,Example Cloud,eu-1,Europe 1,i-billed-1,instance,Compute,Example Compute,sku2,sku2-od,s1,Vision,,gold
            0.085,a1,Research,USD,2024-10-01T00:00:00Z,2024-09-01T00:00:00Z,Usage,hour,Usage-Based,2024-09-04T12:00:00Z,2024-09-04T11:00:00Z,1,Hours,0.085,0.085,0.061,Example Cloud,0.085,0.085,Standard,1,Hours,Example Cloud,Example Cloud,eu-1,Europe 1,i-billed-1,instance,Compute,Example Compute,sku1,sku1-od,s1,Vision,,gold
            0.0341,a1,Research,USD,2024-10-01T00:00:00Z,2024-09-01T00:00:00Z,Tax,VAT,One-Time,2024-10-01T00:00:00Z,2024-09-04T00:00:00Z,,,0.0341,,0.0341,Example Cloud,0.0341,,,,,Example Cloud,Example Cloud,,,i-billed-1,instance,Compute,Example Compute,,,s1,Vision,,
            -0.5,a1,Research,USD,2024-10-01T00:00:00Z,2024-09-01T00:00:00Z,Credit,goodwill,One-Time,2024-10-01T00:00:00Z,2024-09-04T00:00:00Z,,,,,-0.5,Example Cloud,,,,,,Example Cloud,Example Cloud,,,,,Compute,Example Compute,,,s1,Vision,,
            """;

    private static Asset asset(
            String name, String type, String terms, String hourly, String[] capacity, Optional<String> billedAs) {
        Map<Resource, BigInteger> has = new EnumMap<>(Resource.class);
        Map<Resource, UnitRate> rates = new EnumMap<>(Resource.class);
        Resource[] resources = {Resource.CPU, Resource.RAM, Resource.GPU};
        // CPU and memory have a sixth of the price each, the GPUs the rest; without GPUs half and half.
        boolean gpu = !capacity[2].equals("0");
        BigDecimal price = new BigDecimal(hourly);
        BigDecimal side =
                price.divide(gpu ? BigDecimal.valueOf(6) : BigDecimal.TWO, 30, java.math.RoundingMode.HALF_EVEN);
        BigDecimal[] parts = {side, side, price.subtract(side).subtract(side)};
        for (int i = 0; i < 3; i++) {
            BigInteger units = Units.count(resources[i], new BigDecimal(capacity[i]));
            if (units.signum() > 0) {
                has.put(resources[i], units);
                rates.put(resources[i], new UnitRate(parts[i], Money.USD, units));
            }
        }
        Asset.Place place = new Asset.Place(
                Optional.of("example"), Optional.of("eu-1"), Optional.of(type), Optional.of(terms), Optional.empty());
        return new Asset(
                name,
                Optional.of("c1"),
                place,
                DAYS,
                has,
                rates,
                hourly + " USD an hour (stated)",
                Confidence.ESTIMATE,
                billedAs);
    }

    private static String usage() {
        StringBuilder csv = new StringBuilder(USAGE_HEADER);
        for (int hour = 0; hour < 30; hour++) {
            Instant at = instant("2024-09-03T20:00:00Z").plusSeconds(3_600L * hour);
            long gib = 1L << 30;
            row(
                    csv,
                    at,
                    "gpu1",
                    "serving",
                    "llm-0",
                    "vision",
                    "llama-3-70b",
                    "app=chat;tier=gold",
                    40,
                    1.5,
                    700 * gib,
                    4,
                    0.37);
            row(csv, at, "gpu1", "serving", "llm-1", "speech", "", "app=asr", 31, 30.25, 90 * gib, 3, 0.9);
            row(csv, at, "billed1", "web", "front-" + hour % 3, "", "", "", 1, 0.3, gib, 0, 0);
            row(csv, at, "billed1", "web", "back", "web", "", "", 0.7, 0.3, 2 * gib, 0, 0);
        }
        return csv.toString();
    }

    private static void row(
            StringBuilder csv,
            Instant at,
            String node,
            String namespace,
            String pod,
            String team,
            String model,
            String labels,
            double cores,
            double used,
            long bytes,
            int gpus,
            double busy) {
        csv.append(at)
                .append(",3600,c1,")
                .append(node)
                .append(',')
                .append(namespace)
                .append(',')
                .append(pod)
                .append(",main,deployment,d-")
                .append(pod)
                .append(',')
                .append(team)
                .append(',')
                .append(model)
                .append(',')
                .append(labels)
                .append(',')
                .append(cores)
                .append(',')
                .append(used)
                .append(',')
                .append(bytes)
                .append(',')
                .append(bytes / 3)
                .append(',')
                .append(gpus == 0 ? "" : "" + gpus)
                .append(',')
                .append(gpus == 0 ? "" : "" + busy)
                .append(",777777,")
                .append(bytes / 7)
                .append('\n');
    }

    private void jobs() {
        Path file = test.write("jobs.csv", "four jobs\n");
        test.workspace.write(draft -> new JobsImport(test.engine, draft)
                .run(
                        file,
                        "",
                        false,
                        (jobs, failures) -> {
                            for (int i = 0; i < 4; i++) {
                                jobs.accept(job(i));
                            }
                        },
                        List.of(),
                        TestWorkspace.NOW));
    }

    private static Job job(int i) {
        Instant start = DAYS.from().plusSeconds(1_234L * i);
        return new Job(
                "job-" + i,
                i == 0 ? "it's \"quoted\", yes" : "train",
                new Owner(Optional.of("ana"), Optional.of(i % 2 == 0 ? "vision" : "speech")),
                Optional.empty(),
                Optional.of(JobState.COMPLETED),
                new Lifetime(
                        Optional.empty(), Optional.of(start), Optional.of(start.plusSeconds(50_000L + 7_777L * i))),
                new Resources(
                        Optional.of(new BigDecimal(5 + i)),
                        Optional.empty(),
                        Optional.of(new BigDecimal(64)),
                        Optional.of(new BigDecimal("333.25"))),
                List.of("pool1"),
                Optional.empty(),
                new Labels(Map.of("project", "p=" + i)),
                new Utilisation(
                        i == 3 ? Optional.empty() : Optional.of(new BigDecimal("0.4" + i)),
                        Optional.empty(),
                        Optional.empty()));
    }

    public FocusRequest request(FocusVersion version, boolean split) {
        return request(version, split, true);
    }

    public FocusRequest request(FocusVersion version, boolean split, boolean reconciled) {
        Tariffs tariffs = new Tariffs(
                Optional.of(Price.usd("0.08", "730")),
                Optional.empty(),
                Optional.empty(),
                Optional.of(Price.usd("0.09")),
                Optional.empty());
        return new FocusRequest(
                version,
                Optional.empty(),
                split,
                reconciled,
                FocusRequest.Period.DAY,
                assets,
                tariffs,
                Money.USD,
                FocusRequest.Account.OWN);
    }

    public FocusExport.Written export(FocusVersion version, boolean split, Path file) {
        return new FocusExport(new Facts(test.engine, test.workspace), request(version, split)).write(file);
    }

    static Instant instant(String text) {
        return Instant.parse(text);
    }

    @Override
    public void close() {
        test.close();
    }
}
