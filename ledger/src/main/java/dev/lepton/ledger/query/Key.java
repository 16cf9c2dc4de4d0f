package dev.lepton.ledger.query;

import dev.lepton.core.evidence.Problem;
import dev.lepton.ledger.store.Engine;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Something that cost can be grouped and filtered by, as an expression over samples, over assets and over bill lines.
 * Where one of them has no such thing the expression is NULL.
 *
 * @param name as the user writes it: {@code team}, {@code label:app}
 * @param sample over a sample {@code s} and the asset {@code a} it ran on
 * @param asset over an asset {@code a} and the {@code moment}; what idle cost is kept apart by
 * @param bill over a bill line {@code b}
 */
record Key(String name, String sample, String asset, String bill) {
    private static final String NONE = "NULL::VARCHAR";

    /** Aliases of ownership: a column of their own, else a label or tag of that name. */
    static final List<String> ALIASES = List.of("team", "owner", "product", "department", "environment", "model");

    /** Names of the keys that cut time, finest first. */
    static final List<String> TIMES = List.of("hour", "day", "week", "month");

    private static final Map<String, Key> SIMPLE = new TreeMap<>();

    static {
        both("cluster", "CASE WHEN a.asset IS NULL THEN s.cluster ELSE a.cluster END", "a.cluster", NONE);
        both("node", "s.node", "a.asset", "b.ResourceId");
        for (String k : List.of("namespace", "controller", "pod", "container", "job", "user", "partition")) {
            both(k, "s." + Engine.identifier(k), NONE, NONE);
        }
        both("controllerKind", "s.controller_kind", NONE, NONE);
        both("provider", "a.provider", "a.provider", "coalesce(b.ProviderName, b.ServiceProviderName)");
        both("region", "a.region", "a.region", "b.RegionId");
        both("instanceType", "a.instance_type", "a.instance_type", NONE);
        both("device", "a.device", "a.device", NONE);
        both("terms", "a.terms", "a.terms", "b.PricingCategory");
        both(
                "account",
                NONE,
                NONE,
                "coalesce(b.SubAccountName, b.SubAccountId, b.BillingAccountName, b.BillingAccountId)");
        both("service", NONE, NONE, "b.ServiceName");
        both("category", "'Compute'", "'Compute'", "b.ServiceCategory");
        both("chargeCategory", NONE, NONE, "b.ChargeCategory");
        both("resource", NONE, NONE, "b.ResourceId");
        both("currency", NONE, NONE, "b.BillingCurrency");
    }

    private static void both(String name, String sample, String asset, String bill) {
        SIMPLE.put(name.toLowerCase(Locale.ROOT), new Key(name, sample, asset, bill));
    }

    private static Key time(String name, ZoneOffset offset) {
        return new Key(
                name,
                shown(name, cut(name, "s.ts", offset), offset),
                shown(name, cut(name, "moment", offset), offset),
                shown(name, cut(name, "b.ChargePeriodStart", offset), offset));
    }

    /**
     * The start, on the clock of {@code offset}, of the span of time {@code name} that {@code moment} is in; weeks start
     * on Sunday, as in OpenCost.
     */
    static String cut(String name, String moment, ZoneOffset offset) {
        String local = local(moment, offset);
        return name.equals("week")
                ? "date_trunc('week', " + local + " + INTERVAL 1 DAY) - INTERVAL 1 DAY"
                : "date_trunc('" + name + "', " + local + ")";
    }

    /** {@code moment}, which is in UTC, on the clock of {@code offset}. */
    static String local(String moment, ZoneOffset offset) {
        int seconds = offset.getTotalSeconds();
        return seconds == 0 ? moment : "(" + moment + " + INTERVAL '" + seconds + " seconds')";
    }

    /** What is shown of a span that starts at {@code start}. */
    static String shown(String name, String start, ZoneOffset offset) {
        String format =
                name.equals("hour") ? "%Y-%m-%dT%H:00" + offset.getId() : name.equals("month") ? "%Y-%m" : "%Y-%m-%d";
        return "strftime(" + start + ", '" + format + "')";
    }

    /** Whether this is a span of time, which is cheaper to group by than what is shown of it. */
    boolean isTime() {
        return TIMES.contains(name);
    }

    /**
     * The key that {@code name} names; {@code labelOf} says which label stands behind an alias, {@code offset} where
     * days begin.
     *
     * @throws Problem if there is none, with those there are
     */
    static Key of(String name, Map<String, String> labelOf, ZoneOffset offset) {
        String lower = name.toLowerCase(Locale.ROOT);
        if ((lower.startsWith("label:") && name.length() > 6) || (lower.startsWith("tag:") && name.length() > 4)) {
            String label = name.substring(name.indexOf(':') + 1);
            return new Key(name, label(label), NONE, tag(label));
        }
        if (ALIASES.contains(lower)) {
            String label = labelOf.getOrDefault(lower, lower);
            return new Key(
                    lower,
                    "coalesce(s." + lower + ", " + label(label) + ")",
                    NONE,
                    "coalesce(" + tag(label) + ", " + tag(capital(label)) + ")");
        }
        if (TIMES.contains(lower)) {
            return time(lower, offset);
        }
        Key key = SIMPLE.get(lower);
        if (key == null) {
            Set<String> known = new TreeSet<>(ALIASES);
            known.addAll(TIMES);
            SIMPLE.values().forEach(k -> known.add(k.name));
            throw Problem.input(
                    "'" + name + "' is nothing that cost can be grouped or filtered by.",
                    "Maybe one of " + String.join(", ", known) + ", or a label: label:app.");
        }
        return key;
    }

    /** The expression over an asset where the moment is a sample's. */
    String assetOfSample() {
        return asset.replace("moment", "s.ts");
    }

    private static String capital(String label) {
        return label.substring(0, 1).toUpperCase(Locale.ROOT) + label.substring(1);
    }

    /** The value of a label, from text {@code k=v;k=v} or JSON; sanitised names match as well. */
    private static String label(String key) {
        String json = "json_extract_string(CASE WHEN starts_with(s.labels, '{') THEN s.labels END, " + path(key) + ")";
        String pattern =
                "(?:^|;)\\s*(?:" + regex(key) + "|" + regex(key.replaceAll("[^A-Za-z0-9_]", "_")) + ")=([^;]*)";
        String text = "nullif(regexp_extract(s.labels, " + Engine.literal(pattern) + ", 1), '')";
        return "coalesce(" + text + ", " + json + ")";
    }

    private static String tag(String key) {
        return "json_extract_string(CASE WHEN starts_with(b.Tags, '{') AND json_valid(b.Tags) THEN b.Tags END, "
                + path(key) + ")";
    }

    private static String path(String key) {
        return Engine.literal("$.\"" + key.replace("\"", "") + "\"");
    }

    private static String regex(String text) {
        return text.replaceAll("([^A-Za-z0-9_])", "\\\\$1");
    }
}
