package dev.lepton.formats.profiles;

import dev.lepton.core.evidence.Failure;
import dev.lepton.core.evidence.Ingested;
import dev.lepton.core.plan.RequestSize;
import dev.lepton.formats.csv.Columns;
import dev.lepton.formats.csv.CsvFile;
import dev.lepton.formats.csv.Fields;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The sizes of requests in Azure's traces of language models: {@code TIMESTAMP,ContextTokens,GeneratedTokens}. */
public final class AzureRequests {
    private static final Columns COLUMNS =
            Columns.needing("contexttokens", "generatedtokens").allowing("timestamp");

    private AzureRequests() {}

    /** Reads {@code file}. */
    public static Ingested<RequestSize> read(Path file) {
        List<RequestSize> requests = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        CsvFile.of(file, CsvFile.Dialect.COMMAS)
                .read(COLUMNS, AzureRequests::size, requests::add, failures::add, n -> {});
        return new Ingested<>(requests, failures);
    }

    private static RequestSize size(Fields row) {
        return new RequestSize(
                Fields.need("ContextTokens", row.count("contexttokens", 0)),
                Fields.need("GeneratedTokens", row.count("generatedtokens", 0)));
    }
}
