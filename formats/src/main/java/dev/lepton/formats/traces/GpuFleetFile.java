package dev.lepton.formats.traces;

import dev.lepton.core.placement.share.QuotaTree;
import dev.lepton.formats.documents.GpuFleetDocument;
import java.nio.file.Path;
import java.util.Locale;

/** The fleet of a simulation: YAML by its name's end, else CSV, which names no tenants. */
public final class GpuFleetFile {
    private GpuFleetFile() {}

    /**
     * The fleet in {@code file}.
     *
     * @throws dev.lepton.core.evidence.Problem if any of it is wrong, as a part of a fleet is no fleet
     */
    public static GpuFleetDocument read(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".yaml") || name.endsWith(".yml")
                ? GpuFleetDocument.read(file)
                : new GpuFleetDocument(GpuTypesCsv.read(file), QuotaTree.FLAT);
    }
}
