package dev.lepton.formats.documents;

import dev.lepton.core.economics.ApiComparison;
import dev.lepton.core.economics.PieceCost;
import dev.lepton.core.economics.TokenCost;
import dev.lepton.core.economics.TrainingCost;
import dev.lepton.core.money.Money;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/**
 * What was made and what it cost, what {@code lepton unit-cost} reads. At least one of the lists is not empty.
 *
 * @param tokens models served
 * @param runs training runs
 * @param jobs batches of jobs
 * @param requests batches of requests
 */
public record UnitCostDocument(
        Currency currency, List<Tokens> tokens, List<TrainingCost> runs, List<Pieces> jobs, List<Pieces> requests) {
    /** A model served, and what buying the same tokens would ask. */
    public record Tokens(String name, TokenCost cost, Optional<ApiComparison> api) {}

    /** Jobs or requests counted together. */
    public record Pieces(String name, PieceCost cost) {}

    public UnitCostDocument {
        tokens = List.copyOf(tokens);
        runs = List.copyOf(runs);
        jobs = List.copyOf(jobs);
        requests = List.copyOf(requests);
    }

    /** Reads {@code path}. */
    public static UnitCostDocument read(Path path) {
        return of(YamlSource.read(path));
    }

    /** Reads {@code text}, called {@code file} in messages. */
    public static UnitCostDocument parse(String file, String text) {
        return of(YamlSource.parse(file, text));
    }

    private static UnitCostDocument of(Mapping top) {
        top.allow("currency", "tokens", "runs", "jobs", "requests");
        Currency currency = top.currency();
        UnitCostDocument document = new UnitCostDocument(
                currency,
                top.each("tokens", t -> tokens(t, currency)),
                top.each("runs", r -> run(r, currency)),
                top.each("jobs", j -> pieces(j, currency)),
                top.each("requests", r -> pieces(r, currency)));
        if (document.tokens.isEmpty()
                && document.runs.isEmpty()
                && document.jobs.isEmpty()
                && document.requests.isEmpty()) {
            throw top.wrong("", "there is nothing to price.", "Maybe add tokens, runs, jobs or requests.");
        }
        return document;
    }

    private static Tokens tokens(Mapping section, Currency currency) {
        section.allow(
                "name",
                "cost",
                "cost_per_hour",
                "hours",
                "prompt_tokens",
                "output_tokens",
                "cached_tokens",
                "cached_blocks",
                "block_tokens",
                "prefill_seconds",
                "decode_seconds",
                "cached_weight_percent",
                "api");
        Money cost = cost(section, currency);
        BigDecimal prompt = section.amount("prompt_tokens");
        BigDecimal output = section.amount("output_tokens");
        BigDecimal weight =
                section.has("cached_weight_percent") ? section.percent("cached_weight_percent") : BigDecimal.ZERO;
        TokenCost tokens =
                section.build(() -> new TokenCost(cost, prompt, cached(section), output, times(section), weight));
        Optional<ApiComparison> api = section.optional("api").map(a -> {
            a.allow("input_per_million", "output_per_million");
            BigDecimal million = BigDecimal.valueOf(1_000_000);
            return a.build(() -> new ApiComparison(
                    cost,
                    prompt,
                    output,
                    a.price("input_per_million", currency).spreadOver(million),
                    a.price("output_per_million", currency).spreadOver(million)));
        });
        return new Tokens(section.text("name"), tokens, api);
    }

    private static Money cost(Mapping section, Currency currency) {
        if (section.has("cost") == section.has("cost_per_hour")) {
            throw section.wrong(
                    "", "the cost is stated either as cost or as cost_per_hour with hours.", "Maybe keep one of them.");
        }
        return section.has("cost")
                ? new Money(section.amount("cost"), currency)
                : section.price("cost_per_hour", currency).times(section.amount("hours"));
    }

    private static BigDecimal cached(Mapping section) {
        if (section.has("cached_blocks")) {
            if (section.has("cached_tokens")) {
                throw section.wrong(
                        "cached_tokens",
                        "cached tokens are stated either as cached_tokens or as cached_blocks with block_tokens.",
                        "Maybe keep one of them.");
            }
            return section.amount("cached_blocks").multiply(section.amount("block_tokens"));
        }
        return section.has("cached_tokens") ? section.amount("cached_tokens") : BigDecimal.ZERO;
    }

    private static Optional<TokenCost.Times> times(Mapping section) {
        if (!section.has("prefill_seconds") && !section.has("decode_seconds")) {
            return Optional.empty();
        }
        return Optional.of(new TokenCost.Times(section.amount("prefill_seconds"), section.amount("decode_seconds")));
    }

    private static TrainingCost run(Mapping section, Currency currency) {
        section.allow("name", "gpus", "hours", "lost_hours", "price_per_gpu_hour", "other_cost");
        return section.build(() -> new TrainingCost(
                section.text("name"),
                section.whole("gpus"),
                section.amount("hours"),
                section.number("lost_hours", BigDecimal.ZERO),
                section.price("price_per_gpu_hour", currency),
                new Money(section.number("other_cost", BigDecimal.ZERO), currency)));
    }

    private static Pieces pieces(Mapping section, Currency currency) {
        section.allow("name", "cost", "count", "failed");
        return new Pieces(
                section.text("name"),
                section.build(() -> new PieceCost(
                        section.money("cost", currency),
                        section.amount("count"),
                        section.number("failed", BigDecimal.ZERO))));
    }
}
