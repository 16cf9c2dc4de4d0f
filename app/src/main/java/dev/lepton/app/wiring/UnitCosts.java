package dev.lepton.app.wiring;

import dev.lepton.core.billing.CostLine;
import dev.lepton.core.billing.Filter;
import dev.lepton.core.economics.TokenCost;
import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.money.Money;
import dev.lepton.core.money.Price;
import dev.lepton.core.time.Window;
import dev.lepton.core.workload.Revenue;
import dev.lepton.core.workload.ServedTokens;
import dev.lepton.ledger.query.CostAnswer;
import dev.lepton.ledger.query.CostQuestion;
import dev.lepton.ledger.store.Kind;
import dev.lepton.report.model.DataQuality;
import dev.lepton.report.model.Earning;
import dev.lepton.report.model.Portion;
import dev.lepton.report.model.UnitCost;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What one unit costs: a GPU-hour, a job, a million tokens, a request; and what is left of revenue. */
final class UnitCosts {
    private static final int MOST_NAMED = 3;

    private final Session session;
    private final CostViews views;
    private final Window window;
    private final Confidence fleetConfidence;

    UnitCosts(Session session, CostViews views, Window window, Confidence fleetConfidence) {
        this.fleetConfidence = fleetConfidence;
        this.session = session;
        this.views = views;
        this.window = window;
    }

    List<UnitCost> all() {
        List<UnitCost> costs = new ArrayList<>();
        BigDecimal hours = views.gpuHours();
        if (hours.signum() > 0) {
            costs.add(new UnitCost(
                    "a GPU-hour that somebody held",
                    "GPU-hour",
                    Optional.of(per(views.fleetCost(), hours)),
                    "cost of the fleet, idle included ÷ GPU-hours held",
                    fleetConfidence.and(Confidence.ESTIMATE)));
        }
        jobs().ifPresent(costs::add);
        for (Map.Entry<String, List<ServedTokens>> model : served().entrySet()) {
            tokens(model.getKey(), model.getValue()).forEach(costs::add);
        }
        return costs;
    }

    private Optional<UnitCost> jobs() {
        long[] count = {0};
        if (!session.facts().manifest().of(Kind.JOBS).isEmpty()) {
            session.engine()
                    .query(
                            "SELECT count(*) FILTER (started < TIMESTAMP '" + stamp(window.to())
                                    + "' AND coalesce(ended, started) >= TIMESTAMP '" + stamp(window.from())
                                    + "') FROM jobs",
                            r -> count[0] = r.getLong(1));
        }
        return count[0] == 0
                ? Optional.empty()
                : Optional.of(new UnitCost(
                        "a job",
                        "job",
                        Optional.of(per(views.fleetCost(), BigDecimal.valueOf(count[0]))),
                        "cost of the fleet, idle included ÷ " + String.format(java.util.Locale.ROOT, "%,d", count[0])
                                + " jobs",
                        fleetConfidence.and(Confidence.ESTIMATE)));
    }

    private static String stamp(java.time.Instant instant) {
        return instant.toString().replace("T", " ").replace("Z", "");
    }

    private Map<String, List<ServedTokens>> served() {
        Map<String, List<ServedTokens>> byModel = new TreeMap<>();
        for (ServedTokens t : session.tokens()) {
            if (t.window().overlap(window).isPresent()) {
                byModel.computeIfAbsent(t.model(), m -> new ArrayList<>()).add(t);
            }
        }
        return byModel;
    }

    private List<UnitCost> tokens(String model, List<ServedTokens> served) {
        Optional<Money> cost = cost(model, served);
        if (cost.isEmpty()) {
            return List.of(new UnitCost(
                    model,
                    "1M tokens",
                    Optional.empty(),
                    "the cost of its machines is not known: no workload that is labelled with it is there, but for jobs",
                    Confidence.GUESS));
        }
        BigDecimal prompt = sum(served, s -> Optional.of(s.promptTokens()));
        BigDecimal output = sum(served, s -> Optional.of(s.outputTokens()));
        Optional<TokenCost.Times> times = times(served);
        boolean timed = times.isPresent();
        TokenCost tokens = new TokenCost(
                cost.get(), prompt, sum(served, ServedTokens::cachedTokens), output, times, BigDecimal.ZERO);
        Confidence sure = timed ? Confidence.ESTIMATE : Confidence.GUESS;
        String basis =
                timed ? "by prefill and decode time" : "an output token taken as 2.5 input tokens: no times are known";
        List<UnitCost> costs = new ArrayList<>();
        costs.add(new UnitCost(
                model + ", all tokens",
                "1M tokens",
                Optional.of(perMillion(tokens.blendedPerMillion())),
                "prompt and output alike, of " + whose(model, served),
                Confidence.ESTIMATE));
        costs.add(new UnitCost(
                model + ", input", "1M tokens", tokens.inputPerMillion().map(UnitCosts::perMillion), basis, sure));
        costs.add(new UnitCost(
                model + ", output", "1M tokens", tokens.outputPerMillion().map(UnitCosts::perMillion), basis, sure));
        BigDecimal requests = sum(served, ServedTokens::requests);
        if (requests.signum() > 0) {
            costs.add(new UnitCost(
                    model + ", a request",
                    "request",
                    Optional.of(per(cost.get(), requests)),
                    "cost ÷ requests",
                    Confidence.ESTIMATE));
        }
        return costs;
    }

    private static Optional<TokenCost.Times> times(List<ServedTokens> served) {
        return served.stream()
                        .allMatch(s -> s.prefillSeconds().isPresent()
                                && s.decodeSeconds().isPresent())
                ? Optional.of(new TokenCost.Times(
                        sum(served, ServedTokens::prefillSeconds), sum(served, ServedTokens::decodeSeconds)))
                : Optional.empty();
    }

    /** What served the model cost: stated with the tokens, else what workloads labelled with the model held. */
    private Optional<Money> cost(String model, List<ServedTokens> served) {
        if (served.stream().allMatch(s -> s.hourly().isPresent())) {
            Money sum = Money.zero(session.settings().currency());
            for (ServedTokens s : served) {
                Price hourly = s.hourly().orElseThrow();
                BigDecimal hours = BigDecimal.valueOf(s.window().length().toSeconds())
                        .divide(BigDecimal.valueOf(3_600), MathContext.DECIMAL128);
                sum = sum.plus(hourly.times(hours));
            }
            return Optional.of(sum);
        }
        return held(model, served).map(CostAnswer::total).filter(held -> !held.isZero());
    }

    /** What workloads that serve the model held: those labelled with it that are no jobs, since a job trains. */
    private Optional<CostAnswer> held(String model, List<ServedTokens> served) {
        Window span =
                served.stream().map(ServedTokens::window).reduce(Window::span).orElse(window);
        Filter filter = new Filter.And(List.of(
                new Filter.Compare("model", Filter.Operator.EQUALS, false, List.of(model)),
                new Filter.Compare("job", Filter.Operator.EQUALS, false, List.of("")),
                new Filter.Compare("controllerKind", Filter.Operator.CONTAINS, true, List.of("job", "Job"))));
        return Optional.of(session.costs()
                .ask(CostQuestion.by(List.of("controller", "pod"))
                        .in(Optional.of(span))
                        .where(filter)));
    }

    /** Whose cost is divided by the tokens. */
    private String whose(String model, List<ServedTokens> served) {
        if (served.stream().allMatch(s -> s.hourly().isPresent())) {
            return "the cost_per_hour stated with the tokens";
        }
        List<String> names = held(model, served).stream()
                .flatMap(answer -> answer.lines().stream())
                .map(UnitCosts::workload)
                .distinct()
                .toList();
        return "the cost of " + String.join(", ", names.subList(0, Math.min(MOST_NAMED, names.size())))
                + (names.size() > MOST_NAMED ? " and " + (names.size() - MOST_NAMED) + " more" : "")
                + ", labelled with the model; jobs are not counted";
    }

    private static String workload(CostLine line) {
        return line.kind() == CostLine.Kind.BILL
                ? "bill lines"
                : line.key().stream()
                        .filter(k -> !k.startsWith("__"))
                        .findFirst()
                        .orElse("workloads without a name");
    }

    /** Revenue by team against what the team cost; of the whole organisation where some is of no team. */
    List<Earning> earnings() {
        Map<String, Money> revenue = new TreeMap<>();
        Money all = Money.zero(session.settings().currency());
        boolean teamless = false;
        for (Revenue r : revenue()) {
            Optional<Money> amount = converted(r);
            if (amount.isPresent()) {
                all = all.plus(amount.get());
                teamless |= r.team().isEmpty();
                r.team().ifPresent(team -> revenue.merge(team, amount.get(), Money::plus));
            }
        }
        Map<String, Money> costs = views.byTeam();
        List<Earning> earnings = new ArrayList<>();
        revenue.forEach((team, amount) -> earnings.add(
                new Earning("team", team, amount, costs.getOrDefault(team, Money.zero(amount.currency())))));
        if (teamless) {
            earnings.add(new Earning("organisation", "all teams and what is of no team", all, views.total()));
        }
        return earnings;
    }

    /** Revenue that is in none of the earnings, since no rate converts it. */
    Optional<DataQuality.Finding> unconverted() {
        List<Revenue> all = revenue();
        List<Revenue> missing = all.stream().filter(r -> converted(r).isEmpty()).toList();
        String named = missing.stream()
                .map(r -> r.amount().amount().toPlainString() + " "
                        + r.amount().currency().getCurrencyCode() + " of "
                        + r.team().orElse("no team"))
                .distinct()
                .limit(MOST_NAMED)
                .collect(Collectors.joining(", "));
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(new DataQuality.Finding(
                        "Revenue in a currency without an exchange rate, in no sum: " + named,
                        Portion.of(missing.size(), all.size(), "lines of revenue"),
                        "State exchange_rates in lepton.yaml."));
    }

    private List<Revenue> revenue() {
        return session.revenue().stream()
                .filter(r -> r.window().overlap(window).isPresent())
                .toList();
    }

    /** By the rate of the day on which its period begins. */
    private Optional<Money> converted(Revenue revenue) {
        return session.settings()
                .rates()
                .convert(
                        revenue.amount(),
                        session.settings().currency(),
                        revenue.window()
                                .from()
                                .atOffset(session.settings().zone())
                                .toLocalDate());
    }

    private static BigDecimal sum(
            List<ServedTokens> served, java.util.function.Function<ServedTokens, Optional<BigDecimal>> amount) {
        return served.stream()
                .map(s -> amount.apply(s).orElse(BigDecimal.ZERO))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static Money perMillion(Price price) {
        return new Money(price.perUnit(), price.currency());
    }

    private static Money per(Money cost, BigDecimal units) {
        return new Money(cost.amount().divide(units, Money.SCALE, RoundingMode.HALF_EVEN), cost.currency());
    }
}
