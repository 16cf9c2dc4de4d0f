package dev.lepton.formats.manifests;

import dev.lepton.core.plan.joint.Place;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** A cloud whose machines Karpenter starts, with the node class that its provider there has. */
enum Cloud {
    AWS("karpenter.k8s.aws", "EC2NodeClass", "[a-z]{2}(-[a-z]+)+-\\d"),
    GCP("karpenter.k8s.gcp", "GCENodeClass", "[a-z]+(-[a-z]+)+\\d+"),
    AZURE("karpenter.azure.com", "AKSNodeClass", "(?!)");

    private final String group;
    private final String kind;
    private final Pattern region;

    Cloud(String group, String kind, String region) {
        this.group = group;
        this.kind = kind;
        this.region = Pattern.compile(region);
    }

    String group() {
        return group;
    }

    String kind() {
        return kind;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The cloud of {@code place}: the first word of its name, as places of the catalog are named; else by the form of its region. Empty for any other. */
    static Optional<Cloud> of(Place place) {
        String first = place.name().split(" ", 2)[0];
        boolean catalogued = place.name().equals(first + " " + place.machine() + " " + place.region());
        return Arrays.stream(values())
                .filter(c -> catalogued
                        ? c.word().equals(first)
                        : c.region.matcher(place.region()).matches())
                .findFirst();
    }
}
