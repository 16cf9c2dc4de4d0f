package dev.lepton.app.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.predict.Candidate;
import dev.lepton.core.predict.Cleaned;
import dev.lepton.core.predict.Cleaning;
import dev.lepton.core.predict.CrossValidation;
import dev.lepton.core.predict.NewProjects;
import dev.lepton.core.predict.PastModel;
import dev.lepton.core.predict.Projects;
import dev.lepton.formats.projects.Experiments;
import dev.lepton.formats.projects.ModelFile;
import dev.lepton.formats.projects.ProjectsCsv;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lepton predict}: what a project will cost, from what projects before it did. */
@Command(
        name = "predict",
        description = {
            "What a project will cost, from past projects: the table is cleaned and every change told, seventeen",
            "ways of learning are held against projects they did not see, the simplest of the best is taken.",
            "Any CSV with a header; a column 'dataset' with train and test is honoured.",
            "",
            "For instance: lepton predict past.csv --target total_cost --for new.csv"
        },
        mixinStandardHelpOptions = true,
        versionProvider = Lepton.Version.class)
final class PredictCommand implements Runnable {
    private static final int LEAST = 5;

    @Parameters(index = "0", arity = "0..1", paramLabel = "HISTORY.csv", description = "Past projects.")
    private @Nullable Path file;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before run
    private Output output;

    @Option(names = "--target", paramLabel = "COLUMN", description = "The column to predict.")
    private @Nullable String target;

    @Option(names = "--for", paramLabel = "NEW.csv", description = "New projects to predict.")
    private @Nullable Path fresh;

    @Option(names = "--drop", split = ",", paramLabel = "COLUMNS", description = "Columns to leave out.")
    private List<String> drop = List.of();

    @Option(
            names = "--drop-suspects",
            description = "Leave out every column that may be known only when the project is over.")
    private boolean dropSuspects;

    @Option(
            names = "--level",
            defaultValue = "80",
            paramLabel = "PERCENT",
            description = "Bands that hold so many per cent of projects. Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init")
    private BigDecimal level;

    @Option(
            names = "--seed",
            defaultValue = "42",
            description = "What folds and draws are made from. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--save", paramLabel = "MODEL.json", description = "Save the model with where it comes from.")
    private @Nullable Path save;

    @Option(names = "--model", paramLabel = "MODEL.json", description = "Predict with a saved model; needs --for.")
    private @Nullable Path model;

    @Option(names = "--track", paramLabel = "RUNS.jsonl", description = "Add this experiment to a list.")
    private @Nullable Path track;

    @Option(names = "--experiments", paramLabel = "RUNS.jsonl", description = "Show such a list and nothing else.")
    private @Nullable Path experiments;

    @Override
    public void run() {
        if (level.signum() <= 0 || level.compareTo(BigDecimal.valueOf(100)) >= 0) {
            throw Problem.input("--level is " + level + ".", "Maybe 80: per cent, above 0 and below 100.");
        }
        if (experiments != null) {
            PredictSheets.experiments(Experiments.read(experiments)).print(output);
        } else if (model != null) {
            saved(model);
        } else if (file != null) {
            learn(file);
        } else {
            throw Problem.input(
                    "no past projects were given.", "Maybe lepton predict past.csv --target total_cost --for new.csv");
        }
    }

    private void saved(Path from) {
        if (fresh == null || file != null) {
            throw Problem.input(
                    "--model " + from + (file == null ? " comes without --for." : " comes beside " + file + "."),
                    "Maybe lepton predict --model " + from + " --for new.csv");
        }
        ModelFile.Saved saved = ModelFile.read(from);
        PredictSheets answer = new PredictSheets(saved.model(), share());
        answer.reused(saved);
        answer.predictAll(
                NewProjects.of(ProjectsCsv.read(fresh).table(), saved.model().projects()));
        answer.print(output);
    }

    private void learn(Path from) {
        ProjectsCsv.ReadProjects read = ProjectsCsv.read(from);
        Cleaned cleaned = cleaned(from, read);
        Projects train = dropSuspects ? cleaned.train().without(PastModel.suspects(cleaned.train())) : cleaned.train();
        if (train.rows().size() < LEAST || train.columns().isEmpty()) {
            throw Problem.input(
                    from + " has " + train.rows().size() + " projects with "
                            + train.columns().size() + " columns to learn from; " + LEAST + " with one are the least."
                            + cleaned.dropped().stream()
                                    .findFirst()
                                    .map(d -> " Line " + d.line() + " was left out: " + d.reason() + ".")
                                    .orElse(""),
                    "Maybe another column is meant with --target, or more of the past is to be had.");
        }
        CrossValidation validation = new CrossValidation(train, seed);
        List<CrossValidation.Tried> tried = validation.of(Candidate.all());
        CrossValidation.Tried chosen = CrossValidation.choose(tried);
        PastModel learnt = PastModel.of(train, chosen.candidate(), seed);
        PredictSheets answer = new PredictSheets(learnt, share());
        ObjectNode scores = answer.learnt(validation, tried, chosen);
        answer.cleaned(cleaned, read.failures());
        if (!cleaned.test().rows().isEmpty()) {
            answer.tested(dropSuspects ? cleaned.test().without(PastModel.suspects(cleaned.train())) : cleaned.test());
        }
        if (fresh != null) {
            answer.predictAll(NewProjects.of(ProjectsCsv.read(fresh).table(), train));
        }
        keep(from, learnt, tried, scores);
        answer.print(output);
    }

    private Cleaned cleaned(Path from, ProjectsCsv.ReadProjects read) {
        String wanted = Optional.ofNullable(target)
                .or(() -> read.table().columns().stream()
                        .filter(c -> List.of("total_cost", "cost").contains(c.toLowerCase(Locale.ROOT)))
                        .findFirst())
                .orElseThrow(() -> Problem.input(
                        "--target does not say which column of " + from + " to predict.",
                        "Maybe one of " + String.join(", ", read.table().columns()) + "."));
        try {
            return Cleaning.of(
                    read.table(),
                    wanted,
                    drop.stream().map(c -> c.strip().toLowerCase(Locale.ROOT)).collect(Collectors.toSet()));
        } catch (IllegalArgumentException e) {
            throw Problem.input(from + ": " + e.getMessage(), "Maybe it is spelt otherwise.");
        }
    }

    private void keep(Path from, PastModel learnt, List<CrossValidation.Tried> tried, ObjectNode scores) {
        if (save == null && track == null) {
            return;
        }
        ModelFile.Origin origin = new ModelFile.Origin(
                from.toString(),
                sha256(from),
                InstantSource.system().instant().truncatedTo(ChronoUnit.SECONDS).toString(),
                seed);
        if (save != null) {
            ModelFile.write(save, learnt, origin, scores);
            output.err().println("Saved: " + save);
        }
        if (track != null) {
            Experiments.add(track, PredictSheets.experiment(learnt, origin, tried, scores, Optional.ofNullable(save)));
        }
    }

    private double share() {
        return level.movePointLeft(2).doubleValue();
    }

    private static String sha256(Path file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw Problem.outside(file + " could not be read: " + e.getMessage(), "", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
