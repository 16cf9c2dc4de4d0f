package dev.lepton.app.cli;

import dev.lepton.app.board.RentOrBuyPlots;
import dev.lepton.core.economics.PowerMode;
import dev.lepton.formats.documents.RentOrBuyDocument;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lepton rent-or-buy}: a machine owned against the same GPUs rented. */
@Command(
        name = "rent-or-buy",
        description = {
            "Owned against rented GPUs: the utilisation above which owning costs less, a GPU-hour at",
            "several utilisations, the years of buying instead of renting with their present value,",
            "and when to replace the machine. Example: lepton rent-or-buy --example > my.yaml"
        },
        mixinStandardHelpOptions = true,
        versionProvider = Lepton.Version.class)
final class RentOrBuyCommand implements Runnable {
    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before run
    private Example example;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private HtmlOption html;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Output output;

    @Option(
            names = "--power-follows-load",
            description = "Let power fall with utilisation. Without it the stated power is drawn at any utilisation.")
    private boolean powerFollowsLoad;

    @Override
    public void run() {
        example.file("rent-or-buy.yaml").ifPresent(this::answer);
    }

    private void answer(Path file) {
        RentOrBuyDocument document = RentOrBuyDocument.read(file);
        PowerMode mode = powerFollowsLoad ? PowerMode.FOLLOWS_LOAD : PowerMode.HELD;
        Sheets answer = new RentOrBuySheets(document, mode).answer();
        html.write("Rent or buy: " + document.machine().name(), answer, () -> RentOrBuyPlots.of(document, mode));
        answer.print(output);
    }
}
