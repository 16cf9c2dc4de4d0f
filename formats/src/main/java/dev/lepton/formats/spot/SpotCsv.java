package dev.lepton.formats.spot;

import dev.lepton.core.evidence.Failure;
import dev.lepton.core.evidence.Reason;
import dev.lepton.core.placement.spot.SpotSample;
import dev.lepton.formats.csv.Columns;
import dev.lepton.formats.csv.CsvFile;
import dev.lepton.formats.csv.Fields;
import dev.lepton.formats.csv.Reading;
import dev.lepton.formats.csv.Refused;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;

/**
 * When a zone had a spot machine to give: {@code ts,zone,available}. {@code ts} is a time, or hours since any moment as a
 * plain number, the same in all rows; {@code zone} may be missing where there is one; {@code available} is true or false,
 * yes or no, 1 or 0. Rows may be in any order; each holds until the next of its zone.
 */
public final class SpotCsv {
    private static final Columns COLUMNS = Columns.needing("ts", "available").allowing("zone");
    private static final Pattern HOURS = Pattern.compile("\\d{1,7}(\\.\\d{1,12})?");
    private static final BigDecimal NANOS_PER_HOUR = BigDecimal.valueOf(3_600_000_000_000L);
    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);

    private final ZoneId clock;
    private final Set<String> seen = new HashSet<>();
    private boolean first = true;
    private boolean inHours;

    private SpotCsv(ZoneId clock) {
        this.clock = clock;
    }

    /**
     * Reads the samples of {@code file}; hours are counted from 1970-01-01T00:00Z.
     *
     * @param clock the clock that times without an offset were written by
     * @param bytesRead told how many bytes of the file have been read so far
     * @throws dev.lepton.core.evidence.Problem if the file as a whole cannot be read
     */
    public static Reading read(
            Path file, ZoneId clock, Consumer<SpotSample> samples, Consumer<Failure> failures, LongConsumer bytesRead) {
        SpotCsv rows = new SpotCsv(clock);
        return CsvFile.of(file, CsvFile.Dialect.COMMAS).read(COLUMNS, rows::sample, samples, failures, bytesRead);
    }

    private SpotSample sample(Fields row) {
        String ts = row.needText("ts");
        boolean hours = HOURS.matcher(ts).matches();
        Instant at = hours ? hours(ts) : row.needTime("ts", clock);
        boolean available = available(row.needText("available"));
        String zone = row.text("zone").orElse("zone");
        if (!first && hours != inHours) {
            throw new Refused(
                    Reason.NOT_A_TIME,
                    "ts is '" + ts + "', and the rows before have " + (inHours ? "hours" : "dates and times"));
        }
        if (!seen.add(at + " " + zone)) {
            throw new Refused(Reason.DUPLICATE, "zone '" + zone + "' has another row at '" + ts + "'");
        }
        first = false;
        inHours = hours;
        return new SpotSample(at, zone, available);
    }

    private static Instant hours(String ts) {
        BigDecimal[] seconds = new BigDecimal(ts)
                .multiply(NANOS_PER_HOUR)
                .setScale(0, RoundingMode.HALF_EVEN)
                .divideAndRemainder(NANOS);
        return Instant.ofEpochSecond(seconds[0].longValueExact(), seconds[1].longValueExact());
    }

    private static boolean available(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "1" -> true;
            case "false", "no", "0" -> false;
            default -> throw Refused.value(Reason.UNKNOWN_VALUE, "available", word);
        };
    }
}
