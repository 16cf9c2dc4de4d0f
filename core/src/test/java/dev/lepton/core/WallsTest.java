package dev.lepton.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The walls of core, which are also its picture: a package may use only those before it, and nothing impure. */
final class WallsTest {
    private static final String CORE = "dev.lepton.core.";
    private static final String BAD = "dev.lepton.core.money.bad";

    /** Lowest first. A package may use only those before it. */
    private static final List<String> LAYERS = List.of(
            "money",
            "time",
            "evidence",
            "catalog",
            "workload",
            "energy",
            "billing",
            "finance",
            "forecast",
            "predict",
            "economics",
            "queueing",
            "roadmap",
            "placement",
            "scaling",
            "plan",
            "simulate",
            "advise",
            "watch");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.lepton.core");

    @Test
    void everyPackageIsInALayer() {
        Set<String> found = new TreeSet<>();
        for (JavaClass c : CLASSES) {
            found.add(c.getPackageName().substring(CORE.length()).replaceFirst("\\..*", ""));
        }
        assertTrue(CLASSES.size() > 30, "The walls see only " + CLASSES.size() + " classes.");
        assertEquals(new TreeSet<>(LAYERS), found);
    }

    @Test
    void arrowsPointDown() {
        for (int i = 0; i < LAYERS.size(); i++) {
            if (i + 1 < LAYERS.size()) {
                arrowsDownFrom(i).check(CLASSES);
            }
        }
    }

    @Test
    void theCoreIsPure() {
        pure().check(CLASSES);
    }

    @Test
    void moneyIsNeverADouble() {
        for (JavaClass c : CLASSES) {
            c.getFields().stream()
                    .filter(f -> f.getName().matches("(?i).*(cost|price|amount).*"))
                    .forEach(f -> assertTrue(
                            !Set.of("double", "float", "java.lang.Double")
                                    .contains(f.getRawType().getName()),
                            f.getFullName() + " holds money in a floating-point number."));
        }
    }

    @Test
    void theWallsBite() {
        JavaClasses bad = new ClassFileImporter().importPackages(BAD);
        assertEquals(2, bad.size());
        assertThrows(AssertionError.class, () -> arrowsDownFrom(0).check(bad));
        assertThrows(AssertionError.class, () -> pure().check(bad));
    }

    private static ArchRule arrowsDownFrom(int layer) {
        String[] above = LAYERS.subList(layer + 1, LAYERS.size()).stream()
                .map(l -> CORE + l + "..")
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(CORE + LAYERS.get(layer) + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(above);
    }

    private static ArchRule pure() {
        return noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.io..", "java.nio.file..", "java.nio.channels..", "java.net..", "java.sql..")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(java.time.LocalDate.class, "now")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .orShould()
                .callMethod(System.class, "getProperty", String.class)
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callConstructor(java.util.Random.class);
    }
}
