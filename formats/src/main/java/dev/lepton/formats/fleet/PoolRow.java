package dev.lepton.formats.fleet;

import dev.lepton.core.catalog.Terms;
import dev.lepton.core.evidence.Reason;
import dev.lepton.core.workload.MachineRates;
import dev.lepton.core.workload.Pool;
import dev.lepton.core.workload.Resources;
import dev.lepton.formats.csv.Columns;
import dev.lepton.formats.csv.Fields;
import dev.lepton.formats.csv.Refused;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** One pool of a fleet, the same in CSV and in YAML. See {@code docs/formats.md}. */
final class PoolRow {
    static final List<String> NAMES = List.of(
            "name",
            "count",
            "cluster",
            "provider",
            "instance_type",
            "region",
            "terms",
            "gpu_model",
            "gpus",
            "vcpus",
            "memory_gib",
            "price_per_hour",
            "cpu_price_per_core_hour",
            "ram_price_per_gib_hour",
            "gpu_price_per_gpu_hour",
            "currency",
            "from",
            "to",
            "provider_id",
            "power_watts",
            "idle_power_watts",
            "labels");

    static final Columns COLUMNS = Columns.needing("name")
            .allowing(
                    Stream.concat(NAMES.stream().skip(1), Stream.of("label.*")).toArray(String[]::new));

    private PoolRow() {}

    static Pool pool(Fields row, ZoneId zone) {
        int count = row.count("count", 1).orElse(1);
        Optional<Instant> from = row.time("from", zone);
        Optional<Instant> to = row.time("to", zone);
        if (from.isPresent() && to.isPresent() && !from.get().isBefore(to.get())) {
            throw new Refused(Reason.ENDS_BEFORE_START, "from is " + from.get() + ", to is " + to.get());
        }
        Optional<String> providerId = row.text("provider_id");
        if (count > 1 && providerId.isPresent()) {
            throw Refused.value(Reason.OUT_OF_RANGE, "provider_id names one machine, but count", "" + count);
        }
        return new Pool(
                row.needText("name"),
                count,
                row.text("cluster"),
                new Pool.Place(
                        row.text("provider"),
                        row.text("instance_type"),
                        row.text("region"),
                        row.text("terms").map(PoolRow::terms)),
                new Resources(row.amount("gpus"), row.text("gpu_model"), row.amount("vcpus"), row.amount("memory_gib")),
                new MachineRates(
                        row.price("price_per_hour"),
                        row.price("cpu_price_per_core_hour"),
                        row.price("ram_price_per_gib_hour"),
                        row.price("gpu_price_per_gpu_hour")),
                from,
                to,
                providerId,
                power(row),
                row.labels());
    }

    private static Terms terms(String word) {
        try {
            return Terms.parse(word.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw Refused.value(Reason.UNKNOWN_VALUE, "terms", word);
        }
    }

    private static Pool.Power power(Fields row) {
        Optional<BigDecimal> watts = row.amount("power_watts");
        Optional<BigDecimal> idle = row.amount("idle_power_watts");
        if (watts.isPresent() && idle.isPresent() && idle.get().compareTo(watts.get()) > 0) {
            throw Refused.value(
                    Reason.OUT_OF_RANGE,
                    "power_watts is '" + watts.get().toPlainString() + "', less than idle_power_watts, which",
                    idle.get().toPlainString());
        }
        return new Pool.Power(watts, idle);
    }
}
