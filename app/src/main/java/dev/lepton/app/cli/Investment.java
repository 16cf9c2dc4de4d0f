package dev.lepton.app.cli;

import dev.lepton.core.finance.CashFlows;
import dev.lepton.core.finance.risk.MonteCarlo;
import dev.lepton.core.finance.risk.Risk;
import dev.lepton.formats.documents.InvestmentDocument;
import dev.lepton.formats.finance.CashFlowsCsv;
import dev.lepton.report.model.Plot;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An investment and everything there is to say of it.
 *
 * @param sheets what is said
 * @param rate yearly discount rate as a share
 * @param flows its flows, with every uncertain input at its mean
 * @param risk how its value is spread; empty where nothing is uncertain
 */
record Investment(Sheets sheets, BigDecimal rate, CashFlows flows, Optional<Risk> risk) {
    private static final BigDecimal ASSUMED = new BigDecimal("0.1");

    /**
     * What goes before the document and what it does not state.
     *
     * @param rate yearly discount rate as a share
     * @param reinvested rate for what comes in; the discount rate where it is empty
     * @param paths draws for uncertain inputs
     */
    record Asked(Optional<BigDecimal> rate, Optional<BigDecimal> reinvested, int paths, long seed) {
        /** Nothing in particular. */
        static final Asked USUAL = new Asked(Optional.empty(), Optional.empty(), 100_000, 42);

        private InvestSheets sheets(Optional<BigDecimal> stated, boolean evenly) {
            BigDecimal used = rate.or(() -> stated).orElse(ASSUMED);
            return new InvestSheets(used, reinvested.orElse(used), rate.isEmpty() && stated.isEmpty(), evenly);
        }
    }

    /** The investment in {@code file}: YAML by its name, else CSV. */
    static Investment of(Path file, Asked asked) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".yaml") || name.endsWith(".yml")
                ? of(InvestmentDocument.read(file), asked)
                : of(CashFlowsCsv.read(file), asked);
    }

    private static Investment of(CashFlowsCsv.ReadFlows read, Asked asked) {
        Map<String, CashFlows> scenarios = new LinkedHashMap<>();
        read.scenarios().forEach((name, flows) -> scenarios.put(name, new CashFlows(flows)));
        InvestSheets sheets = asked.sheets(Optional.empty(), read.start().isEmpty());
        CashFlows first = scenarios.values().iterator().next();
        Sheets answer = sheets.answer(first);
        if (scenarios.size() > 1) {
            answer.add(sheets.scenarios(scenarios));
            answer.note("the figures on top are of scenario '"
                    + scenarios.keySet().iterator().next() + "', the file's first.");
        }
        return new Investment(answer, sheets.rate(), first, Optional.empty());
    }

    /** The investment that {@code document} states. */
    static Investment of(InvestmentDocument document, Asked asked) {
        InvestSheets sheets = asked.sheets(document.rate(), true);
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
                : Optional.of(MonteCarlo.run(document.flows(), sheets.rate(), asked.paths(), asked.seed()));
        risk.ifPresent(r -> {
            sheets.risk(r, asked.seed(), answer);
            answer.note("figures outside of the spread are with every input at its mean.");
        });
        return new Investment(answer, sheets.rate(), means, risk);
    }

    /** Its drawings. */
    List<Plot> plots() {
        return new InvestPlots(rate).of(flows, risk);
    }
}
