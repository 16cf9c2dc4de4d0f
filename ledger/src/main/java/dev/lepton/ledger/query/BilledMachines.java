package dev.lepton.ledger.query;

import dev.lepton.core.money.Money;
import dev.lepton.core.time.Window;
import dev.lepton.ledger.store.Engine;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a bill charges for machines of the fleet, by the resource ids that both know: the amortised cost of each charge
 * period. Such a machine costs what its bill says; the bill's lines for it then count as the machine, not twice.
 */
public final class BilledMachines {
    /** What one machine was billed for a time. */
    public record Billed(Window window, Money cost) {}

    private final Facts facts;

    public BilledMachines(Facts facts) {
        this.facts = facts;
    }

    /** What was billed under each of {@code resourceIds}, in order of time and without overlaps. */
    public Map<String, List<Billed>> of(Collection<String> resourceIds, Currency currency) {
        Map<String, List<Billed>> billed = new TreeMap<>();
        if (resourceIds.isEmpty()) {
            return billed;
        }
        String ids = resourceIds.stream().map(Engine::literal).collect(Collectors.joining(", "));
        facts.engine()
                .query(
                        Sql.of(
                                "billed_machines",
                                Map.of("ids", ids, "currency", Engine.literal(currency.getCurrencyCode()))),
                        r -> {
                            Instant from = r.getObject(2, LocalDateTime.class).toInstant(ZoneOffset.UTC);
                            Instant to = r.getObject(3, LocalDateTime.class).toInstant(ZoneOffset.UTC);
                            List<Billed> all = billed.computeIfAbsent(r.getString(1), k -> new ArrayList<>());
                            boolean apart = all.isEmpty()
                                    || !from.isBefore(
                                            all.get(all.size() - 1).window().to());
                            if (apart) {
                                all.add(new Billed(new Window(from, to), new Money(r.getBigDecimal(4), currency)));
                            }
                        });
        return billed;
    }
}
