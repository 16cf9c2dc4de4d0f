package dev.lepton.core.placement.share;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** An assignment of jobs to types that is changed for the better step by step. A worth of zero or less rules a type out. */
final class LocalSearch {
    private static final double LEAST_GAIN = 1e-12;
    private static final int NONE = Contender.WAITING;

    private final double[][] worth;
    private final int[] gangs;
    private final int[] free;
    private final int[] at;

    LocalSearch(double[][] worth, int[] gangs, int[] counts) {
        this.worth = worth;
        this.gangs = gangs;
        this.free = counts;
        this.at = new int[gangs.length];
        Arrays.fill(at, NONE);
    }

    int[] types() {
        return at.clone();
    }

    /** Starts with job {@code i} on {@code type}, if that is a type, worth something and free. */
    void keep(int i, int type) {
        if (type >= 0 && worth[i][type] > 0 && free[type] >= gangs[i]) {
            at[i] = type;
            free[type] -= gangs[i];
        }
    }

    /** One job that goes elsewhere or out. */
    private record Move(int job, int to) {}

    /** Job {@code i} on another type, and who makes room. */
    private record Entry(int type, double gain, List<Move> moves) {}

    /** Puts job {@code i} where the gain is largest, others moving or leaving; whether there was a gain. */
    boolean improve(int i) {
        Entry best = new Entry(NONE, LEAST_GAIN, List.of());
        for (int t = 0; t < free.length; t++) {
            if (t != at[i] && worth[i][t] > 0) {
                Entry entry = entry(i, t, best.gain());
                best = entry.gain() > best.gain() ? entry : best;
            }
        }
        if (best.type() < 0) {
            return false;
        }
        move(i, NONE);
        for (Move m : best.moves()) {
            move(m.job(), m.to());
        }
        move(i, best.type());
        return true;
    }

    private void move(int i, int to) {
        if (at[i] >= 0) {
            free[at[i]] += gangs[i];
        }
        at[i] = to;
        if (to >= 0) {
            free[to] -= gangs[i];
        }
    }

    /** Evicts the job with the smallest loss per GPU until job {@code i} fits on {@code t}; gain −1 when that does not pay. */
    private Entry entry(int i, int t, double least) {
        int[] room = free.clone();
        if (at[i] >= 0) {
            room[at[i]] += gangs[i];
        }
        double gain = worth[i][t] - (at[i] < 0 ? 0 : worth[i][at[i]]);
        List<Move> moves = new ArrayList<>();
        boolean[] gone = new boolean[at.length];
        while (room[t] < gangs[i] && gain > least) {
            Move out = cheapestOut(i, t, room, gone);
            if (out.job() < 0) {
                break;
            }
            int who = out.job();
            gone[who] = true;
            gain -= worth[who][t] - (out.to() < 0 ? 0 : worth[who][out.to()]);
            room[t] += gangs[who];
            if (out.to() >= 0) {
                room[out.to()] -= gangs[who];
            }
            moves.add(out);
        }
        return new Entry(t, room[t] >= gangs[i] ? gain : -1, moves);
    }

    private Move cheapestOut(int i, int t, int[] room, boolean[] gone) {
        Move best = new Move(NONE, NONE);
        double least = Double.POSITIVE_INFINITY;
        for (int k = 0; k < at.length; k++) {
            if (at[k] != t || k == i || gone[k]) {
                continue;
            }
            int other = NONE;
            double elsewhere = 0;
            for (int u = 0; u < room.length; u++) {
                if (u != t && room[u] >= gangs[k] && worth[k][u] > elsewhere) {
                    elsewhere = worth[k][u];
                    other = u;
                }
            }
            double loss = (worth[k][t] - elsewhere) / Math.min(gangs[k], gangs[i] - room[t]);
            if (loss < least) {
                least = loss;
                best = new Move(k, other);
            }
        }
        return best;
    }

    /** Swaps pairs of jobs on different types where that gains; whether any did. */
    boolean swap() {
        boolean any = false;
        for (int i = 0; i < at.length; i++) {
            for (int k = 0; k < i; k++) {
                any |= swapped(i, k);
            }
        }
        return any;
    }

    private boolean swapped(int i, int k) {
        int a = at[i];
        int b = at[k];
        if (a == b || a < 0 || b < 0 || worth[i][b] <= 0 || worth[k][a] <= 0) {
            return false;
        }
        if (free[a] + gangs[i] < gangs[k] || free[b] + gangs[k] < gangs[i]) {
            return false;
        }
        if (worth[i][b] + worth[k][a] <= worth[i][a] + worth[k][b] + LEAST_GAIN) {
            return false;
        }
        free[a] += gangs[i] - gangs[k];
        free[b] += gangs[k] - gangs[i];
        at[i] = b;
        at[k] = a;
        return true;
    }
}
