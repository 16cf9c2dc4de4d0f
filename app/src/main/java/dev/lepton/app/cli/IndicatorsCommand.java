package dev.lepton.app.cli;

import dev.lepton.core.evidence.Problem;
import dev.lepton.formats.documents.IndicatorsDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lepton indicators}: utilisation, cost structure, performance and profit ratios, and the checks on them. */
@Command(
        name = "indicators",
        description = {
            "Utilisation, cost structure, response times against targets, performance per cost",
            "and per watt, profit, a budget and its cuts, tasks by a deadline, shares of a GPU.",
            "Exit code 4 when a target is missed, a budget exceeded or a deadline cannot be met."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Lepton.Version.class)
final class IndicatorsCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before call
    private Example example;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Output output;

    @Override
    public Integer call() {
        Optional<IndicatorsDocument> document = example.file("indicators.yaml").map(IndicatorsDocument::read);
        return document.map(this::answer).orElse(0);
    }

    private int answer(IndicatorsDocument document) {
        String currency = document.currency().getCurrencyCode();
        Sheets answer = new Sheets();
        answer.head("currency", Cell.text(currency));
        List<String> failed = new ArrayList<>();
        new RatioSheets(document, currency).addTo(answer, failed);
        new SpendingSheets(document, currency).addTo(answer, failed);
        new GpuSheets(document, currency).addTo(answer);
        answer.print(output);
        failed.forEach(f -> output.err().println("lepton: check failed: " + f));
        return failed.isEmpty() ? 0 : Problem.Kind.CHECK.exitCode();
    }
}
