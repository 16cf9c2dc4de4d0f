package dev.lepton.app.cli;

import dev.lepton.core.evidence.Problem;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lepton invest}: whether cash flows pay, by every usual measure, and how sure that is. */
@Command(
        name = "invest",
        description = {
            "Whether an investment pays: net present value, internal rates of return, return on",
            "investment, payback; scenarios; and for uncertain inputs the spread of the value.",
            "Reads CSV 'period,amount' (ends of years from 0), 'date,amount', or a YAML document."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Lepton.Version.class)
final class InvestCommand implements Runnable {
    private static final int MOST_PATHS = 10_000_000;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before run
    private Example example;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Output output;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private HtmlOption html;

    @Option(
            names = "--rate",
            paramLabel = "SHARE",
            description = "Yearly discount rate: 0.1 or 10%%. Default: the document's, else 0.1.")
    private @Nullable String rate;

    @Option(
            names = "--reinvest-rate",
            paramLabel = "SHARE",
            description = "What is put out at until the end, for the modified rate of return. Default: --rate.")
    private @Nullable String reinvestRate;

    @Option(
            names = "--paths",
            defaultValue = "100000",
            paramLabel = "N",
            description = "Draws for uncertain inputs. Default: ${DEFAULT-VALUE}.")
    private int paths;

    @Option(names = "--seed", defaultValue = "42", description = "Of the draws. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Override
    public void run() {
        if (paths < 1 || paths > MOST_PATHS) {
            throw Problem.input("--paths is " + paths + ".", "Maybe 100000; at most 10 million.");
        }
        example.file("invest.yaml").ifPresent(f -> {
            Investment answer = Investment.of(
                    f,
                    new Investment.Asked(
                            Optional.ofNullable(rate).map(r -> share("--rate", r)),
                            Optional.ofNullable(reinvestRate).map(r -> share("--reinvest-rate", r)),
                            paths,
                            seed));
            answer.sheets().print(output);
            html.write("Whether it pays", answer.sheets(), answer::plots);
        });
    }

    private static BigDecimal share(String option, String text) {
        boolean percent = text.endsWith("%");
        try {
            BigDecimal number = new BigDecimal((percent ? text.substring(0, text.length() - 1) : text).strip());
            BigDecimal share = percent ? number.movePointLeft(2) : number;
            if (share.compareTo(BigDecimal.ONE.negate()) > 0 && (percent || share.compareTo(BigDecimal.ONE) <= 0)) {
                return share;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw Problem.input(
                option + " is '" + text + "'.", "Maybe 0.1 or 10%, above -100%; more than 1 needs the % sign.");
    }
}
