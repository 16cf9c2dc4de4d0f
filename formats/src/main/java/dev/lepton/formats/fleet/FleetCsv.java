package dev.lepton.formats.fleet;

import dev.lepton.core.catalog.Terms;
import dev.lepton.core.evidence.Failure;
import dev.lepton.core.money.Money;
import dev.lepton.core.money.Price;
import dev.lepton.core.workload.MachineRates;
import dev.lepton.core.workload.Pool;
import dev.lepton.core.workload.Resources;
import dev.lepton.formats.csv.CsvFile;
import dev.lepton.formats.csv.Reading;
import dev.lepton.formats.csv.RowWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/** A fleet as CSV, one pool a row; every column but {@code name} may be empty or missing. */
public final class FleetCsv {
    private FleetCsv() {}

    /**
     * Reads the pools of {@code file}.
     *
     * @param zone the clock that times without an offset were written by
     * @param bytesRead told how many bytes of the file have been read so far
     * @throws dev.lepton.core.evidence.Problem if the file as a whole cannot be read
     */
    public static Reading read(
            Path file, ZoneId zone, Consumer<Pool> pools, Consumer<Failure> failures, LongConsumer bytesRead) {
        return CsvFile.of(file, CsvFile.Dialect.COMMAS)
                .read(PoolRow.COLUMNS, row -> PoolRow.pool(row, zone), pools, failures, bytesRead);
    }

    /**
     * Writes {@code pools} so that {@link #read} gives them back.
     *
     * @throws IllegalArgumentException if a price is not for one unit, or the prices of a pool differ in currency
     */
    public static void write(Writer out, Collection<Pool> pools) {
        RowWriter.write(out, PoolRow.NAMES, pools.stream().map(FleetCsv::record));
    }

    private static List<Optional<?>> record(Pool pool) {
        Resources each = pool.each();
        MachineRates rates = pool.rates();
        return List.of(
                Optional.of(pool.name()),
                Optional.of(pool.count()),
                pool.cluster(),
                pool.place().provider(),
                pool.place().instanceType(),
                pool.place().region(),
                pool.place().terms().map(Terms::word),
                each.gpuModel(),
                plain(each.gpus()),
                plain(each.vcpus()),
                plain(each.memoryGib()),
                price(rates.machine()),
                price(rates.core()),
                price(rates.memory()),
                price(rates.gpu()),
                Optional.of(currency(rates)),
                pool.from(),
                pool.to(),
                pool.providerId(),
                plain(pool.power().watts()),
                plain(pool.power().idleWatts()),
                Optional.of(pool.labels().text()));
    }

    private static Optional<String> plain(Optional<BigDecimal> number) {
        return number.map(BigDecimal::toPlainString);
    }

    private static Optional<String> price(Optional<Price> price) {
        price.ifPresent(p -> {
            if (p.per().compareTo(BigDecimal.ONE) != 0) {
                throw new IllegalArgumentException("A fleet's prices are for one unit, not for " + p.per() + ".");
            }
        });
        return plain(price.map(Price::amount));
    }

    private static String currency(MachineRates rates) {
        List<String> codes = Stream.of(rates.machine(), rates.core(), rates.memory(), rates.gpu())
                .flatMap(Optional::stream)
                .map(price -> price.currency().getCurrencyCode())
                .distinct()
                .toList();
        if (codes.size() > 1) {
            throw new IllegalArgumentException("The prices of one pool are in " + codes + ".");
        }
        return codes.isEmpty() ? Money.USD.getCurrencyCode() : codes.get(0);
    }
}
