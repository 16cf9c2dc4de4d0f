package dev.lepton.formats.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.money.Money;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Documents are read strictly: what is wrong is named with its file, line, key and value; nothing else is thrown. */
final class DocumentsTest {
    private static final List<String> FILES = List.of("tco.yaml", "unit-cost.yaml", "indicators.yaml");
    private static final String ODD = "-:09.eE%&*[]{}\n\t 'é\u0000";
    private static final Path EXAMPLES = Path.of("..", "docs", "examples");
    private static final List<BiFunction<String, String, Object>> READERS =
            List.of(OwnershipDocument::parse, UnitCostDocument::parse, IndicatorsDocument::parse);

    @Test
    void everyExampleIsRead() throws IOException {
        OwnershipDocument tco = OwnershipDocument.parse("tco.yaml", text("tco.yaml"));
        assertEquals(Money.usd("310000"), tco.machine().capital().purchase());
        assertEquals(List.of(), tco.unstated());
        assertEquals(3, tco.rents().size());
        assertEquals(
                1,
                UnitCostDocument.read(EXAMPLES.resolve("unit-cost.yaml")).runs().size());
        assertEquals(
                5,
                IndicatorsDocument.read(EXAMPLES.resolve("indicators.yaml"))
                        .gpuShares()
                        .size());
        assertEquals(
                4,
                IndicatorsDocument.read(EXAMPLES.resolve("indicators-tasks.yaml"))
                        .taskPlans()
                        .size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "  purchase: 310000|  purchase: cheap|t.yaml:8: purchase is 'cheap', but must be a number.",
                "  purchase: 310000|  purchase: -1|t.yaml:8: purchase is -1, but cannot be negative.",
                "  purchase: 310000|  purchase: [1]|t.yaml:8: purchase is a list, but must be a number.",
                "  purchase: 310000|  purchase: 1e999999999|t.yaml:8: purchase is a number of more than 40 digits.",
                "  purchase: 310000|  purchase: .nan|t.yaml:8: this is not YAML that can be read: Malformed numeric value '.nan'",
                "  purchase: 310000|  price: 310000|t.yaml:8: 'price' is not a key of capital.",
                "  life_years: 4|  life_years: 4.5|t.yaml:11: life_years is 4.5, but must be a whole number.",
                "  life_years: 4|  life_years: 0|t.yaml:7: A life is 1 to 100 whole years, not 0.",
                "  method: annuity|  method: magic|t.yaml:13: method is 'magic'.",
                "  method: annuity|  year: 2|t.yaml:13: year means nothing with method annuity.",
                "  pue: 1.3|  pue: 0.9|t.yaml:17: A PUE is at least 1, not 0.9.",
                "gpus: 8|gpus: 0|t.yaml:3: A machine needs at least one GPU, not 0.",
                "gpus: 8|gpus: 8\\ngpus: 9|t.yaml:6: this is not YAML that can be read: Duplicate field 'gpus'",
                "currency: USD|currency: GOLD|t.yaml:4: currency is 'GOLD'."
            })
    void whatIsWrongIsNamed(String line, String instead, String message) throws IOException {
        String good = text("tco.yaml");
        String changed = good.replaceFirst(
                "(?m)^( *)" + Pattern.quote(line) + "\\b",
                "$1" + Matcher.quoteReplacement(instead.replace("\\n", "\n")));
        assertFalse(changed.equals(good), "The example has no line " + line);
        Problem problem = assertThrows(Problem.class, () -> OwnershipDocument.parse("t.yaml", changed));
        assertEquals(message, problem.getMessage());
        assertEquals(Problem.Kind.INPUT, problem.kind());
    }

    @Test
    void aMissingCostIsSaidAndAMissingPriceIsRefused() throws IOException {
        String text = text("tco.yaml").replaceFirst("(?m)^  licences_per_year.*$", "");
        assertEquals(
                List.of("licences_per_year"),
                OwnershipDocument.parse("t.yaml", text).unstated());
        Problem problem = assertThrows(
                Problem.class,
                () -> OwnershipDocument.parse("t.yaml", text.replaceFirst("(?m)^  tariff_per_kwh.*$", "")));
        assertTrue(problem.getMessage().contains("tariff_per_kwh is missing of power"), problem.getMessage());
    }

    @Test
    void emptyAndForeignFilesAreRefused() {
        for (BiFunction<String, String, Object> reader : READERS) {
            for (String text : List.of("", "# nothing", "- a\n- b", "42", "a: [", "{}", "currency: USD")) {
                assertThrows(Problem.class, () -> reader.apply("t.yaml", text), text);
            }
        }
        assertThrows(Problem.class, () -> OwnershipDocument.read(Path.of("no-such.yaml")));
        assertThrows(Problem.class, () -> OwnershipDocument.read(Path.of(".")));
    }

    @RepeatedTest(300)
    void damagedExamplesAreReadOrRefused(RepetitionInfo seed) throws IOException {
        Random random = new Random(seed.getCurrentRepetition());
        for (int kind = 0; kind < READERS.size(); kind++) {
            StringBuilder text = new StringBuilder(text(FILES.get(kind)));
            for (int i = 0; i < random.nextInt(1, 6); i++) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.deleteCharAt(at);
                    case 1 -> text.insert(at, ODD.charAt(random.nextInt(ODD.length())));
                    default -> text.setCharAt(at, text.charAt(random.nextInt(text.length())));
                }
            }
            readOrRefuse(kind, text.toString());
        }
    }

    @FuzzTest
    void anyChangeOfAnExampleIsReadOrRefused(FuzzedDataProvider data) throws IOException {
        int kind = data.consumeInt(0, READERS.size() - 1);
        StringBuilder text = new StringBuilder(text(FILES.get(kind)));
        while (data.remainingBytes() > 0) {
            int from = data.consumeInt(0, text.length());
            int to = Math.min(text.length(), from + data.consumeInt(0, 200));
            text.replace(from, to, data.consumeString(20));
        }
        readOrRefuse(kind, text.toString());
    }

    private static void readOrRefuse(int kind, String text) {
        try {
            assertNotNull(READERS.get(kind).apply("t.yaml", text));
        } catch (Problem problem) {
            assertTrue(problem.getMessage().startsWith("t.yaml"), problem.getMessage());
        }
    }

    private static String text(String name) throws IOException {
        return Files.readString(EXAMPLES.resolve(name), StandardCharsets.UTF_8);
    }
}
