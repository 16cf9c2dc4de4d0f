package dev.lepton.formats.placement;

import dev.lepton.core.evidence.Reason;
import dev.lepton.core.placement.Node;
import dev.lepton.formats.csv.Columns;
import dev.lepton.formats.csv.Fields;
import dev.lepton.formats.csv.Refused;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Nodes as CSV: OpenB's {@code sn,cpu_milli,memory_mib,gpu,model}, and ours beside them. */
final class NodeRows {
    static final Columns COLUMNS = Columns.needing("sn", "cpu_milli", "memory_mib", "gpu")
            .allowing("model", "price_per_hour", "currency", "idle_watts", "watts", "speed", "labels", "label.*");

    private final Set<String> names = new HashSet<>();

    Node node(Fields row) {
        String name = row.needText("sn");
        int gpus = needCount(row, "gpu");
        if (gpus > Node.MOST_GPUS) {
            throw Refused.value(Reason.OUT_OF_RANGE, "gpu", Integer.toString(gpus));
        }
        Optional<BigDecimal> speed = row.amount("speed");
        if (speed.isPresent() && speed.get().signum() == 0) {
            throw Refused.value(Reason.OUT_OF_RANGE, "speed", "0");
        }
        Node node = new Node(
                name,
                row.text("model"),
                needCount(row, "cpu_milli"),
                needCount(row, "memory_mib"),
                gpus,
                row.price("price_per_hour"),
                watts(row),
                speed,
                row.labels());
        if (!names.add(name)) {
            throw Refused.value(Reason.DUPLICATE, "sn", name);
        }
        return node;
    }

    private static Optional<Node.Watts> watts(Fields row) {
        Optional<Integer> busy = row.count("watts", 0);
        int idle = row.count("idle_watts", 0).orElse(0);
        if (busy.isPresent() && idle > busy.get()) {
            throw Refused.value(Reason.OUT_OF_RANGE, "idle_watts", idle + "' above watts '" + busy.get());
        }
        return busy.map(b -> new Node.Watts(idle, b));
    }

    /** A whole number that is not negative, each fault under its own reason. */
    static int needCount(Fields row, String column) {
        row.needAmount(column);
        return row.count(column, 0).orElseThrow(() -> Refused.empty(column));
    }
}
