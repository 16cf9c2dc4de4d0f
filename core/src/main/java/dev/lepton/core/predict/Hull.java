package dev.lepton.core.predict;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What was seen of each column: from the least to the most, or which words. */
final class Hull {
    private final Projects projects;
    private final List<Double> least = new ArrayList<>();
    private final List<Double> most = new ArrayList<>();
    private final List<Set<String>> words = new ArrayList<>();

    Hull(Projects projects) {
        this.projects = projects;
        for (int j = 0; j < projects.columns().size(); j++) {
            double low = Double.MAX_VALUE;
            double high = -Double.MAX_VALUE;
            Set<String> seen = new HashSet<>();
            for (Projects.Row row : projects.rows()) {
                if (row.cells().get(j) instanceof Cell.Figure number) {
                    low = Math.min(low, number.value());
                    high = Math.max(high, number.value());
                } else if (row.cells().get(j) instanceof Cell.Word word) {
                    seen.add(word.value());
                }
            }
            least.add(low);
            most.add(high);
            words.add(seen);
        }
    }

    /** Where {@code cells} are beyond what was seen, in words. */
    List<String> beyond(List<Cell> cells) {
        List<String> beyond = new ArrayList<>();
        for (int j = 0; j < cells.size(); j++) {
            String name = projects.columns().get(j).name();
            switch (cells.get(j)) {
                case Cell.Figure number -> {
                    if (number.value() < least.get(j) || number.value() > most.get(j)) {
                        beyond.add(name + " is " + Steady.written(number.value()) + ", seen were "
                                + Steady.written(least.get(j)) + " to " + Steady.written(most.get(j)));
                    }
                }
                case Cell.Word word -> {
                    if (!words.get(j).contains(word.value())) {
                        beyond.add(name + " is '" + word.value() + "', which was never seen");
                    }
                }
                case Cell.Missing missing -> {}
            }
        }
        return beyond;
    }
}
