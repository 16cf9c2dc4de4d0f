package dev.lepton.formats.fleet;

import dev.lepton.core.evidence.Failure;
import dev.lepton.core.workload.Pool;
import dev.lepton.formats.csv.CsvFile;
import dev.lepton.formats.csv.Reading;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** A fleet in any form that Lepton reads: its own CSV or YAML, or an OpenB node list, told apart by name and header. */
public final class FleetFile {
    private FleetFile() {}

    /**
     * Reads the pools of {@code file}.
     *
     * @param zone the clock that times without an offset were written by
     */
    public static Reading read(Path file, ZoneId zone, Consumer<Pool> pools, Consumer<Failure> failures) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".yaml") || name.endsWith(".yml")) {
            return FleetYaml.read(file, zone, pools, failures, bytes -> {});
        }
        List<String> header = CsvFile.of(file, CsvFile.Dialect.COMMAS).header();
        return header.contains("sn")
                ? OpenBNodes.read(file, pools, failures, bytes -> {})
                : FleetCsv.read(file, zone, pools, failures, bytes -> {});
    }
}
