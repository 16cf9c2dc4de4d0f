package dev.lepton.ledger.query;

import dev.lepton.core.billing.CostLine;
import dev.lepton.core.billing.Resource;
import dev.lepton.core.billing.UnitRate;
import dev.lepton.core.money.Money;
import dev.lepton.core.time.Window;
import java.math.BigInteger;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What assets cost less what workloads held of them: unallocated, by what the question keeps apart, never negative. */
final class IdleQuery {
    static final String IDLE = "__idle__";

    private final Facts facts;
    private final AssetTable assets;
    private final List<Key> keys;
    private final CostQuestion question;
    private final FilterSql filters;
    private final Window window;

    IdleQuery(Facts facts, AssetTable assets, List<Key> keys, CostQuestion question, FilterSql filters, Window window) {
        this.facts = facts;
        this.assets = assets;
        this.keys = keys;
        this.question = question;
        this.filters = filters;
        this.window = window;
    }

    /** Whether idle cost has a value of its own for {@code key}; where it has none it is {@link #IDLE}. */
    static boolean keepsApart(Key key) {
        return !key.asset().startsWith("NULL");
    }

    List<Costs.Tagged> run(Costs.Gathered gathered, Currency currency) {
        Map<List<String>, Map<Resource, Money>> cost = new LinkedHashMap<>();
        if (assets.isEmpty()) {
            return List.of();
        }
        facts.engine().query(statement(), r -> {
            List<String> key = new ArrayList<>();
            for (int i = 0; i < keys.size(); i++) {
                String value = r.getString("k" + i);
                key.add(!keepsApart(keys.get(i)) ? IDLE : value == null ? "__unallocated__" : value);
            }
            key.add(r.getString("in_cluster"));
            key.add(Boolean.toString(r.getBoolean("passes")));
            BigInteger seconds = BigInteger.valueOf(r.getLong("seconds"));
            Map<Resource, UnitRate> rates = assets.asset(r.getInt("rate")).rates();
            Map<Resource, Money> sums = cost.computeIfAbsent(key, k -> new EnumMap<>(Resource.class));
            rates.forEach((resource, rate) -> sums.merge(resource, rate.assetCost(seconds), Money::plus));
        });
        List<Costs.Tagged> lines = new ArrayList<>();
        cost.forEach((key, total) -> {
            Map<Resource, Money> idle = new EnumMap<>(Resource.class);
            Map<Resource, Money> held = gathered.allocated.getOrDefault(key, Map.of());
            total.forEach((resource, amount) -> {
                Money left =
                        amount.minus(Optional.ofNullable(held.get(resource)).orElse(Money.zero(currency)));
                if (!left.isZero()) {
                    idle.put(resource, left);
                }
            });
            String cluster = key.get(keys.size());
            CostLine line = CostLine.idle(key.subList(0, keys.size()), cluster, idle, currency);
            lines.add(new Costs.Tagged(line, false, Boolean.parseBoolean(key.get(keys.size() + 1))));
        });
        return lines;
    }

    /** Seconds that assets of each rate were there; cut at the finest span of time that is asked for. */
    private String statement() {
        List<String> select = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            select.add("CAST(" + keys.get(i).asset() + " AS VARCHAR) AS k" + i);
        }
        select.add("coalesce(a.cluster, '') AS in_cluster");
        select.add("coalesce(" + filters.condition(question.filter(), Key::asset) + ", false) AS passes");
        select.add("rate");
        select.add("sum(date_diff('second', greatest(moment, s0), least(step_end, e0)))::BIGINT AS seconds");
        String from = Facts.literal(window.from());
        String to = Facts.literal(window.to());
        Optional<String> unit = Key.TIMES.stream()
                .filter(t -> keys.stream().anyMatch(k -> k.name().equals(t)))
                .findFirst()
                .map(u -> u.equals("week") || u.equals("month") ? "day" : u);
        String present = "(SELECT *, greatest(f, " + from + ") AS s0, least(t, " + to
                + ") AS e0 FROM assets JOIN asset_rates USING (id) WHERE f < " + to + " AND t > " + from + ")";
        ZoneOffset offset = question.offset();
        ZoneOffset back = ZoneOffset.ofTotalSeconds(-offset.getTotalSeconds());
        String steps = unit.map(u -> "(SELECT *, unnest(generate_series("
                        + Key.local("date_trunc('" + u + "', " + Key.local("s0", offset) + ")", back)
                        + ", e0 - INTERVAL 1 MICROSECOND, INTERVAL 1 " + u + ")) AS moment, moment + INTERVAL 1 "
                        + u
                        + " AS step_end FROM " + present + ")")
                .orElse("(SELECT *, s0 AS moment, e0 AS step_end FROM " + present + ")");
        return "SELECT " + String.join(", ", select) + " FROM " + steps + " a GROUP BY ALL";
    }
}
