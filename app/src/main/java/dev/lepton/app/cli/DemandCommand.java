package dev.lepton.app.cli;

import dev.lepton.core.catalog.Device;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.forecast.Automatic;
import dev.lepton.core.forecast.Forecast;
import dev.lepton.core.forecast.Series;
import dev.lepton.core.forecast.method.Cadence;
import dev.lepton.core.predict.demand.Ahead;
import dev.lepton.formats.documents.DemandDocument;
import dev.lepton.formats.prices.BundledPrices;
import dev.lepton.formats.series.SeriesCsv;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lepton demand}: what a project needs of GPUs and the rest, priced; and what a growing demand will need. */
@Command(
        name = "demand",
        description = {
            "What a project needs: GPU-hours, GPUs, memory, processors, storage, network and licences with the",
            "working, priced from the bundled lists; and from a demand seen so far, what is needed by month,",
            "when it lacks and when to order.",
            "",
            "For instance: lepton demand --example > demand.yaml && lepton demand demand.yaml"
        },
        mixinStandardHelpOptions = true,
        versionProvider = Lepton.Version.class)
final class DemandCommand implements Runnable {
    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before run
    private Example example;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Output output;

    @Override
    public void run() {
        example.file("demand.yaml")
                .map(DemandDocument::read)
                .ifPresent(d -> answer(d).print(output));
    }

    private static Sheets answer(DemandDocument document) {
        Optional<Device> device = document.gpu().map(DemandCommand::device);
        if (device.isEmpty()
                && (document.training().isPresent() || document.serving().isPresent())) {
            throw Problem.input("gpu is missing, but there is training or serving.", "Maybe gpu: H100-80GB.");
        }
        DemandSheets sheets = new DemandSheets(document, device);
        try {
            document.training().ifPresent(t -> sheets.training(t, device.orElseThrow()));
            document.serving().ifPresent(s -> sheets.serving(s, device.orElseThrow()));
        } catch (IllegalArgumentException e) {
            throw Problem.input(String.valueOf(e.getMessage()), "Maybe another gpu.");
        }
        document.data().ifPresent(d -> sheets.data(d, document.training()));
        sheets.fees();
        document.history().ifPresent(h -> sheets.ahead(h, ahead(h)));
        return sheets.answer();
    }

    private static Device device(String name) {
        return BundledPrices.knownDevices()
                .named(name)
                .orElseThrow(() -> Problem.input(
                        "No accelerator named '" + name + "' is known.",
                        "Maybe one of "
                                + String.join(", ", BundledPrices.knownDevices().like(name, 6)) + "."));
    }

    private static List<Ahead> ahead(DemandDocument.History history) {
        SeriesCsv.ReadSeries read = SeriesCsv.read(history.series());
        if (read.series().size() != 1) {
            throw Problem.input(
                    history.series() + " has " + read.series().size() + " series.",
                    "Maybe one demand, as 'ds,y' by the day.");
        }
        Series series = read.series().get(0);
        if (series.cadence() != Cadence.DAILY) {
            throw Problem.input(
                    history.series() + " is not by the day.", "Maybe add up each day's demand, or take its peak.");
        }
        Forecast forecast = Automatic.of(List.of(series.values()), Cadence.DAILY, history.days(), i -> {})
                .get(0);
        List<Ahead> ahead = new ArrayList<>();
        try {
            history.stocks().forEach(s -> ahead.add(Ahead.of(series, forecast, history.level(), s)));
        } catch (IllegalArgumentException e) {
            throw Problem.input(
                    String.valueOf(e.getMessage()),
                    "Maybe fewer days ahead: " + series.size()
                            + " are known, and errors are taken from their later part.");
        }
        return ahead;
    }
}
