package dev.lepton.formats.prices;

import dev.lepton.core.catalog.Catalog;
import dev.lepton.core.catalog.Devices;
import dev.lepton.core.catalog.Offering;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What travels with Lepton: devices, machine sizes, and the price lists of AWS, Azure and Google Cloud.
 *
 * @param devices the devices that are known
 * @param machines the machine sizes that are known
 * @param lists the price lists, as read
 * @param catalog the same prices, to be asked
 */
public record BundledPrices(Devices devices, Machines machines, List<PriceFile> lists, Catalog catalog) {
    private record Source(String resource, String provider, PriceFormat format, String listedAt, String source) {}

    private static final List<Source> LISTS = List.of(
            new Source("aws_on_demand.csv", "aws", PriceFormat.LIST, "2026-07-20T00:00:00Z", "karpenter-aws 1d92708"),
            new Source(
                    "azure_on_demand.csv",
                    "azure",
                    PriceFormat.LIST,
                    "2026-06-18T00:00:00Z",
                    "karpenter-azure 352646f"),
            new Source("gcp.csv", "gcp", PriceFormat.GCP, "2026-07-30T00:00:00Z", "gcp-pricing fd66b26"));

    /** All of it; a tenth of a million prices, so read once a run, at the first call. */
    public static BundledPrices load() {
        return Once.ALL;
    }

    private static final class Once {
        static final BundledPrices ALL = read();
    }

    private static BundledPrices read() {
        Devices devices = DeviceTable.bundled();
        Machines machines = Machines.bundled(devices);
        List<PriceFile> files = LISTS.parallelStream()
                .map(list -> read(list, devices, machines))
                .toList();
        List<Offering> offerings = new ArrayList<>(150_000);
        files.forEach(file -> offerings.addAll(file.offerings()));
        return new BundledPrices(devices, machines, files, Catalog.of(offerings, List.of()));
    }

    /** The devices alone, without the prices. */
    public static Devices knownDevices() {
        return DeviceTable.bundled();
    }

    private static PriceFile read(Source list, Devices devices, Machines machines) {
        PriceContext context = new PriceContext(
                list.resource(),
                list.source(),
                Optional.of(list.provider()),
                Instant.parse(list.listedAt()),
                false,
                devices,
                machines);
        try (var text = Resources.open(list.resource())) {
            return PriceFile.read(text, Optional.of(list.format()), context);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The newest date of the lists: the moment to ask for when the newest prices are wanted. */
    public Instant newestList() {
        return lists.stream()
                .flatMap(l -> l.offerings().stream().limit(1))
                .map(Offering::validFrom)
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
    }
}
