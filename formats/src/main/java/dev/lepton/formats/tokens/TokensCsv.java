package dev.lepton.formats.tokens;

import dev.lepton.core.evidence.Failure;
import dev.lepton.core.evidence.Reason;
import dev.lepton.core.money.Price;
import dev.lepton.core.workload.ServedTokens;
import dev.lepton.formats.csv.Columns;
import dev.lepton.formats.csv.CsvFile;
import dev.lepton.formats.csv.Fields;
import dev.lepton.formats.csv.Reading;
import dev.lepton.formats.csv.Refused;
import dev.lepton.formats.csv.RowWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** Tokens served by model, team and period. See {@code docs/formats.md} for its columns. */
public final class TokensCsv {
    static final Columns COLUMNS = Columns.needing("model", "from|month", "prompt_tokens", "output_tokens")
            .allowing(
                    "team",
                    "from",
                    "to",
                    "month",
                    "cached_tokens",
                    "prefill_seconds",
                    "decode_seconds",
                    "requests",
                    "cost_per_hour",
                    "currency");

    private TokensCsv() {}

    /**
     * Reads the token counts in {@code file}.
     *
     * @param zone the clock by which months, dates and times without an offset are cut
     * @param bytesRead told how many bytes of the file have been read so far
     * @throws dev.lepton.core.evidence.Problem if the file as a whole cannot be read
     */
    public static Reading read(
            Path file, ZoneId zone, Consumer<ServedTokens> tokens, Consumer<Failure> failures, LongConsumer bytesRead) {
        return CsvFile.of(file, CsvFile.Dialect.COMMAS)
                .read(COLUMNS, row -> tokens(row, zone), tokens, failures, bytesRead);
    }

    private static ServedTokens tokens(Fields row, ZoneId zone) {
        BigDecimal prompt = Fields.need("prompt_tokens", whole(row, "prompt_tokens"));
        Optional<BigDecimal> cached = whole(row, "cached_tokens");
        if (cached.isPresent() && cached.get().compareTo(prompt) > 0) {
            throw Refused.value(
                    Reason.OUT_OF_RANGE, "cached_tokens, part of prompt_tokens " + prompt + ",", "" + cached.get());
        }
        return new ServedTokens(
                row.needText("model"),
                row.text("team"),
                row.needWindow(zone),
                prompt,
                Fields.need("output_tokens", whole(row, "output_tokens")),
                cached,
                row.amount("prefill_seconds"),
                row.amount("decode_seconds"),
                whole(row, "requests"),
                row.price("cost_per_hour"));
    }

    /** Counts are whole; {@code 1.2e6} and {@code 1200000.0} are, {@code 1.5} is not. */
    private static Optional<BigDecimal> whole(Fields row, String column) {
        return row.amount(column).map(n -> {
            if (n.stripTrailingZeros().scale() > 0) {
                throw Refused.value(Reason.OUT_OF_RANGE, column, n.toPlainString());
            }
            return n.setScale(0);
        });
    }

    /** Writes {@code tokens}, whose costs must be for one hour, so that {@link #read} gives them back. */
    public static void write(Writer out, Collection<ServedTokens> tokens) {
        RowWriter.write(
                out,
                List.of(
                        "model",
                        "team",
                        "from",
                        "to",
                        "prompt_tokens",
                        "output_tokens",
                        "cached_tokens",
                        "prefill_seconds",
                        "decode_seconds",
                        "requests",
                        "cost_per_hour",
                        "currency"),
                tokens.stream().map(TokensCsv::record));
    }

    private static List<Optional<?>> record(ServedTokens tokens) {
        return List.of(
                Optional.of(tokens.model()),
                tokens.team(),
                Optional.of(tokens.window().from()),
                Optional.of(tokens.window().to()),
                Optional.of(tokens.promptTokens().toPlainString()),
                Optional.of(tokens.outputTokens().toPlainString()),
                tokens.cachedTokens().map(BigDecimal::toPlainString),
                tokens.prefillSeconds().map(BigDecimal::toPlainString),
                tokens.decodeSeconds().map(BigDecimal::toPlainString),
                tokens.requests().map(BigDecimal::toPlainString),
                tokens.hourly().map(price -> price.amount().toPlainString()),
                tokens.hourly().map(Price::currency));
    }
}
