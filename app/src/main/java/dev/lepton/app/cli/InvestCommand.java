package dev.lepton.app.cli;

import dev.lepton.core.evidence.Problem;
import dev.lepton.core.finance.CashFlows;
import dev.lepton.core.finance.risk.MonteCarlo;
import dev.lepton.core.finance.risk.Risk;
import dev.lepton.formats.documents.InvestmentDocument;
import dev.lepton.formats.finance.CashFlowsCsv;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
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
    private static final BigDecimal ASSUMED = new BigDecimal("0.1");

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
            Answer answer = answer(f);
            answer.sheets().print(output);
            html.write(
                    "Whether it pays",
                    answer.sheets(),
                    () -> new InvestPlots(answer.rate()).of(answer.flows(), answer.risk()));
        });
    }

    private record Answer(Sheets sheets, BigDecimal rate, CashFlows flows, Optional<Risk> risk) {}

    private Answer answer(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".yaml") || name.endsWith(".yml") ? document(file) : flows(file);
    }

    private Answer flows(Path file) {
        CashFlowsCsv.ReadFlows read = CashFlowsCsv.read(file);
        Map<String, CashFlows> scenarios = new LinkedHashMap<>();
        read.scenarios().forEach((name, flows) -> scenarios.put(name, new CashFlows(flows)));
        InvestSheets sheets = sheets(Optional.empty(), read.start().isEmpty());
        CashFlows first = scenarios.values().iterator().next();
        Sheets answer = sheets.answer(first);
        if (scenarios.size() > 1) {
            answer.add(sheets.scenarios(scenarios));
            answer.note("the figures on top are of scenario '"
                    + scenarios.keySet().iterator().next() + "', the file's first.");
        }
        return new Answer(answer, sheets.rate(), first, Optional.empty());
    }

    private Answer document(Path file) {
        InvestmentDocument document = InvestmentDocument.read(file);
        InvestSheets sheets = sheets(document.rate(), true);
        CashFlows means = document.flows().with(Map.of());
        Map<String, CashFlows> scenarios = new LinkedHashMap<>();
        scenarios.put("means", means);
        document.scenarios()
                .forEach((name, values) -> scenarios.put(name, document.flows().with(values)));
        Sheets answer = sheets.answer(means);
        if (scenarios.size() > 1) {
            answer.add(sheets.scenarios(scenarios));
        }
        Optional<Risk> risk = document.flows().inputs().isEmpty()
                ? Optional.empty()
                : Optional.of(MonteCarlo.run(document.flows(), sheets.rate(), paths, seed));
        risk.ifPresent(r -> {
            sheets.risk(r, seed, answer);
            answer.note("figures outside of the spread are with every input at its mean.");
        });
        return new Answer(answer, sheets.rate(), means, risk);
    }

    private InvestSheets sheets(Optional<BigDecimal> stated, boolean evenly) {
        Optional<BigDecimal> asked = Optional.ofNullable(rate).map(r -> share("--rate", r));
        BigDecimal used = asked.or(() -> stated).orElse(ASSUMED);
        BigDecimal reinvested = Optional.ofNullable(reinvestRate)
                .map(r -> share("--reinvest-rate", r))
                .orElse(used);
        return new InvestSheets(used, reinvested, asked.isEmpty() && stated.isEmpty(), evenly);
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
