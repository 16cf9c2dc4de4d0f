package dev.lepton.formats.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lepton.core.evidence.Reason;
import dev.lepton.core.money.Price;
import dev.lepton.core.time.Window;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** What a field may hold, and why it is refused when it may not. */
final class FieldsTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static Fields with(String value) {
        return Fields.of(7, Map.of("x", value));
    }

    private static Reason refused(org.junit.jupiter.api.function.Executable action) {
        return assertThrows(Refused.class, action).reason();
    }

    @Test
    void numbersAreKeptAsPrinted() {
        assertEquals(Optional.of(new BigDecimal("0.4600")), with(" 0.4600 ").number("x"));
        assertEquals(Optional.of(new BigDecimal("1200000")), with("1.2e6").number("x"));
        assertEquals(Optional.empty(), with("  ").number("x"));
        assertEquals(Optional.empty(), with("1").number("y"));
    }

    @Test
    void whatIsNoNumberIsRefused() {
        for (String text : List.of("four", "1,000", "0x10", "NaN", "Infinity", "--1", "1 2", "1e99999999999")) {
            assertEquals(Reason.NOT_A_NUMBER, refused(() -> with(text).number("x")), text);
        }
        for (String text : List.of("1e2000000000", "1e-2000000000", "9".repeat(61))) {
            assertEquals(Reason.OUT_OF_RANGE, refused(() -> with(text).number("x")), text);
        }
        assertEquals(Reason.NEGATIVE, refused(() -> with("-0.1").amount("x")));
        assertEquals(Reason.OUT_OF_RANGE, refused(() -> with("1.01").share("x")));
        assertEquals(Reason.OUT_OF_RANGE, refused(() -> with("1.5").count("x", 0)));
        assertEquals(Reason.OUT_OF_RANGE, refused(() -> with("0").count("x", 1)));
        assertEquals(Reason.OUT_OF_RANGE, refused(() -> with("3000000000").count("x", 0)));
        assertEquals(Reason.MISSING_VALUE, refused(() -> with("").needAmount("x")));
    }

    @Test
    void timesAreReadInTheirZone() {
        assertEquals(Instant.parse("2026-01-31T00:00:00Z"), with("2026-01-31").needTime("x", ZoneOffset.UTC));
        assertEquals(Instant.parse("2026-01-30T23:00:00Z"), with("2026-01-31").needTime("x", BERLIN));
        assertEquals(
                Instant.parse("2026-07-01T10:00:00Z"), with("2026-07-01 12:00").needTime("x", BERLIN));
        assertEquals(
                Instant.parse("2026-07-01T12:00:00.5Z"),
                with("2026-07-01t12:00:00.5z").needTime("x", BERLIN));
        assertEquals(
                Instant.parse("2026-07-01T10:00:00Z"),
                with("2026-07-01 12:00:00+02:00").needTime("x", BERLIN));
        assertEquals(
                Instant.parse("2026-07-01T10:00:00Z"),
                with("2026-07-01T12:00:00+0200").needTime("x", BERLIN));
        assertEquals(
                Instant.parse("2026-07-01T10:00:00Z"),
                with("2026-07-01T12:00+02").needTime("x", BERLIN));
    }

    /** Times with a fraction of zero go the slow way, those without the fast one; both answer alike. */
    @RepeatedTest(200)
    void theTwoWaysToReadATimeAgree(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        StringBuilder text =
                new StringBuilder(LocalDateTime.ofEpochSecond(random.nextLong(4_000_000_000L), 0, ZoneOffset.UTC)
                        .format(DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss")));
        if (random.nextInt(4) == 0) {
            text.setCharAt(random.nextInt(19), "0123456789-: T".charAt(random.nextInt(14)));
        }
        String zone = random.nextBoolean() ? "Z" : "";
        assertEquals(read(text + ".0" + zone), read(text + zone), text.toString());
    }

    private static String read(String text) {
        try {
            return with(text).time("x", BERLIN).toString();
        } catch (Refused e) {
            return e.reason().toString();
        }
    }

    @Test
    void clocksThatMove() {
        assertEquals(
                Instant.parse("2026-03-29T01:30:00Z"), with("2026-03-29 02:30").needTime("x", BERLIN));
        assertEquals(
                Instant.parse("2026-10-25T00:30:00Z"), with("2026-10-25 02:30").needTime("x", BERLIN));
    }

    @Test
    void whatIsNoTimeIsRefused() {
        for (String text :
                List.of("yesterday", "2026-02-30", "31.01.2026", "2026-01-31T25:00", "1767225600", "2026-01")) {
            assertEquals(Reason.NOT_A_TIME, refused(() -> with(text).time("x", ZoneOffset.UTC)), text);
        }
        for (String text : List.of("1969-12-31", "0001-01-01", "+10000-01-01")) {
            assertEquals(Reason.OUT_OF_RANGE, refused(() -> with(text).time("x", ZoneOffset.UTC)), text);
        }
    }

    @Test
    void periodsAreMonthsOrSpans() {
        Window march = new Window(Instant.parse("2026-02-28T23:00:00Z"), Instant.parse("2026-03-31T22:00:00Z"));
        assertEquals(march, Fields.of(1, Map.of("month", "2026-03")).needWindow(BERLIN));
        assertEquals(
                march,
                Fields.of(1, Map.of("from", "2026-03-01", "to", "2026-04-01")).needWindow(BERLIN));
        assertEquals(
                Reason.ENDS_BEFORE_START,
                refused(() -> Fields.of(1, Map.of("from", "2026-03-01", "to", "2026-03-01"))
                        .needWindow(BERLIN)));
        assertEquals(
                Reason.MISSING_VALUE,
                refused(() -> Fields.of(1, Map.of("from", "2026-03-01")).needWindow(BERLIN)));
        assertEquals(
                Reason.NOT_A_TIME,
                refused(() -> Fields.of(1, Map.of("month", "March")).needWindow(BERLIN)));
        assertEquals(
                Reason.OUT_OF_RANGE,
                refused(() -> Fields.of(1, Map.of("month", "2026-03", "to", "2026-04-01"))
                        .needWindow(BERLIN)));
    }

    @Test
    void pricesAreInTheRowsCurrency() {
        assertEquals(Optional.of(Price.usd("1.90")), with("1.90").price("x"));
        assertEquals(
                "1.90 EUR",
                Fields.of(1, Map.of("x", "1.90", "currency", "eur"))
                        .price("x")
                        .orElseThrow()
                        .toString());
        assertEquals(
                Reason.UNKNOWN_VALUE,
                refused(() ->
                        Fields.of(1, Map.of("x", "1", "currency", "DOLLARS")).price("x")));
    }

    @Test
    void labelsComeFromTheirColumnAndFromTheirOwn() {
        assertEquals(
                Map.of("team", "vision", "env", "prod"),
                Fields.of(1, Map.of("labels", "env=dev;team=vision", "label.env", "prod"))
                        .labels()
                        .pairs());
        assertEquals(
                Reason.MALFORMED,
                refused(() -> Fields.of(1, Map.of("labels", "vision")).labels()));
    }
}
