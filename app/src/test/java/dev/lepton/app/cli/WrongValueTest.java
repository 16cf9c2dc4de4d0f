package dev.lepton.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** A value that is not of its option's kind is said in the user's words, by every command. */
final class WrongValueTest {
    private static List<List<String>> commands(CommandLine line, List<String> path) {
        List<List<String>> all = new ArrayList<>();
        for (Map.Entry<String, CommandLine> e : line.getSubcommands().entrySet()) {
            List<String> here = new ArrayList<>(path);
            here.add(e.getKey());
            all.add(here);
            all.addAll(commands(e.getValue(), here));
        }
        return all;
    }

    private static CommandLine at(List<String> path) {
        CommandLine line = Lepton.commandLine();
        for (String name : path) {
            line = line.getSubcommands().get(name);
        }
        return line;
    }

    @Test
    void everyOptionSaysItsNameItsValueAndWhatItNeeds() {
        int seen = 0;
        for (List<String> path : commands(Lepton.commandLine(), List.of())) {
            for (OptionSpec option : at(path).getCommandSpec().options()) {
                Class<?> type = option.isMultiValue() ? option.auxiliaryTypes()[0] : option.type();
                boolean number = Number.class.isAssignableFrom(type) || (type.isPrimitive() && type != boolean.class);
                if (!number && !type.isEnum()) {
                    continue;
                }
                List<String> args = new ArrayList<>(path);
                args.add(option.longestName() + "=1,x!");
                Said said = Said.lepton(args.toArray(String[]::new));
                seen++;
                assertEquals(1, said.code(), said.err());
                assertTrue(said.err().startsWith("lepton: " + option.longestName() + " is '"), said.err());
                assertTrue(said.err().contains("x!', but needs ") && said.err().contains("\nMaybe "), said.err());
                assertFalse(said.err().contains("java.") || said.err().contains("convert"), said.err());
            }
        }
        assertTrue(seen > 40, "only " + seen + " options");
    }

    @Test
    void itIsWordedForPeople() {
        assertEquals(
                """
                lepton: --tune is '1,3', but needs a number.
                Maybe write it as 0.5, with a point, without unit or separators. Its default is 1.3.
                See lepton place --help for what it stands for.
                """,
                Said.lepton("place", "--nodes", "n", "--pods", "p", "--tune", "1,3")
                        .err()
                        .replace("\r\n", "\n"));
        assertTrue(Said.lepton("plan", "--solver", "best", "f").err().contains("Maybe highs, scip, cbc."));
        // what is wrong otherwise is said as before
        assertTrue(Said.lepton("place", "--pods", "p").err().contains("--nodes"));
    }

    /** A percent sign that is not doubled makes picocli warn, and the help lose its words. */
    @Test
    void everyHelpIsWhole() {
        for (List<String> path : commands(Lepton.commandLine(), List.of())) {
            String help = at(path).getUsageMessage();
            assertFalse(help.contains("${") || help.contains("%%"), path + "\n" + help);
        }
        assertTrue(at(List.of("spot"))
                .getUsageMessage()
                .replaceAll("\\s+", " ")
                .contains("0 (17 % available) to 8 (91 %)."));
    }
}
