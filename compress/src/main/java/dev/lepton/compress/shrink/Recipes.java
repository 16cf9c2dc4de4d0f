package dev.lepton.compress.shrink;

import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.graph.Wires;
import dev.lepton.compress.pass.Layer;
import dev.lepton.compress.prune.ChannelGroups;
import dev.lepton.compress.prune.ChannelPruning;
import dev.lepton.compress.prune.Distillation;
import dev.lepton.compress.prune.Group;
import dev.lepton.compress.prune.Magnitude;
import dev.lepton.compress.prune.Recovery;
import dev.lepton.compress.run.Samples;
import dev.lepton.compress.train.Masks;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Models with less in them, made of a prepared one: the beginnings of further variants. */
final class Recipes {
    private final Prepared prepared;
    private final Retraining wanted;
    private final Samples samples;

    Recipes(Prepared prepared, Retraining wanted, Samples samples) {
        this.prepared = prepared;
        this.wanted = wanted;
        this.samples = samples;
    }

    private Recovery recovery() {
        return wanted.settings().epochs() == 0
                ? Recovery.none()
                : new Distillation(prepared.model(), wanted.data(), wanted.settings(), wanted.progress());
    }

    /** With {@code share} of the channels gone; empty when no channel may go. */
    Optional<Prepared> cut(double share) {
        OnnxModel model = prepared.model();
        OnnxModel cut = new ChannelPruning(
                        wanted.widths(share),
                        wanted.importance(),
                        samples.first(),
                        Optional.of(wanted.data()),
                        wanted.rounds())
                .in(model, recovery());
        String name = percent(share) + " of channels cut";
        return cut.proto().equals(model.proto()) ? Optional.empty() : Optional.of(made(name, cut));
    }

    /**
     * With zeros for the weights of layers that matter least: taken while the rest learns, wherever they are; without epochs, or in rounds, the
     * smallest of every layer.
     */
    Prepared zeros() {
        OnnxModel model = prepared.model();
        Map<String, Double> kept = new HashMap<>();
        Layer.of(Wires.of(model.proto().getGraph())).forEach(l -> kept.put(l.weight(), 1 - wanted.zeros()));
        boolean once = wanted.rounds() == 1 && wanted.settings().epochs() > 0;
        OnnxModel sparse = once
                ? Magnitude.thinned(model, kept, wanted.data(), wanted.settings(), wanted.progress())
                : Magnitude.pruned(model, kept, wanted.rounds(), recovery());
        return made(percent(wanted.zeros()) + " zeros, for packed storage only", sparse);
    }

    /** The student, taught; empty without one. */
    Optional<Prepared> student() {
        return wanted.student().map(s -> {
            Prepared own = Prepared.of(Standing.in(s, prepared.model()), samples);
            OnnxModel taught = new Distillation(prepared.model(), wanted.data(), wanted.settings(), wanted.progress())
                    .recovered(own.model(), Masks.none(), 1, 1);
            return new Prepared(taught, List.of("taught by the model as it came"), own.said());
        });
    }

    private Prepared made(String name, OnnxModel model) {
        List<String> passes = new ArrayList<>(prepared.passes());
        String how = wanted.rounds() == 1 ? "" : " in " + wanted.rounds() + " rounds";
        passes.add(name + how + ", recovered over " + wanted.settings().epochs() + " epochs");
        return new Prepared(model, passes, prepared.said());
    }

    static String percent(double share) {
        return BigDecimal.valueOf(100 * share)
                        .round(new MathContext(4))
                        .stripTrailingZeros()
                        .toPlainString()
                + " %";
    }

    /** Why some layers keep all their channels, a sentence each. */
    List<String> refusals() {
        List<String> said = new ArrayList<>();
        for (Group group : ChannelGroups.of(prepared.model(), samples.first()).groups()) {
            if (!group.open()) {
                said.add("Channels of " + String.join(" and ", group.layers()) + " stay: " + group.refused() + ".");
            }
        }
        return said;
    }
}
