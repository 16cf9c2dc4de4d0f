package dev.lepton.core.placement.share;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.Variable;

/**
 * The rows that every sharing program has (Gavel, OSDI'20): x[j][t] ≥ 0 is the share of time that job j has on type t;
 * Σ_t x ≤ 1 for each job, Σ_j gang × x ≤ GPUs for each type.
 */
final class ShareModel {
    /** A job's share on a type where it can run. */
    record Share(int type, Variable x) {}

    private final ExpressionsBasedModel model = new ExpressionsBasedModel();
    private final List<List<Share>> shares = new ArrayList<>();
    private final Contest contest;

    ShareModel(Contest contest) {
        this.contest = contest;
        Pools pools = contest.pools();
        List<Expression> room = new ArrayList<>();
        for (int t = 0; t < pools.types(); t++) {
            room.add(model.newExpression("room" + t).upper(pools.count(t)));
        }
        for (int j = 0; j < contest.jobs().size(); j++) {
            Contender job = contest.jobs().get(j);
            Expression once = model.newExpression("once" + j).upper(1);
            List<Share> mine = new ArrayList<>();
            for (int t = 0; t < pools.types(); t++) {
                if (job.lengths().runsOn(t)) {
                    Variable x = model.newVariable("x" + j + "_" + t).lower(0);
                    once.set(x, 1);
                    room.get(t).set(x, job.gpus());
                    mine.add(new Share(t, x));
                }
            }
            shares.add(mine);
        }
    }

    /** The shares of job {@code j}, one for each type on which it can run. */
    List<Share> of(int j) {
        return shares.get(j);
    }

    Variable variable(String name) {
        return model.newVariable(name).lower(0);
    }

    Expression row(String name) {
        return model.newExpression(name);
    }

    /** Shares at the maximum of the weights; empty when no shares meet the rows. */
    Optional<double[][]> most() {
        Optimisation.Result result = model.maximise();
        if (!result.getState().isFeasible()) {
            return Optional.empty();
        }
        double[][] answer = new double[shares.size()][contest.pools().types()];
        for (int j = 0; j < answer.length; j++) {
            for (Share share : shares.get(j)) {
                answer[j][share.type()] = Math.max(0, share.x().getValue().doubleValue());
            }
        }
        return Optional.of(answer);
    }

    /** Parts of a job done per hour when every type is given to it in proportion to its size. */
    static double proportional(Contender job, Pools pools) {
        double speed = 0;
        for (int t = 0; t < pools.types(); t++) {
            if (job.lengths().runsOn(t)) {
                speed += pools.count(t) / job.lengths().hours(t);
            }
        }
        return speed / pools.gpus();
    }
}
