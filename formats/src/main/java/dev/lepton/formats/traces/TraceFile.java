package dev.lepton.formats.traces;

import dev.lepton.core.evidence.Problem;
import dev.lepton.core.placement.share.Pools;
import dev.lepton.core.placement.share.Throughputs;
import java.nio.file.Path;
import java.util.Optional;

/** A trace of any kind, told by its first line: tabs are Gavel's or Shockwave's, else it is Lepton's CSV. */
public final class TraceFile {
    private TraceFile() {}

    /**
     * The jobs of {@code file} on {@code pools}.
     *
     * @param table the throughputs that Gavel's and Shockwave's traces need
     * @throws Problem if the file cannot be read, or needs throughputs and there are none
     */
    public static ReadTrace read(Path file, Pools pools, Optional<Throughputs> table) {
        int width = TabbedLines.width(file);
        boolean shockwave = ShockwaveTrace.hasWidth(width);
        if (!shockwave && !GavelTrace.hasWidth(width)) {
            return JobTraceCsv.read(file, pools);
        }
        Throughputs speeds = table.orElseThrow(() -> Problem.input(
                file + " gives work in steps, and no throughputs were given.",
                "Maybe add --throughputs FILE.json, the table of its repository."));
        return shockwave
                ? ShockwaveTrace.read(file, speeds, pools, ShockwaveTrace.Model.PROFILE)
                : GavelTrace.read(file, speeds, pools);
    }
}
