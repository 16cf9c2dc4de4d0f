package dev.lepton.core.placement.share;

import java.util.Optional;
import org.ojalgo.optimisation.Expression;

/**
 * Cost (Gavel): the sum of speeds over prices is made as large as can be. With deadlines, each job that has one must
 * also run fast enough on average to meet it; when that is not possible for all, the deadlines are dropped.
 *
 * @param deadlines whether deadlines count
 */
public record CostShares(boolean deadlines) implements TimePolicy.ShareRule {
    private static final double SOON = 1e-6;

    @Override
    public double[][] shares(Contest contest) {
        Optional<double[][]> answer = shares(contest, deadlines);
        return answer.isPresent() ? answer.get() : shares(contest, false).orElseThrow();
    }

    private static Optional<double[][]> shares(Contest contest, boolean deadlines) {
        ShareModel model = new ShareModel(contest);
        double[] dearness = contest.pools().dearness();
        for (int j = 0; j < contest.jobs().size(); j++) {
            Contender job = contest.jobs().get(j);
            double time = job.dueHours() - contest.nowHours();
            boolean due = deadlines && time > 0 && Double.isFinite(time);
            Expression row = model.row("due" + j);
            if (due) {
                row.lower(job.fastestLeft() / Math.max(SOON, time));
            }
            for (ShareModel.Share share : model.of(j)) {
                double speed = job.lengths().fastest() / job.lengths().hours(share.type());
                share.x().weight(speed / Math.max(SOON, dearness[share.type()]));
                row.set(share.x(), speed);
            }
        }
        return model.most();
    }
}
