package dev.lepton.core.placement.share;

import java.util.Optional;
import org.ojalgo.optimisation.Expression;

/**
 * Finish-time fairness (Themis, Gavel): the largest ρ = expected time in the system ÷ time it would have taken with an
 * equal part of every type is made as small as can be, by bisection over ρ. An equal part is taken as the job's speed on
 * a proportional mix of types, divided by GPUs asked for per GPU there is when that is above one.
 */
public final class FinishTimeShares implements TimePolicy.ShareRule {
    private static final int MOST_STEPS = 60;
    private static final double CLOSE = 1e-3;

    @Override
    public double[][] shares(Contest contest) {
        double asked = contest.jobs().stream().mapToInt(Contender::gpus).sum();
        double crowd = Math.max(1, asked / contest.pools().gpus());
        double low = 0;
        double high = 1;
        Optional<double[][]> best = Optional.empty();
        for (int i = 0; i < MOST_STEPS && (best.isEmpty() || high - low > CLOSE * high); i++) {
            double rho = best.isEmpty() ? high : (low + high) / 2;
            Optional<double[][]> answer = within(contest, rho, crowd);
            if (answer.isPresent()) {
                best = answer;
                high = rho;
            } else {
                low = rho;
                high = best.isEmpty() ? 2 * high : high;
            }
        }
        return best.orElseThrow();
    }

    private static Optional<double[][]> within(Contest contest, double rho, double crowd) {
        ShareModel model = new ShareModel(contest);
        for (int j = 0; j < contest.jobs().size(); j++) {
            Contender job = contest.jobs().get(j);
            double alone = crowd / ShareModel.proportional(job, contest.pools());
            double left = rho * alone - (contest.nowHours() - job.arrivalHours());
            if (left <= 0) {
                return Optional.empty();
            }
            Expression row = model.row("ends" + j).lower(1);
            for (ShareModel.Share share : model.of(j)) {
                row.set(share.x(), left / job.hoursLeft(share.type()));
            }
        }
        return model.most();
    }
}
