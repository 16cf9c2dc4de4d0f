package dev.lepton.compress.run;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.lepton.compress.graph.Tensor;
import dev.lepton.core.evidence.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rows of numbers, each a sample; a first row that is no numbers is a header. */
final class CsvRows {
    private CsvRows() {}

    static List<Tensor> read(Path file) throws IOException {
        List<Tensor> rows = new ArrayList<>();
        try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(file)) {
            boolean first = true;
            for (CsvRecord record : reader) {
                Optional<float[]> numbers = numbers(record);
                if (numbers.isEmpty() && !first) {
                    throw Problem.input(
                            file + " line " + record.getStartingLineNumber() + " has a value that is no number: "
                                    + String.join(",", record.getFields()) + ".",
                            "Maybe leave the row away.");
                }
                numbers.ifPresent(n -> rows.add(Tensor.floats(n, 1, n.length)));
                first = false;
            }
        }
        return rows;
    }

    private static Optional<float[]> numbers(CsvRecord record) {
        float[] numbers = new float[record.getFieldCount()];
        try {
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = Float.parseFloat(record.getField(i).strip());
            }
            return Optional.of(numbers);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
