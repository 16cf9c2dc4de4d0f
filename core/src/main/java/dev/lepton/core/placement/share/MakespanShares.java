package dev.lepton.core.placement.share;

import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.Variable;

/** Makespan (Gavel): the smallest speed in proportion to the work left is made as large as can be, so all end together and soon. */
public final class MakespanShares implements TimePolicy.ShareRule {
    @Override
    public double[][] shares(Contest contest) {
        ShareModel model = new ShareModel(contest);
        Variable least = model.variable("least").weight(1);
        for (int j = 0; j < contest.jobs().size(); j++) {
            Expression row = model.row("ends" + j).lower(0).set(least, -1);
            for (ShareModel.Share share : model.of(j)) {
                row.set(share.x(), 1 / contest.jobs().get(j).hoursLeft(share.type()));
            }
        }
        return model.most().orElseThrow();
    }
}
