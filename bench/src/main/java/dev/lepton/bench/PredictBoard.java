package dev.lepton.bench;

import dev.lepton.core.predict.Candidate;
import dev.lepton.core.predict.Cleaning;
import dev.lepton.core.predict.CrossValidation;
import dev.lepton.core.predict.CrossValidation.Tried;
import dev.lepton.core.predict.PastModel;
import dev.lepton.core.predict.Projects;
import dev.lepton.core.predict.RawTable;
import dev.lepton.core.predict.Scores;
import dev.lepton.formats.projects.ProjectsCsv;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Costs and efforts of past projects predicted by every candidate and by the automatic choice, on the same repeated folds. */
final class PredictBoard {
    private static final long SEED = 42;

    private final Path folder;
    private final PrintStream out;
    private final List<String> rows = new ArrayList<>(
            List.of("set,columns,candidate,chosen,rows,sa,mdmre,pred25,mape,rmse,r2,r2_log,coverage_80,seconds"));

    PredictBoard(Path folder, PrintStream out) {
        this.folder = folder;
        this.out = out;
    }

    List<String> run() throws IOException {
        RawTable epoch =
                ProjectsCsv.read(folder.resolve("epoch_models_before_2024.csv")).table();
        String cost = "Training compute cost (2023 USD)";
        board("Epoch training cost", "all", Cleaning.of(epoch, cost, Set.of()).train());
        board(
                "Epoch training cost",
                "suspects left out",
                unsuspected(Cleaning.of(epoch, cost, Set.of()).train()));
        Set<String> others = new java.util.HashSet<>();
        for (String column : epoch.columns()) {
            if (!List.of(
                            "Parameters",
                            "Training dataset size (datapoints)",
                            "Publication date",
                            "Domain",
                            "Training hardware",
                            "Organization categorization")
                    .contains(column)) {
                others.add(column.toLowerCase(Locale.ROOT));
            }
        }
        board(
                "Epoch training cost",
                "size and data only",
                Cleaning.of(epoch, cost, others).train());
        RawTable china = arff(folder.resolve("china.arff"));
        board("China effort", "all", Cleaning.of(china, "Effort", Set.of("id")).train());
        board(
                "China effort",
                "suspects left out",
                unsuspected(Cleaning.of(china, "Effort", Set.of("id")).train()));
        board(
                "China effort",
                "known before",
                Cleaning.of(
                                china,
                                "Effort",
                                Set.of("id", "duration", "n_effort", "pdr_afp", "pdr_ufp", "npdr_afp", "npdu_ufp"))
                        .train());
        return rows;
    }

    private static Projects unsuspected(Projects projects) {
        return projects.without(PastModel.suspects(projects));
    }

    private void board(String set, String columns, Projects projects) {
        PastModel.suspects(projects).forEach(s -> out.println(set + ", " + columns + ": suspect " + s));
        long start = System.nanoTime();
        CrossValidation validation = new CrossValidation(projects, SEED);
        List<Tried> tried = validation.of(Candidate.all());
        Tried chosen = CrossValidation.choose(tried);
        double seconds = (System.nanoTime() - start) / 1e9;
        double coverage = coverage(projects, chosen.candidate());
        for (Tried one : tried) {
            Scores s = one.scores();
            boolean is = one.equals(chosen);
            String row = String.format(
                    Locale.ROOT,
                    "%s,%s,\"%s\",%s,%d,%.3f,%.3f,%.3f,%.3f,%.4g,%.3f,%.3f,%s,%s",
                    set,
                    columns,
                    one.candidate().name(),
                    is ? "yes" : "",
                    projects.rows().size(),
                    s.standardisedAccuracy(),
                    s.medianRelativeError(),
                    s.within25(),
                    s.meanRelativeError(),
                    s.rootMeanSquare(),
                    s.r2(),
                    s.r2Logarithm(),
                    is ? String.format(Locale.ROOT, "%.3f", coverage) : "",
                    is ? String.format(Locale.ROOT, "%.1f", seconds) : "");
            rows.add(row);
            out.println(row);
        }
    }

    /** The share of targets in the 80 % band of a model that was made without a fifth of the projects they are in. */
    private static double coverage(Projects projects, Candidate candidate) {
        int folds = 5;
        int inside = 0;
        for (int f = 0; f < folds; f++) {
            List<Projects.Row> in = new ArrayList<>();
            List<Projects.Row> held = new ArrayList<>();
            for (int i = 0; i < projects.rows().size(); i++) {
                (i * 7919 % folds == f ? held : in).add(projects.rows().get(i));
            }
            PastModel model = PastModel.of(projects.of(in), candidate, SEED);
            for (Projects.Row row : held) {
                PastModel.Prediction said = model.predict(row.cells(), 0.8);
                inside += said.low().isPresent()
                                && row.target() >= said.low().getAsDouble()
                                && row.target() <= said.high().getAsDouble()
                        ? 1
                        : 0;
            }
        }
        return (double) inside / projects.rows().size();
    }

    private static RawTable arff(Path file) throws IOException {
        List<String> columns = new ArrayList<>();
        List<RawTable.RawRow> rows = new ArrayList<>();
        boolean data = false;
        long number = 0;
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            number++;
            if (line.startsWith("@attribute")) {
                columns.add(line.substring("@attribute ".length(), line.lastIndexOf(' ')));
            } else if (line.startsWith("@data")) {
                data = true;
            } else if (data && !line.isBlank()) {
                rows.add(new RawTable.RawRow(
                        number,
                        Arrays.stream(line.split(",")).map(String::strip).toList()));
            }
        }
        return new RawTable(columns, rows);
    }
}
