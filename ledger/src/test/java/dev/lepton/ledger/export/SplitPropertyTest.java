package dev.lepton.ledger.export;

import dev.lepton.core.billing.Resource;
import dev.lepton.core.billing.UnitRate;
import dev.lepton.core.billing.Units;
import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.money.Money;
import dev.lepton.core.money.Price;
import dev.lepton.core.time.Window;
import dev.lepton.ledger.TestWorkspace;
import dev.lepton.ledger.query.Asset;
import dev.lepton.ledger.query.Facts;
import dev.lepton.ledger.query.Tariffs;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.io.TempDir;

/**
 * On random workspaces, split rows add up to their charge in every metric, none has the wrong sign, and ratios sum to
 * one. The repetition is the seed.
 */
final class SplitPropertyTest {
    private static final Instant START = Instant.parse("2026-03-30T00:00:00Z");
    private static final int HOURS = 60;

    private static final String BILL_HEADER =
            "BilledCost,EffectiveCost,ListCost,ContractedCost,PricingQuantity,PricingUnit,ConsumedQuantity,ConsumedUnit,"
                    + "CommitmentDiscountId,CommitmentDiscountQuantity,ChargeCategory,ChargePeriodStart,ChargePeriodEnd,ResourceId\n";

    @TempDir
    private Path dir;

    @RepeatedTest(15)
    void partsAddUpToTheirCharge(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        List<Asset> assets = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(4); i++) {
            assets.add(asset(random, i));
        }
        try (TestWorkspace test = new TestWorkspace(dir)) {
            test.usage("usage.csv", usage(random, assets));
            test.focus("bill.csv", bill(random));
            Tariffs tariffs = new Tariffs(price(random), price(random), Optional.empty(), price(random), price(random));
            FocusRequest.Period period = random.nextBoolean() ? FocusRequest.Period.DAY : FocusRequest.Period.MONTH;
            for (boolean split : new boolean[] {true, false}) {
                FocusRequest request = new FocusRequest(
                        FocusVersion.V1_4,
                        window(repetition.getCurrentRepetition()),
                        split,
                        true,
                        period,
                        assets,
                        tariffs,
                        Money.USD,
                        FocusRequest.Account.OWN);
                new FocusExport(new Facts(test.engine, test.workspace), request).write(dir.resolve(split + ".parquet"));
            }
            Reconciliation.check(test.engine, dir.resolve("true.parquet"), dir.resolve("false.parquet"));
        }
    }

    private static Optional<Window> window(int seed) {
        return seed % 3 == 0
                ? Optional.of(new Window(START.plusSeconds(5_400), START.plusSeconds(3_600L * 40 + 77)))
                : Optional.empty();
    }

    private static Optional<Price> price(Random random) {
        return random.nextBoolean() ? Optional.of(Price.usd(amount(random, 2), "730")) : Optional.empty();
    }

    private static String amount(Random random, int whole) {
        return random.nextInt(8) == 0
                ? "0"
                : new BigDecimal(random.nextInt((int) Math.pow(10, whole)) + "." + (1 + random.nextInt(999_999_999)))
                        .toPlainString();
    }

    /** Some have no GPU, some a price of nothing, some a part that nobody can hold, some are on a bill. */
    private static Asset asset(Random random, int number) {
        Map<Resource, BigInteger> has = new EnumMap<>(Resource.class);
        Map<Resource, UnitRate> rates = new EnumMap<>(Resource.class);
        for (Resource resource : List.of(Resource.CPU, Resource.RAM, Resource.GPU)) {
            BigInteger units = Units.count(resource, BigDecimal.valueOf(random.nextInt(5)));
            if (units.signum() > 0) {
                has.put(resource, units);
            }
            rates.put(resource, new UnitRate(new BigDecimal(amount(random, 1 + random.nextInt(5))), Money.USD, units));
        }
        Window there = new Window(
                START.plusSeconds(random.nextInt(40_000)), START.plusSeconds(3_600L * HOURS - random.nextInt(40_000)));
        Asset.Place place = new Asset.Place(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        return new Asset(
                "n" + number,
                Optional.of("c"),
                place,
                there,
                has,
                rates,
                "drawn",
                Confidence.GUESS,
                random.nextInt(3) == 0 ? Optional.of("i-" + number) : Optional.empty());
    }

    /** More is asked for than there is in some hours; some rows name no pod, some a node that is not in the fleet. */
    private static String usage(Random random, List<Asset> assets) {
        StringBuilder csv = new StringBuilder(
                "ts,seconds,cluster,node,namespace,pod,team,cpu_request,cpu_usage,ram_request_bytes,gpu_request,gpu_utilisation,"
                        + "storage_request_bytes,network_zone_bytes,network_internet_bytes,load_balancers\n");
        for (int i = 0; i < 150; i++) {
            csv.append(START.plusSeconds(300L * random.nextInt(HOURS * 12)))
                    .append(",300,c,n")
                    .append(random.nextInt(assets.size() + 1))
                    .append(",ns")
                    .append(random.nextInt(3))
                    .append(',')
                    .append(random.nextInt(5) == 0 ? "" : "p" + random.nextInt(6))
                    .append(",t")
                    .append(random.nextInt(3))
                    .append(',')
                    .append(random.nextInt(8) / 3.0)
                    .append(',')
                    .append(random.nextBoolean() ? "" : "" + random.nextInt(9) / 7.0)
                    .append(',')
                    .append((long) random.nextInt(1 << 30) * 3)
                    .append(',')
                    .append(random.nextInt(4))
                    .append(',')
                    .append(random.nextBoolean() ? "" : "0.37")
                    .append(',')
                    .append(random.nextInt(1 << 30))
                    .append(',')
                    .append(random.nextInt(1 << 30))
                    .append(',')
                    .append(random.nextInt(1 << 20))
                    .append(',')
                    .append(random.nextInt(2))
                    .append('\n');
        }
        return csv.toString();
    }

    /** Charges by the hour and by the day for machines of the fleet and others; some are refunds. */
    private static String bill(Random random) {
        StringBuilder csv = new StringBuilder(BILL_HEADER);
        for (int i = 0; i < 60; i++) {
            Instant from = START.plusSeconds(3_600L * random.nextInt(HOURS));
            String sign = random.nextInt(6) == 0 ? "-" : "";
            for (int metric = 0; metric < 4; metric++) {
                csv.append(sign).append(amount(random, 3)).append(',');
            }
            csv.append(amount(random, 2))
                    .append(",Hours,")
                    .append(random.nextBoolean() ? "" : amount(random, 2))
                    .append(",GB,")
                    .append(random.nextBoolean() ? ",," : "com-1," + amount(random, 2) + ",")
                    .append(random.nextInt(5) == 0 ? "Tax" : "Usage")
                    .append(',')
                    .append(from)
                    .append(',')
                    .append(from.plusSeconds(random.nextBoolean() ? 3_600 : 86_400))
                    .append(",i-")
                    .append(random.nextInt(5))
                    .append('\n');
        }
        return csv.toString();
    }
}
