package dev.lepton.app.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.core.evidence.Problem;
import dev.lepton.core.plan.PlainSolver;
import dev.lepton.core.plan.ProgramSolver;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The plain solver stands in where native code does not load, and says so. */
final class SolversTest {
    @Test
    void thePlainSolverStandsIn() {
        List<String> notes = new ArrayList<>();
        ProgramSolver solver = Solvers.of(
                Solvers.Name.SCIP,
                engine -> {
                    throw Problem.outside("the solver's native library does not load: x", "Maybe …", null);
                },
                notes::add);
        assertInstanceOf(PlainSolver.class, solver);
        assertTrue(notes.get(0).contains("native library does not load"), notes.toString());
    }

    @Test
    void otherProblemsAreNotHidden() {
        assertThrows(
                IllegalStateException.class,
                () -> Solvers.of(
                        Solvers.Name.CBC,
                        engine -> {
                            throw new IllegalStateException("a bug");
                        },
                        n -> {}));
        List<String> notes = new ArrayList<>();
        assertEquals("ojAlgo", Solvers.of(Solvers.Name.PLAIN, notes::add).name());
        assertEquals("SCIP", Solvers.of(Solvers.Name.SCIP, notes::add).name());
        assertEquals(List.of(), notes);
    }
}
