package dev.lepton.formats.traces;

import dev.lepton.core.evidence.Problem;
import dev.lepton.core.placement.share.Pools;
import dev.lepton.core.placement.share.QuotaTree;
import dev.lepton.core.placement.share.Throughputs;
import dev.lepton.formats.csv.CsvFile;
import dev.lepton.formats.placement.PodRuns;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A trace of any kind, told by its beginning: a brace is kubectl's, tabs are Gavel's or Shockwave's, a column
 * {@code work_gpu_hours} is Lepton's CSV, else it is a list of jobs that ran, as {@code lepton import jobs} takes it.
 */
public final class TraceFile {
    private TraceFile() {}

    /** The jobs of {@code file} on {@code pools}, whoever's they are. */
    public static ReadTrace read(Path file, Pools pools, Optional<Throughputs> table) {
        return read(file, pools, QuotaTree.FLAT, table);
    }

    /**
     * The jobs of {@code file} that {@code pools} can run and whose tenants {@code quotas} has; others are failures.
     *
     * @param table the throughputs that Gavel's and Shockwave's traces need
     * @throws Problem if the file cannot be read, or needs throughputs and there are none
     */
    public static ReadTrace read(Path file, Pools pools, QuotaTree quotas, Optional<Throughputs> table) {
        FleetFit fleet = new FleetFit(pools, quotas);
        if (PodRuns.isJson(file)) {
            return PodTrace.read(file, fleet);
        }
        int width = TabbedLines.width(file);
        boolean shockwave = ShockwaveTrace.hasWidth(width);
        if (!shockwave && !GavelTrace.hasWidth(width)) {
            return columns(file, fleet);
        }
        Throughputs speeds = table.orElseThrow(() -> Problem.input(
                file + " gives work in steps, and no throughputs were given.",
                "Maybe add --throughputs FILE.json, the table of its repository."));
        return shockwave
                ? ShockwaveTrace.read(file, speeds, pools, ShockwaveTrace.Model.PROFILE)
                : GavelTrace.read(file, speeds, pools);
    }

    private static ReadTrace columns(Path file, FleetFit fleet) {
        List<String> columns = CsvFile.of(file, CsvFile.Dialect.COMMAS).header();
        if (columns.contains("job") || columns.contains("work_gpu_hours")) {
            return JobTraceCsv.read(file, fleet);
        }
        return RecordedJobs.trace(file, fleet);
    }
}
