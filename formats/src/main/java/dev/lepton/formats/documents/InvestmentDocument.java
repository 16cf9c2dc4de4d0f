package dev.lepton.formats.documents;

import dev.lepton.core.finance.CashFlow;
import dev.lepton.core.finance.risk.Spread;
import dev.lepton.core.finance.risk.UncertainFlows;
import dev.lepton.core.money.Money;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * An investment whose inputs are not known for sure, what {@code lepton invest} reads when given YAML.
 *
 * @param rate per year as a share; empty when the document states none
 * @param flows the payments and what they depend on
 * @param scenarios by name, the inputs each states
 */
public record InvestmentDocument(
        Optional<BigDecimal> rate, UncertainFlows flows, Map<String, Map<String, BigDecimal>> scenarios) {
    private static final int LAST_PERIOD = 1000;

    public InvestmentDocument {
        scenarios = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(scenarios));
    }

    /** Reads {@code path}. */
    public static InvestmentDocument read(Path path) {
        return of(YamlSource.read(path));
    }

    /** Reads {@code text}, called {@code file} in messages. */
    public static InvestmentDocument parse(String file, String text) {
        return of(YamlSource.parse(file, text));
    }

    private static InvestmentDocument of(Mapping top) {
        top.allow("currency", "rate_percent", "inputs", "correlations", "flows", "scenarios");
        Currency currency = top.currency();
        List<UncertainFlows.Flow> flows = new ArrayList<>();
        top.each("flows", f -> flows(f, currency)).forEach(flows::addAll);
        if (flows.isEmpty()) {
            throw top.wrong("", "there are no flows.", "Maybe start from the sample that --example prints.");
        }
        List<UncertainFlows.Input> inputs = top.each("inputs", InvestmentDocument::input);
        List<UncertainFlows.Correlation> correlations = top.each("correlations", InvestmentDocument::correlation);
        UncertainFlows uncertain = top.build(() -> new UncertainFlows(inputs, correlations, flows));
        List<String> names = inputs.stream().map(UncertainFlows.Input::name).toList();
        Map<String, Map<String, BigDecimal>> scenarios = new LinkedHashMap<>();
        top.each("scenarios", s -> {
            String name = s.text("name");
            if (name.equals("means") || scenarios.put(name, scenario(s, names)) != null) {
                throw s.wrong("name", "a scenario '" + name + "' is there already.", "Maybe another name.");
            }
            return name;
        });
        Optional<BigDecimal> rate =
                top.has("rate_percent") ? Optional.of(top.percent("rate_percent")) : Optional.empty();
        return new InvestmentDocument(rate, uncertain, scenarios);
    }

    private static UncertainFlows.Input input(Mapping section) {
        String name = section.text("name");
        return new UncertainFlows.Input(name, section.build(() -> spread(section)));
    }

    private static Spread spread(Mapping section) {
        return switch (section.choice("spread", List.of("normal", "lognormal", "triangular", "uniform"))) {
            case "normal" -> {
                section.allow("name", "spread", "mean", "deviation");
                yield new Spread.Normal(value(section, "mean"), value(section, "deviation"));
            }
            case "lognormal" -> {
                section.allow("name", "spread", "median", "p95");
                yield new Spread.LogNormal(value(section, "median"), value(section, "p95"));
            }
            case "triangular" -> {
                section.allow("name", "spread", "low", "likely", "high");
                yield new Spread.Triangular(value(section, "low"), value(section, "likely"), value(section, "high"));
            }
            case "uniform" -> {
                section.allow("name", "spread", "low", "high");
                yield new Spread.Uniform(value(section, "low"), value(section, "high"));
            }
            default -> throw new IllegalStateException("choice lets no other through");
        };
    }

    private static double value(Mapping section, String key) {
        return section.number(key).doubleValue();
    }

    private static UncertainFlows.Correlation correlation(Mapping section) {
        section.allow("of", "with", "value");
        return new UncertainFlows.Correlation(section.text("of"), section.text("with"), value(section, "value"));
    }

    private static List<UncertainFlows.Flow> flows(Mapping section, Currency currency) {
        section.allow("label", "amount", "times", "period", "from", "to");
        Money amount = section.money("amount", currency);
        if (section.has("period") && (section.has("from") || section.has("to"))) {
            throw section.wrong("period", "a flow has a period, or from and to, not both.", "Maybe leave period out.");
        }
        int from = section.has("period") ? section.whole("period") : section.whole("from");
        int to = section.has("period") ? from : section.whole("to");
        if (from < 0 || to < from || to > LAST_PERIOD) {
            throw section.wrong(
                    "",
                    "periods " + from + " to " + to + " are none.",
                    "Maybe 0 for now, 1 for the end of the first year.");
        }
        List<String> times = section.has("times")
                ? Arrays.stream(section.text("times").split("[*,]"))
                        .map(String::strip)
                        .toList()
                : List.of();
        String label = section.text("label");
        return IntStream.rangeClosed(from, to)
                .mapToObj(p -> new UncertainFlows.Flow(label, CashFlow.after(p, amount), times))
                .toList();
    }

    private static Map<String, BigDecimal> scenario(Mapping section, List<String> inputs) {
        List<String> allowed = new ArrayList<>(inputs);
        allowed.add("name");
        section.allow(allowed.toArray(String[]::new));
        Map<String, BigDecimal> values = new TreeMap<>();
        for (String key : section.keys()) {
            if (!key.equals("name")) {
                values.put(key, section.number(key));
            }
        }
        return values;
    }
}
