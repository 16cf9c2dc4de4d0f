package dev.lepton.compress.train;

/**
 * How a network is trained.
 *
 * @param epochs at most; how often each sample is looked at
 * @param batch samples in a step
 * @param rate of the first step; it falls to zero along half a cosine over the epochs
 * @param momentum of plain descent; Adam (Kingma, Ba 2015) when it is negative
 * @param temperature of the teacher's and the student's softmax when they are compared
 * @param teacherShare what the teacher counts beside labels, from 0 to 1; without labels it counts alone
 * @param held share of the samples that are kept back, to see when it gets worse; with none the last epoch counts
 * @param patience how many epochs without a better loss on those before it ends
 * @param blanked share of the numbers of every input that are zero in a step, others at each look, the rest as much larger (dropout of inputs,
 *     Srivastava and others 2014); a teacher answers to whole inputs
 * @param shift at most so many places each picture is moved by in a step, up or down and left or right, drawn anew at each look, what comes in
 *     from outside being like the edge (Simard, Steinkraus, Platt 2003); a teacher answers to pictures as they lie
 */
public record TrainSettings(
        int epochs,
        int batch,
        double rate,
        double momentum,
        double temperature,
        double teacherShare,
        double held,
        int patience,
        double blanked,
        int shift,
        long seed) {
    private static final int BATCH = 64;
    private static final double RATE = 1e-3;
    private static final double HELD = 0.1;
    private static final double TEMPERATURE = 8;

    public TrainSettings {
        if (epochs < 0
                || batch < 1
                || !(rate > 0)
                || !(momentum < 1)
                || !(temperature > 0)
                || !(teacherShare >= 0 && teacherShare <= 1)
                || !(held >= 0 && held < 1)
                || patience < 1
                || !(blanked >= 0 && blanked < 1)
                || shift < 0) {
            throw new IllegalArgumentException("Settings of training that cannot be: epochs " + epochs + ", batch "
                    + batch + ", rate " + rate + ", momentum " + momentum + ", temperature " + temperature
                    + ", the teacher's share " + teacherShare + ", held " + held + ", patience " + patience
                    + ", blanked " + blanked + ", shift " + shift + ".");
        }
    }

    /** Adam at 0.001 in batches of 64, temperature 8, teacher and labels alike, a tenth held back. */
    public static TrainSettings usual(int epochs, long seed) {
        return new TrainSettings(epochs, BATCH, RATE, -1, TEMPERATURE, 0.5, HELD, Math.max(2, epochs / 3), 0, 0, seed);
    }

    public TrainSettings rate(double other) {
        return new TrainSettings(
                epochs, batch, other, momentum, temperature, teacherShare, held, patience, blanked, shift, seed);
    }

    public TrainSettings batch(int other) {
        return new TrainSettings(
                epochs, other, rate, momentum, temperature, teacherShare, held, patience, blanked, shift, seed);
    }

    /** Plain descent with {@code other} of the last step kept. */
    public TrainSettings momentum(double other) {
        return new TrainSettings(
                epochs, batch, rate, other, temperature, teacherShare, held, patience, blanked, shift, seed);
    }

    public TrainSettings teacherShare(double other) {
        return new TrainSettings(
                epochs, batch, rate, momentum, temperature, other, held, patience, blanked, shift, seed);
    }

    public TrainSettings held(double other) {
        return new TrainSettings(
                epochs, batch, rate, momentum, temperature, teacherShare, other, patience, blanked, shift, seed);
    }

    public TrainSettings epochs(int other) {
        return new TrainSettings(
                other, batch, rate, momentum, temperature, teacherShare, held, patience, blanked, shift, seed);
    }

    /** With {@code other} of every input's numbers blanked. */
    public TrainSettings blanked(double other) {
        return new TrainSettings(
                epochs, batch, rate, momentum, temperature, teacherShare, held, patience, other, shift, seed);
    }

    /** With every picture moved by at most {@code other} places up or down and left or right. */
    public TrainSettings shift(int other) {
        return new TrainSettings(
                epochs, batch, rate, momentum, temperature, teacherShare, held, patience, blanked, other, seed);
    }

    /** With softmaxes compared at {@code other}. */
    public TrainSettings temperature(double other) {
        return new TrainSettings(
                epochs, batch, rate, momentum, other, teacherShare, held, patience, blanked, shift, seed);
    }
}
