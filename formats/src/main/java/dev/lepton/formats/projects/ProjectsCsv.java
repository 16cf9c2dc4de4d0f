package dev.lepton.formats.projects;

import dev.lepton.core.evidence.Failure;
import dev.lepton.core.predict.RawTable;
import dev.lepton.formats.csv.Columns;
import dev.lepton.formats.csv.CsvFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Any table with a header, its fields kept apart by commas or, as where the comma is the decimal point, by semicolons. */
public final class ProjectsCsv {
    /**
     * What a file holds.
     *
     * @param failures lines that are no rows of it
     */
    public record ReadProjects(RawTable table, List<Failure> failures) {
        public ReadProjects {
            failures = List.copyOf(failures);
        }
    }

    private ProjectsCsv() {}

    /**
     * Reads {@code file}.
     *
     * @throws dev.lepton.core.evidence.Problem if the file as a whole cannot be read
     */
    public static ReadProjects read(Path file) {
        CsvFile commas = CsvFile.of(file, CsvFile.Dialect.COMMAS);
        CsvFile semicolons = CsvFile.of(file, CsvFile.Dialect.SEMICOLONS);
        CsvFile csv = semicolons.header().size() > commas.header().size() ? semicolons : commas;
        List<String> names = csv.header();
        List<RawTable.RawRow> rows = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        csv.read(
                Columns.needing().allowing("*"),
                row -> new RawTable.RawRow(
                        row.line(),
                        names.stream().map(n -> row.text(n).orElse("")).toList()),
                rows::add,
                failures::add,
                n -> {});
        return new ReadProjects(new RawTable(csv.headerAsWritten(), rows), failures);
    }
}
