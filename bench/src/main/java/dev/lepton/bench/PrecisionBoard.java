package dev.lepton.bench;

import dev.lepton.core.catalog.CheapestFirst;
import dev.lepton.core.catalog.Device;
import dev.lepton.core.catalog.Offering;
import dev.lepton.core.catalog.OfferingQuery;
import dev.lepton.core.catalog.Terms;
import dev.lepton.core.money.FxRates;
import dev.lepton.core.money.Money;
import dev.lepton.core.money.Price;
import dev.lepton.core.plan.OperatingPoint;
import dev.lepton.formats.prices.BundledPrices;
import dev.lepton.formats.profiles.MlPerfJson;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Number format and device chosen together, beside each chosen alone, from MLPerf Inference's closed data-centre results (re-used
 * unverified) and list prices: what a million tokens or samples cost at a floor on accuracy.
 */
final class PrecisionBoard {
    private static final List<String> DEFAULTS = List.of("H100-80GB", "H200");

    /**
     * What a model must score, as a share of the reference model's score: the rules of MLPerf Inference v5.1.
     *
     * @param metric scores that count, with the reference's
     */
    private record Floor(String model, String share, Map<String, String> metric) {
        boolean met(OperatingPoint point) {
            return metric.entrySet().stream()
                    .allMatch(e -> Optional.ofNullable(point.accuracy().get(e.getKey()))
                            .map(s -> s.compareTo(new BigDecimal(e.getValue()).multiply(new BigDecimal(share))) >= 0)
                            .orElse(false));
        }
    }

    private static final Map<String, String> LLAMA2 =
            Map.of("ROUGE1", "44.4312", "ROUGE2", "22.0352", "ROUGEL", "28.6162");
    private static final List<Floor> FLOORS = List.of(
            new Floor("llama2-70b-99", "0.99", LLAMA2),
            new Floor("llama2-70b-99.9", "0.999", LLAMA2),
            new Floor(
                    "llama3.1-8b",
                    "0.99",
                    Map.of("ROUGE1", "38.7792", "ROUGE2", "15.9075", "ROUGEL", "24.4957", "ROUGELSUM", "35.793")),
            new Floor("llama3.1-405b", "0.99", Map.of("ROUGEL", "21.6666", "exact_match", "90.1335")),
            new Floor("mixtral-8x7b", "0.99", Map.of("ROUGE1", "45.5989", "ROUGE2", "23.3526", "ROUGEL", "30.4608")));

    /**
     * The best result of a format on a device.
     *
     * @param perDevice work a second of one device
     * @param perMillion what a million of it cost
     */
    private record Variant(
            String precision,
            Device device,
            String id,
            double perDevice,
            Price hourly,
            Offering machine,
            BigDecimal perMillion,
            boolean meets,
            String scores) {
        String name() {
            return precision + " on " + device.name();
        }
    }

    private final BundledPrices prices = BundledPrices.load();
    private final List<MlPerfJson.Result> results;
    private final PrintStream out;
    private final List<String> rows = new ArrayList<>(
            List.of(
                    "model,scenario,precision,device,mlperf_id,per_second_per_device,usd_per_device_hour,machine,region,usd_per_million,meets_floor,scores"));

    private PrecisionBoard(Path file, PrintStream out) {
        results = MlPerfJson.read(file).rows();
        this.out = out;
    }

    static List<String> run(Path data, PrintStream out) {
        PrecisionBoard board = new PrecisionBoard(data.resolve("mlperf/inference_v5.1.json"), out);
        for (Floor floor : FLOORS) {
            for (String scenario : List.of("Offline", "Server")) {
                board.model(floor, scenario);
            }
        }
        return board.rows;
    }

    private void model(Floor floor, String scenario) {
        Map<String, Variant> best = new TreeMap<>();
        Set<String> unpriced = new java.util.TreeSet<>();
        for (MlPerfJson.Result result : results) {
            OperatingPoint point = result.point();
            if (point.variant().model().equals(floor.model())
                    && point.workload().equals(Optional.of(scenario + " closed"))
                    && point.variant().precision().isPresent()) {
                variant(result, floor)
                        .ifPresentOrElse(
                                v -> best.merge(v.name(), v, (a, b) -> a.perDevice() >= b.perDevice() ? a : b),
                                () -> unpriced.add(point.hardware().device()));
            }
        }
        List<Variant> all = best.values().stream()
                .sorted(Comparator.comparing(Variant::perMillion))
                .toList();
        out.println();
        out.println(floor.model() + ", " + scenario + ", at least " + floor.share() + " of the reference's scores");
        all.forEach(v -> show(floor.model(), scenario, v));
        out.println("no list price: " + String.join("; ", unpriced));
        choices(all.stream().filter(Variant::meets).toList());
    }

    private void show(String model, String scenario, Variant v) {
        out.println("  %-6s %-22s %10.1f/s  %8.3f USD/h (%s)  %10s USD per million  %s  %s  %s"
                .formatted(
                        v.precision(),
                        v.device().name(),
                        v.perDevice(),
                        v.hourly().perUnit().doubleValue(),
                        v.machine().shape().instanceType(),
                        v.perMillion(),
                        v.meets() ? "meets" : "MISSES",
                        v.id(),
                        v.scores()));
        rows.add(String.join(
                ",",
                model,
                scenario,
                v.precision(),
                v.device().name(),
                v.id(),
                "%.4f".formatted(v.perDevice()),
                v.hourly().perUnit().round(MathContext.DECIMAL32).toPlainString(),
                v.machine().shape().instanceType(),
                v.machine().region(),
                v.perMillion().toPlainString(),
                String.valueOf(v.meets()),
                v.scores()));
    }

    /** The joint choice beside the best of one layer, the other as it was: the default device, and the format that is measured there. */
    private void choices(List<Variant> all) {
        Optional<Variant> start = DEFAULTS.stream()
                .flatMap(d -> all.stream().filter(v -> v.device().name().equals(d)))
                .findFirst();
        if (start.isEmpty()) {
            out.println("  neither H100 nor H200 meets the floor or has a price");
            return;
        }
        Variant joint = all.get(0);
        Variant format = first(all, v -> v.device().equals(start.get().device()));
        Variant device = first(all, v -> v.precision().equals(start.get().precision()));
        Variant single = format.perMillion().compareTo(device.perMillion()) <= 0 ? format : device;
        out.println(
                "  best format on " + start.get().device().name() + ": " + format.name() + " " + format.perMillion());
        out.println("  best device at " + start.get().precision() + ": " + device.name() + " " + device.perMillion());
        out.println("  together: " + joint.name() + " " + joint.perMillion() + ": "
                + (joint.equals(single)
                        ? "a tie"
                        : "%.1f %% cheaper than the best of one layer"
                                .formatted(100
                                        * (1
                                                - joint.perMillion().doubleValue()
                                                        / single.perMillion().doubleValue()))));
    }

    private static Variant first(List<Variant> all, java.util.function.Predicate<Variant> which) {
        return all.stream().filter(which).findFirst().orElseThrow();
    }

    /** Empty when the device is not known or no machine with as many of it as the system's nodes has a list price. */
    private Optional<Variant> variant(MlPerfJson.Result result, Floor floor) {
        OperatingPoint point = result.point();
        Optional<Device> device = prices.devices().named(point.hardware().device());
        return device.flatMap(d -> machine(d, result.perNode()).map(m -> {
            Price hourly = m.hourlyPerDevice().orElseThrow();
            double perDevice = point.perDevice();
            BigDecimal perMillion = hourly.perUnit()
                    .divide(BigDecimal.valueOf(perDevice * 3600), MathContext.DECIMAL64)
                    .movePointRight(6)
                    .round(new MathContext(4));
            return new Variant(
                    point.variant().precision().orElseThrow(),
                    d,
                    result.id(),
                    perDevice,
                    hourly,
                    m,
                    perMillion,
                    floor.met(point),
                    scores(point, floor));
        }));
    }

    private static String scores(OperatingPoint point, Floor floor) {
        StringBuilder scores = new StringBuilder();
        new TreeMap<>(floor.metric())
                .keySet()
                .forEach(m -> Optional.ofNullable(point.accuracy().get(m))
                        .ifPresent(s -> scores.append(scores.isEmpty() ? "" : " ")
                                .append(m)
                                .append(' ')
                                .append(s.round(new MathContext(4)).toPlainString())));
        return scores.toString();
    }

    /** The cheapest machine on demand with exactly as many of the device. */
    private Optional<Offering> machine(Device device, int count) {
        OfferingQuery query = new OfferingQuery(
                Set.of(device.name()),
                Optional.of(BigDecimal.valueOf(count)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new Terms.OnDemand()),
                Optional.empty(),
                Optional.empty());
        List<Offering> found = prices.catalog().find(query, prices.newestList()).stream()
                .filter(o -> o.hourly().currency().equals(Money.USD))
                .toList();
        return new CheapestFirst(
                        Money.USD,
                        FxRates.none(),
                        prices.newestList().atZone(ZoneOffset.UTC).toLocalDate())
                .order(found).stream().findFirst();
    }
}
