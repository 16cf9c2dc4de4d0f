package dev.lepton.ledger.focus.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FocusTableTest {
    @TempDir
    Path folder;

    @Test
    void onlyABareEmptyFieldOrNullIsNull() throws SQLException, IOException {
        Path csv = Files.writeString(folder.resolve("nulls.csv"), "A,B\n1,\n2,\"\"\n3,NULL\n4,\"NULL\"\n5,01\n");
        try (FocusTable table = FocusTable.open(csv)) {
            assertEquals(
                    List.of("A=1 B=null", "A=2 B=", "A=3 B=null", "A=4 B=NULL", "A=5 B=01"),
                    table.shown("SELECT * FROM focus ORDER BY rowid"));
            assertEquals(List.of("A", "B"), table.columns());
        }
    }

    @Test
    void textThatIsNotUnicodeIsRefused() throws IOException {
        Path csv = folder.resolve("latin1.csv");
        Files.write(csv, "A,B\n1,M\u00fcnchen\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThrows(SQLException.class, () -> FocusTable.open(csv).close());
    }
}
