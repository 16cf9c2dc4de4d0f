package dev.lepton.app.cli;

import dev.lepton.core.economics.ApiComparison;
import dev.lepton.core.economics.TokenCost;
import dev.lepton.core.economics.TrainingCost;
import dev.lepton.core.evidence.Explanation;
import dev.lepton.core.money.Footing;
import dev.lepton.core.money.Price;
import dev.lepton.formats.documents.UnitCostDocument;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lepton unit-cost}: what a million tokens, a training run, a job and a request cost. */
@Command(
        name = "unit-cost",
        description = {
            "Cost of one piece of work: 1M tokens (input, cached, output), a training run,",
            "a job, a request; and serving a model against buying its tokens."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Lepton.Version.class)
final class UnitCostCommand implements Runnable {
    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before run
    private Example example;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Output output;

    @Override
    public void run() {
        example.file("unit-cost.yaml")
                .map(UnitCostDocument::read)
                .ifPresent(d -> answer(d).print(output));
    }

    private static Sheets answer(UnitCostDocument document) {
        String currency = document.currency().getCurrencyCode();
        Sheets answer = new Sheets();
        answer.head("currency", Cell.text(currency));
        answer.add(tokens(document.tokens(), currency));
        answer.add(tokenParts(document.tokens(), currency));
        answer.add(bought(document.tokens(), currency));
        answer.add(runs(document.runs(), currency));
        answer.add(pieces("jobs", "Jobs", false, document.jobs(), currency));
        answer.add(pieces("requests", "Requests", true, document.requests(), currency));
        notes(document, answer);
        return answer;
    }

    private static Sheet tokens(List<UnitCostDocument.Tokens> models, String currency) {
        Sheet sheet = new Sheet("tokens", "Tokens, " + currency + " per 1M")
                .text("model", "name")
                .number("blended", "blended_per_million")
                .number("input", "input_per_million")
                .number("cached", "cached_per_million")
                .number("output", "output_per_million")
                .text("split", "split");
        for (UnitCostDocument.Tokens model : models) {
            TokenCost cost = model.cost();
            sheet.row(
                    Cell.text(model.name()),
                    price(cost.blendedPerMillion(), 3),
                    Cell.known(cost.inputPerMillion(), p -> price(p, 3)),
                    Cell.known(cost.cachedPerMillion(), p -> price(p, 3)),
                    Cell.known(cost.outputPerMillion(), p -> price(p, 3)),
                    Cell.text(cost.measured() ? "by time" : "guess: output = 2.5 × input"));
        }
        return sheet;
    }

    private static Sheet tokenParts(List<UnitCostDocument.Tokens> models, String currency) {
        Sheet sheet = new Sheet("token_parts", "What the tokens cost in all")
                .text("model", "name")
                .text("part", "part")
                .number(currency, "cost")
                .text("of", "working");
        BigDecimal total = BigDecimal.ZERO;
        for (UnitCostDocument.Tokens model : models) {
            Explanation parts = model.cost().parts();
            List<BigDecimal> shown = footed(parts);
            for (int i = 0; i < shown.size(); i++) {
                Explanation part = parts.parts().get(i);
                sheet.row(
                        Cell.text(model.name()),
                        Cell.text(part.label()),
                        Cell.shownAs(shown.get(i), part.amount().amount()),
                        Cell.text(part.working()));
                total = total.add(shown.get(i));
            }
        }
        sheet.total("total", "", Cell.grouped(total), "");
        return sheet;
    }

    private static Sheet bought(List<UnitCostDocument.Tokens> models, String currency) {
        Sheet sheet = new Sheet("api", "Serving against buying the same tokens")
                .text("model", "name")
                .number("serving " + currency, "self_hosted_cost")
                .number("buying " + currency, "api_cost")
                .number("saved by serving " + currency, "saving")
                .number("break-even tokens", "break_even_tokens");
        for (UnitCostDocument.Tokens model : models) {
            model.api()
                    .ifPresent(api -> sheet.row(
                            Cell.text(model.name()),
                            Cell.number(api.selfHosted().amount(), 2),
                            Cell.number(api.bought().amount(), 2),
                            Cell.number(api.saving().amount(), 2),
                            Cell.known(api.breakEvenTokens(), n -> Cell.number(n, 0))));
        }
        return sheet;
    }

    private static Sheet runs(List<TrainingCost> runs, String currency) {
        Sheet sheet = new Sheet("runs", "Training runs, " + currency)
                .text("run", "name")
                .number("GPU time that counted", "gpu_cost")
                .number("GPU time lost", "lost_cost")
                .number("other", "other_cost")
                .number("run", "cost")
                .number("per GPU-hour that counted", "cost_per_counted_gpu_hour");
        for (TrainingCost run : runs) {
            Explanation total = run.total();
            List<BigDecimal> shown = footed(total);
            BigDecimal counted = run.hours().subtract(run.lostHours()).multiply(BigDecimal.valueOf(run.gpus()));
            BigDecimal cost = total.amount().amount();
            sheet.row(
                    Cell.text(run.name()),
                    Cell.shownAs(shown.get(0), total.parts().get(0).amount().amount()),
                    Cell.shownAs(shown.get(1), total.parts().get(1).amount().amount()),
                    Cell.shownAs(shown.get(2), total.parts().get(2).amount().amount()),
                    Cell.number(cost, 2),
                    counted.signum() == 0 ? Cell.NONE : Cell.number(cost.divide(counted, MathContext.DECIMAL128), 2));
        }
        return sheet;
    }

    private static Sheet pieces(
            String key, String title, boolean perThousand, List<UnitCostDocument.Pieces> pieces, String currency) {
        BigDecimal per = perThousand ? THOUSAND : BigDecimal.ONE;
        String one = perThousand ? "1,000" : "piece";
        String field = perThousand ? "thousand_" : "";
        Sheet sheet = new Sheet(key, title)
                .text("of", "name")
                .number(currency, "cost")
                .number("made", "count")
                .number("failed", "failed")
                .number(currency + " per " + one + " made", "cost_per_" + field + "made")
                .number(currency + " per " + one + " finished", "cost_per_" + field + "finished");
        for (UnitCostDocument.Pieces batch : pieces) {
            sheet.row(
                    Cell.text(batch.name()),
                    Cell.number(batch.cost().cost().amount(), 2),
                    Cell.plain(batch.cost().made()),
                    Cell.plain(batch.cost().failed()),
                    Cell.number(batch.cost().perMade().perUnit().multiply(per), 4),
                    Cell.known(
                            batch.cost().perFinished(),
                            p -> Cell.number(p.perUnit().multiply(per), 4)));
        }
        return sheet;
    }

    private static void notes(UnitCostDocument document, Sheets answer) {
        for (UnitCostDocument.Tokens model : document.tokens()) {
            TokenCost cost = model.cost();
            if (!cost.measured()) {
                answer.note(model.name() + ": no prefill and decode times, so an output token is taken to cost "
                        + TokenCost.OUTPUT_OVER_INPUT + " times an input token, a guess.");
            }
            if (cost.cachedTokens().signum() > 0 && cost.cachedWeight().signum() == 0) {
                answer.note(
                        model.name() + ": cached tokens need no prefill and bear no cost here; the memory that holds"
                                + " them is part of the others' (cached_weight_percent changes that).");
            }
            model.api().ifPresent(api -> answer.note(apiNote(model.name(), api)));
        }
    }

    private static String apiNote(String name, ApiComparison api) {
        String which = switch (api.saving().amount().signum()) {
            case 0 -> "serving and buying cost the same";
            case 1 -> "serving costs less";
            default -> "buying costs less";
        };
        return name + ": " + which + " at this volume. Cached prompt tokens are bought at the full input price;"
                + " break-even keeps the mix and the machines, and whether they can serve so many is not looked at.";
    }

    private static List<BigDecimal> footed(Explanation parts) {
        return Footing.foot(parts.parts().stream().map(p -> p.amount().amount()).toList(), 2);
    }

    private static Cell price(Price price, int decimals) {
        return Cell.number(price.perUnit(), decimals);
    }
}
