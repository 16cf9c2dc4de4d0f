package dev.lepton.core.placement.share;

import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.Variable;

/**
 * Max-min fairness over types (Gavel's least attained service): the smallest gang-weighted speed, relative to the job's
 * speed on a proportional mix of types, is made as large as can be; a small second term shares out what is left.
 */
public final class MaxMinShares implements TimePolicy.ShareRule {
    private static final double SECOND = 1e-3;

    @Override
    public double[][] shares(Contest contest) {
        ShareModel model = new ShareModel(contest);
        Variable least = model.variable("least").weight(1);
        int n = contest.jobs().size();
        for (int j = 0; j < n; j++) {
            Contender job = contest.jobs().get(j);
            double base = ShareModel.proportional(job, contest.pools());
            Expression row = model.row("fair" + j).lower(0).set(least, -1);
            for (ShareModel.Share share : model.of(j)) {
                double speed = job.gpus() / job.lengths().hours(share.type()) / base;
                row.set(share.x(), speed);
                share.x().weight(SECOND * speed / n);
            }
        }
        return model.most().orElseThrow();
    }
}
