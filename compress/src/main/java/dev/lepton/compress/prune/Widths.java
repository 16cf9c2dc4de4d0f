package dev.lepton.compress.prune;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** How many channels each group keeps. Groups that are refused keep all. */
public interface Widths {
    /**
     * Widths, group by group.
     *
     * @param first the groups of the model that was given
     * @param now those of the model as it is, in the same order
     * @param scores of the model as it is
     * @param progress how much of the way is to be done, above 0, at most 1
     */
    int[] of(List<Group> first, List<Group> now, List<double[]> scores, double progress);

    /**
     * {@code share} of every group's channels go.
     *
     * @param multiple widths are rounded up to multiples of it, which processors prefer; groups narrower than it are left alone
     */
    static Widths even(double share, int multiple) {
        return (first, now, scores, progress) -> {
            int[] widths = new int[now.size()];
            for (int g = 0; g < widths.length; g++) {
                int channels = first.get(g).channels();
                int wanted = (int) Math.round(channels * (1 - share * progress));
                widths[g] = fitted(now.get(g), wanted, multiple);
            }
            return widths;
        };
    }

    /** {@code counts} channels stay of the groups that may be cut, in order; one for each of them. */
    static Widths exactly(List<Integer> counts) {
        return (first, now, scores, progress) -> {
            int[] widths = new int[now.size()];
            int at = 0;
            for (int g = 0; g < widths.length; g++) {
                Group group = now.get(g);
                widths[g] = group.channels();
                if (group.open()) {
                    int from = first.get(g).channels();
                    int wanted = (int) Math.round(from + (counts.get(at++) - from) * progress);
                    widths[g] = Math.clamp(wanted, 1, group.channels());
                }
            }
            return widths;
        };
    }

    /** The channels that matter least beside the mean of their group go, whatever the group, until {@code share} of the weights on them has gone. */
    static Widths everywhere(double share, int multiple) {
        return (first, now, scores, progress) -> {
            List<Worth> all = Worth.of(now, scores);
            double whole = first.stream()
                    .filter(Group::open)
                    .mapToDouble(Group::weights)
                    .sum();
            double left =
                    now.stream().filter(Group::open).mapToDouble(Group::weights).sum();
            int[] widths = now.stream().mapToInt(Group::channels).toArray();
            for (Worth one : all) {
                Group group = now.get(one.group());
                if (left <= whole * (1 - share * progress)) {
                    break;
                }
                if (widths[one.group()] > 1) {
                    widths[one.group()]--;
                    left -= (double) group.weights() / group.channels();
                }
            }
            return fitted(now, widths, multiple);
        };
    }

    /** Channels worth less than {@code threshold} times the mean of their group go. */
    static Widths below(double threshold, int multiple) {
        return (first, now, scores, progress) -> {
            int[] widths = now.stream().mapToInt(Group::channels).toArray();
            for (Worth one : Worth.of(now, scores)) {
                if (one.worth() < threshold * progress && widths[one.group()] > 1) {
                    widths[one.group()]--;
                }
            }
            return fitted(now, widths, multiple);
        };
    }

    private static int[] fitted(List<Group> groups, int[] wanted, int multiple) {
        int[] widths = new int[wanted.length];
        for (int g = 0; g < widths.length; g++) {
            widths[g] = fitted(groups.get(g), wanted[g], multiple);
        }
        return widths;
    }

    private static int fitted(Group group, int wanted, int multiple) {
        if (!group.open() || group.channels() < multiple) {
            return group.channels();
        }
        int rounded = (Math.max(wanted, 1) + multiple - 1) / multiple * multiple;
        return Math.min(rounded, group.channels());
    }

    /** A channel's score over the mean of its group. */
    record Worth(int group, double worth) {
        /** Of all open groups, least first. */
        static List<Worth> of(List<Group> groups, List<double[]> scores) {
            List<Worth> all = new ArrayList<>();
            for (int g = 0; g < groups.size(); g++) {
                double mean = java.util.Arrays.stream(scores.get(g)).average().orElse(0);
                for (double score : groups.get(g).open() ? scores.get(g) : new double[0]) {
                    all.add(new Worth(g, mean == 0 ? 1 : score / mean));
                }
            }
            all.sort(Comparator.comparingDouble(Worth::worth));
            return all;
        }
    }
}
