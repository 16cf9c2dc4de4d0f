package dev.lepton.core.plan.joint;

import dev.lepton.core.money.Money;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/** Every so many-th work, and that part of what all share: the prices of what is scarce are much the same as for all works, and found sooner. */
record Sample(int every) {
    JointProblem of(JointProblem all) {
        List<Work> works = new ArrayList<>();
        for (int w = 0; w < all.works().size(); w += every) {
            works.add(all.works().get(w));
        }
        List<Way> ways = all.ways().stream()
                .filter(w -> w.work() % every == 0)
                .map(w -> w.of(w.work() / every))
                .toList();
        List<Place> places = all.places().stream()
                .map(p -> p.with(p.supplies().stream().map(this::part).toList(), part(p.most())))
                .toList();
        Map<String, Double> kilowatts = new TreeMap<>();
        all.limits().kilowatts().forEach((site, most) -> kilowatts.put(site, most / every));
        Limits limits = all.limits()
                .withKilowatts(kilowatts)
                .withKilograms(
                        all.limits().kilograms().stream().map(k -> k / every).findFirst())
                .withBudget(all.limits().budget().map(this::part));
        return new JointProblem(all.currency(), all.slots(), places, works, ways, limits);
    }

    private Supply part(Supply s) {
        return new Supply(s.terms(), s.hourly(), s.overhead(), s.held() / every, part(s.most()), s.changes());
    }

    private OptionalInt part(OptionalInt most) {
        return most.isEmpty() ? most : OptionalInt.of(Math.ceilDiv(most.getAsInt(), every));
    }

    private Money part(Money money) {
        return new Money(money.amount().divide(BigDecimal.valueOf(every), MathContext.DECIMAL64), money.currency());
    }
}
