package dev.lepton.compress.shrink;

import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.pass.FoldBatchNorm;
import dev.lepton.compress.pass.FoldConstants;
import dev.lepton.compress.pass.Gelus;
import dev.lepton.compress.pass.LookUps;
import dev.lepton.compress.pass.ResidualNorms;
import dev.lepton.compress.pass.Tables;
import dev.lepton.compress.pass.UpgradeOpset;
import dev.lepton.compress.pass.WeightsInside;
import dev.lepton.compress.run.Forms;
import dev.lepton.compress.run.Samples;
import dev.lepton.core.evidence.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A model made ready for quantisation: weights off the list of inputs, constants and batch normalisation folded, operator set 13.
 *
 * @param passes those that changed it, in order
 * @param said why it is not of operator set 13, when it is not
 */
@SuppressWarnings("ReferenceEquality") // a pass gives back the same object when it changes nothing
record Prepared(OnnxModel model, List<String> passes, String said) {
    Prepared {
        passes = List.copyOf(passes);
    }

    static Prepared of(OnnxModel model, Samples samples) {
        List<String> passes = new ArrayList<>();
        OnnxModel ready = model;
        ready = pass(ready, passes, "weights off the inputs", WeightsInside::in);
        ready = pass(ready, passes, "constants folded", FoldConstants::in);
        ready = pass(ready, passes, "batch normalisation folded", FoldBatchNorm::in);
        try {
            ready = pass(ready, passes, "operator set " + UpgradeOpset.TO, m -> UpgradeOpset.in(m, forms(m, samples)));
            return new Prepared(ready, passes, "");
        } catch (Problem e) {
            return new Prepared(ready, passes, String.valueOf(e.getMessage()));
        }
    }

    /**
     * With less to work out: look-ups in place of products with one-hot vectors, what follows a look-up worked out on its table, one operator
     * for each Gaussian error unit and for each sum that is normalised. For variants that are not trained any more. Stays as it is where that cannot be done.
     */
    Prepared quicker(Samples samples) {
        List<String> done = new ArrayList<>(passes);
        try {
            OnnxModel ready = pass(model, done, "one-hot products looked up", m -> LookUps.in(m, forms(m, samples)));
            ready = pass(ready, done, "tables worked out", m -> Tables.in(m, forms(m, samples)));
            ready = pass(ready, done, "Gaussian error units in one", Gelus::in);
            ready = pass(ready, done, "sums normalised in one", m -> ResidualNorms.in(m, forms(m, samples)));
            return new Prepared(ready, done, said);
        } catch (Problem e) {
            return this;
        }
    }

    /** Shapes are needed for models that are upgraded only. */
    private static Forms forms(OnnxModel model, Samples samples) {
        return Forms.of(model, samples.first());
    }

    private static OnnxModel pass(OnnxModel model, List<String> passes, String name, UnaryOperator<OnnxModel> pass) {
        OnnxModel changed = pass.apply(model);
        if (changed != model) {
            passes.add(name);
        }
        return changed;
    }

    /** Whether weights can be quantised channel by channel. */
    boolean perChannel() {
        return model.opset() >= UpgradeOpset.TO;
    }
}
