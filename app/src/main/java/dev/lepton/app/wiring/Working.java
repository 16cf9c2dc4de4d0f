package dev.lepton.app.wiring;

import dev.lepton.core.billing.CostLine;
import dev.lepton.core.billing.Resource;
import dev.lepton.core.billing.Share;
import dev.lepton.core.billing.Units;
import dev.lepton.core.evidence.Explanation;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.money.Money;
import dev.lepton.ledger.query.Asset;
import dev.lepton.ledger.query.CostAnswer;
import dev.lepton.ledger.query.CostQuestion;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The working behind a cost: what was held, on which machines, at which price, and what became of it. */
public final class Working {
    private static final int MOST_ASSETS = 12;

    private final Session session;
    private final CostQuestion question;

    /** @param question which cost is meant; its keys do not matter */
    public Working(Session session, CostQuestion question) {
        this.session = session;
        this.question = question;
    }

    /**
     * Explains the cost of the line whose {@code keys} have {@code values}.
     *
     * @throws Problem if there is no such line
     */
    public Explanation of(String name, List<String> keys, List<String> values) {
        List<String> finer = new ArrayList<>(keys);
        finer.addAll(List.of("instanceType", "device", "terms", "provider", "service"));
        CostAnswer answer = session.costs().ask(question.groupedBy(finer));
        List<CostLine> lines = answer.lines().stream()
                .filter(l -> l.key().subList(0, keys.size()).equals(values))
                .toList();
        if (lines.isEmpty()) {
            throw Problem.input(
                    "There is no cost named '" + name + "' in that window.",
                    "Maybe lepton cost --by " + (keys.isEmpty() ? "team" : String.join(",", keys))
                            + " lists those there are.");
        }
        List<Explanation> parts = new ArrayList<>();
        fleet(lines, keys.size()).forEach(parts::add);
        bills(lines, keys.size()).forEach(parts::add);
        idle(lines, keys.size()).forEach(parts::add);
        Money shared = Money.sum(lines.stream().map(CostLine::shared).toList(), answer.currency());
        if (!shared.isZero()) {
            parts.add(Explanation.leaf("cost shared onto it", shared, "by the rule of --share-split"));
        }
        String window =
                answer.window().map(w -> "from " + w.from() + " to " + w.to()).orElse("");
        return parts.isEmpty()
                ? Explanation.leaf(name, Money.zero(answer.currency()), window)
                : Explanation.sum(name, window, parts);
    }

    private List<Explanation> fleet(List<CostLine> lines, int skip) {
        List<Explanation> parts = new ArrayList<>();
        for (CostLine line : lines) {
            if (line.kind() != CostLine.Kind.WORKLOAD || line.sum().allocated().isZero()) {
                continue;
            }
            List<Explanation> resources = new ArrayList<>();
            Map<Resource, Share> shares = new EnumMap<>(Resource.class);
            shares.putAll(line.shares());
            shares.forEach((resource, share) -> {
                if (!share.allocated().isZero()) {
                    resources.add(resource(resource, share));
                }
            });
            parts.add(Explanation.sum("held of " + machine(line, skip), price(line, skip), resources));
        }
        return parts;
    }

    private static Explanation resource(Resource resource, Share share) {
        BigDecimal hours = Units.hours(resource, share.quantities().allocated());
        BigDecimal rate = hours.signum() == 0
                ? BigDecimal.ZERO
                : share.allocated()
                        .amount()
                        .divide(hours, MathContext.DECIMAL64)
                        .setScale(6, RoundingMode.HALF_EVEN);
        String working = hours.setScale(2, RoundingMode.HALF_EVEN).toPlainString() + " " + resource.unit() + " × "
                + rate.toPlainString();
        List<Explanation> parts = new ArrayList<>();
        part(
                parts,
                "used",
                share.used(),
                Units.hours(resource, share.quantities().used()),
                resource);
        part(
                parts,
                "held and not used",
                share.unused(),
                Units.hours(
                        resource, share.measured().subtract(share.quantities().used())),
                resource);
        part(
                parts,
                "held, use not measured",
                share.unmeasured(),
                Units.hours(resource, share.quantities().unmeasured()),
                resource);
        return parts.size() == 1
                ? Explanation.leaf(resource.name() + ", " + parts.get(0).label(), share.allocated(), working)
                : new Explanation(resource.name(), share.allocated(), working, parts);
    }

    private static void part(List<Explanation> parts, String label, Money amount, BigDecimal hours, Resource resource) {
        if (!amount.isZero()) {
            parts.add(Explanation.leaf(
                    label, amount, hours.setScale(2, RoundingMode.HALF_EVEN).toPlainString() + " " + resource.unit()));
        }
    }

    private static List<Explanation> bills(List<CostLine> lines, int skip) {
        Map<String, List<Explanation>> byProvider = new TreeMap<>();
        for (CostLine line : lines) {
            if (line.kind() == CostLine.Kind.BILL) {
                String provider = shown(line.key().get(skip + 3), "unknown provider");
                String service = shown(line.key().get(skip + 4), "unknown service");
                byProvider
                        .computeIfAbsent(provider, p -> new ArrayList<>())
                        .add(Explanation.leaf(service, line.external(), ""));
            }
        }
        List<Explanation> parts = new ArrayList<>();
        byProvider.forEach((provider, services) ->
                parts.add(Explanation.sum("billed by " + provider, "as the bill says", services)));
        return parts;
    }

    private List<Explanation> idle(List<CostLine> lines, int skip) {
        List<Explanation> parts = new ArrayList<>();
        for (CostLine line : lines) {
            if (line.idleTotal().isZero()) {
                continue;
            }
            List<Explanation> resources = new ArrayList<>();
            line.idle().forEach((r, money) -> {
                if (!money.isZero()) {
                    resources.add(Explanation.leaf(r.name(), money, ""));
                }
            });
            String label =
                    line.kind() == CostLine.Kind.IDLE ? "asked for by nobody: " : "share of what nobody asked for: ";
            parts.add(Explanation.sum(
                    label + machine(line, skip),
                    line.kind() == CostLine.Kind.IDLE ? price(line, skip) : "",
                    resources));
        }
        return parts;
    }

    private static String machine(CostLine line, int skip) {
        String type = shown(line.key().get(skip), "machines of unstated size");
        String device = shown(line.key().get(skip + 1), "");
        String terms = shown(line.key().get(skip + 2), "");
        return type + (device.isEmpty() ? "" : ", " + device) + (terms.isEmpty() ? "" : ", " + terms);
    }

    /** Where the prices of such machines come from. */
    private String price(CostLine line, int skip) {
        List<String> workings = session.assets().stream()
                .filter(a -> a.place()
                        .instanceType()
                        .orElse("__unallocated__")
                        .equals(line.key().get(skip)))
                .map(Asset::working)
                .distinct()
                .limit(MOST_ASSETS)
                .toList();
        return workings.size() == 1 ? workings.get(0) : workings.size() + " prices in the window";
    }

    private static String shown(String value, String otherwise) {
        return value.startsWith("__") || value.isBlank() ? otherwise : value;
    }
}
