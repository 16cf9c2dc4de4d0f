package dev.lepton.formats.documents;

import dev.lepton.core.billing.DistributedCost;
import dev.lepton.core.billing.GpuFraction;
import dev.lepton.core.billing.MigCost;
import dev.lepton.core.billing.MigProfile;
import dev.lepton.core.billing.MigSlices;
import dev.lepton.core.money.Money;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/** The sections about shares of a GPU. */
public final class GpuSection {
    private GpuSection() {}

    /**
     * A share of a GPU that somebody held.
     *
     * @param hours how long
     */
    public record Share(String name, GpuFraction fraction, BigDecimal hours) {}

    /** Sliced GPUs billed by slice-time, and a further amount shared out by it. */
    public record Sliced(MigCost cost, Optional<DistributedCost> distributed) {}

    static Share share(Mapping section) {
        String kind = section.choice("kind", List.of("whole", "mig", "time-sliced", "mps", "per-mille"));
        GpuFraction fraction = section.build(() -> switch (kind) {
            case "whole" -> {
                section.allow("name", "kind", "hours", "gpus");
                yield new GpuFraction.Whole(section.whole("gpus"));
            }
            case "mig" -> {
                section.allow("name", "kind", "hours", "device", "max_slices", "profile", "instances");
                yield new GpuFraction.Mig(profile(section), maxSlices(section), section.whole("instances", 1));
            }
            case "time-sliced" -> {
                section.allow("name", "kind", "hours", "replicas", "replicas_per_gpu");
                yield new GpuFraction.TimeSliced(section.whole("replicas"), section.whole("replicas_per_gpu"));
            }
            case "mps" -> mps(section);
            default -> {
                section.allow("name", "kind", "hours", "gpus", "milli");
                yield new GpuFraction.PerMille(section.whole("gpus", 1), section.whole("milli"));
            }
        });
        return new Share(section.text("name"), fraction, section.amount("hours"));
    }

    static Sliced mig(Mapping section, Currency currency) {
        section.allow(
                "device", "max_slices", "price_per_month", "days_in_month", "gpus", "hours", "uses", "distribute");
        int maxSlices = maxSlices(section);
        List<MigCost.Use> uses = section.each("uses", use -> {
            use.allow("name", "hours", "slices", "profile");
            if (use.has("slices") == use.has("profile")) {
                throw use.wrong("", "a use states either slices or a profile.", "Maybe keep one of them.");
            }
            int slices = use.has("slices") ? use.whole("slices") : profile(use).computeSlices();
            return use.build(() -> new MigCost.Use(use.text("name"), use.amount("hours"), slices));
        });
        MigCost cost = section.build(() -> MigCost.of(
                section.money("price_per_month", currency),
                section.whole("days_in_month"),
                section.whole("gpus", 1),
                maxSlices,
                section.amount("hours"),
                uses));
        Optional<DistributedCost> distributed = section.has("distribute")
                ? Optional.of(section.build(() -> distributed(section.money("distribute", currency), cost)))
                : Optional.empty();
        return new Sliced(cost, distributed);
    }

    private static DistributedCost distributed(Money amount, MigCost cost) {
        return DistributedCost.of(
                "unallocated",
                amount,
                cost.shares().stream()
                        .map(s -> new DistributedCost.Weight(s.name(), s.sliceHours()))
                        .toList());
    }

    private static GpuFraction mps(Mapping section) {
        section.allow("name", "kind", "hours", "percent", "replicas", "replicas_per_gpu");
        if (section.has("percent") == section.has("replicas_per_gpu")) {
            throw section.wrong(
                    "",
                    "an MPS share is stated either as percent or as replicas with replicas_per_gpu.",
                    "Maybe keep one of them.");
        }
        return section.has("percent")
                ? GpuFraction.Mps.ofPercent(section.number("percent"))
                : GpuFraction.Mps.ofReplicas(section.whole("replicas", 1), section.whole("replicas_per_gpu"));
    }

    private static MigProfile profile(Mapping section) {
        String text = section.text("profile");
        return MigProfile.parse(text)
                .orElseThrow(() -> section.wrong(
                        "profile", "profile is '" + text + "'.", "Maybe as nvidia-smi prints it: 1g.10gb, 3g.40gb."));
    }

    private static int maxSlices(Mapping section) {
        if (section.has("max_slices")) {
            return section.whole("max_slices");
        }
        String device = section.text("device");
        return MigSlices.of(device)
                .orElseThrow(() -> section.wrong(
                        "device",
                        "'" + device + "' is not a GPU known to be sliced.",
                        "Maybe state max_slices; known are " + MigSlices.known() + "."));
    }
}
