package dev.lepton.app.advice;

import dev.lepton.ledger.query.Asset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What machines have in common that are bought alike. */
record MarketKey(String provider, String region, String instanceType, String device, String terms) {
    /** The keys that tell machines apart, in the order of the parts here. */
    static final List<String> KEYS = List.of("provider", "region", "instanceType", "device", "terms");

    private static final String NONE = "__unallocated__";

    /** From the values of {@link #KEYS}, which begin at {@code from}. */
    static MarketKey at(List<String> values, int from) {
        return new MarketKey(
                values.get(from),
                values.get(from + 1),
                values.get(from + 2),
                values.get(from + 3),
                values.get(from + 4));
    }

    static MarketKey of(Asset asset) {
        Asset.Place p = asset.place();
        return new MarketKey(
                p.provider().orElse(NONE),
                p.region().orElse(NONE),
                p.instanceType().orElse(NONE),
                p.device().orElse(NONE),
                p.terms().orElse(NONE));
    }

    /** Whether it is of any machine that the fleet knows. */
    boolean isKnown() {
        return !equals(new MarketKey(NONE, NONE, NONE, NONE, NONE));
    }

    Optional<String> known(String value) {
        return value.equals(NONE) ? Optional.empty() : Optional.of(value);
    }

    Optional<String> deviceName() {
        return known(device);
    }

    /** On demand where the fleet does not say. */
    String termsWord() {
        return known(terms).orElse("on-demand");
    }

    boolean paidAnyway() {
        String word = termsWord();
        return !word.equals("on-demand") && !word.equals("spot");
    }

    /** The size, else the device, else that it is a machine. */
    String machine() {
        return known(instanceType).or(this::deviceName).orElse("machine");
    }

    /** Stable, for identifiers. */
    String id() {
        // A provider's size says which device it has; one of one's own need not.
        boolean own = known(provider).isEmpty() && known(instanceType).isPresent();
        String text = String.join(
                "-",
                known(provider).orElse("own"),
                own ? machine() + deviceName().map(d -> "-" + d).orElse("") : machine(),
                known(region).orElse("anywhere"),
                termsWord());
        return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]+", "-");
    }

    String words() {
        return known(provider).map(p -> p + " ").orElse("")
                + machine()
                + known(region).map(r -> " in " + r).orElse("")
                + (termsWord().equals("on-demand") ? "" : " (" + termsWord() + ")");
    }
}
