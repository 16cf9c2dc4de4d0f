package dev.lepton.compress.train;

import java.util.List;

/** A function of each number by itself. */
final class Pointwise implements Operator {
    /** A function and its slope. */
    interface Curve {
        float at(float x);

        /** The slope at {@code x}, where {@link #at} gave {@code y}. */
        float slope(float x, float y);
    }

    private static final double ROOT_TWO = Math.sqrt(2);
    private static final double TWO_OVER_ROOT_PI = 2 / Math.sqrt(Math.PI);

    private final Curve curve;

    Pointwise(Curve curve) {
        this.curve = curve;
    }

    @Override
    public Floats forward(List<Floats> inputs) {
        float[] x = inputs.get(0).values();
        float[] y = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = curve.at(x[i]);
        }
        return new Floats(y, inputs.get(0).shape());
    }

    @Override
    public void backward(Step step) {
        if (step.wants(0)) {
            float[] x = step.input(0).values();
            float[] y = step.output().values();
            float[] g = step.gradient().values();
            float[] into = step.into(0).values();
            for (int i = 0; i < x.length; i++) {
                into[i] += g[i] * curve.slope(x[i], y[i]);
            }
        }
    }

    /** Made of two functions in double. */
    private record Smooth(java.util.function.DoubleUnaryOperator f, Slope g) implements Curve {
        @Override
        public float at(float x) {
            return (float) f.applyAsDouble(x);
        }

        @Override
        public float slope(float x, float y) {
            return (float) g.at(x, y);
        }
    }

    /** A slope from argument and value. */
    private interface Slope {
        double at(double x, double y);
    }

    static Curve same() {
        return new Smooth(x -> x, (x, y) -> 1);
    }

    static Curve negated() {
        return new Smooth(x -> -x, (x, y) -> -1);
    }

    static Curve leaky(double slope) {
        return new Smooth(x -> x < 0 ? slope * x : x, (x, y) -> x < 0 ? slope : 1);
    }

    static Curve sigmoid() {
        return new Smooth(x -> 1 / (1 + Math.exp(-x)), (x, y) -> y * (1 - y));
    }

    static Curve hardSigmoid(double slope, double middle) {
        return new Smooth(x -> Math.clamp(slope * x + middle, 0, 1), (x, y) -> y > 0 && y < 1 ? slope : 0);
    }

    /** {@code x} times a hard sigmoid of slope 1/6 (Howard and others 2019). */
    static Curve hardSwish() {
        Curve share = hardSigmoid(1 / 6.0, 0.5);
        return new Smooth(x -> x * share.at((float) x), (x, y) -> {
            float part = share.at((float) x);
            return part + x * share.slope((float) x, part);
        });
    }

    /** {@code scale (e^x - 1)} below zero (Clevert, Unterthiner, Hochreiter 2016). */
    static Curve exponentialBelow(double scale) {
        return new Smooth(x -> x < 0 ? scale * Math.expm1(x) : x, (x, y) -> x < 0 ? y + scale : 1);
    }

    static Curve softPlus() {
        return new Smooth(x -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))), (x, y) -> 1 / (1 + Math.exp(-x)));
    }

    static Curve absolute() {
        return new Smooth(Math::abs, (x, y) -> Math.signum(x));
    }

    static Curve tanh() {
        return new Smooth(Math::tanh, (x, y) -> 1 - y * y);
    }

    static Curve exponential() {
        return new Smooth(Math::exp, (x, y) -> y);
    }

    static Curve logarithm() {
        return new Smooth(Math::log, (x, y) -> 1 / x);
    }

    static Curve root() {
        return new Smooth(Math::sqrt, (x, y) -> 0.5 / y);
    }

    static Curve inverse() {
        return new Smooth(x -> 1 / x, (x, y) -> -y * y);
    }

    static Curve power(double exponent) {
        return new Smooth(x -> Math.pow(x, exponent), (x, y) -> exponent * Math.pow(x, exponent - 1));
    }

    static Curve between(double low, double high) {
        return new Smooth(x -> Math.clamp(x, low, high), (x, y) -> x > low && x < high ? 1 : 0);
    }

    static Curve error() {
        return new Smooth(Pointwise::erf, (x, y) -> TWO_OVER_ROOT_PI * Math.exp(-x * x));
    }

    /** {@code x (1 + erf(x / sqrt 2)) / 2}. */
    static Curve gelu() {
        return new Smooth(
                x -> 0.5 * x * (1 + erf(x / ROOT_TWO)),
                (x, y) -> 0.5 * (1 + erf(x / ROOT_TWO)) + 0.5 * x * TWO_OVER_ROOT_PI / ROOT_TWO * Math.exp(-x * x / 2));
    }

    /** By the series for small arguments and the continued fraction for large ones (Abramowitz and Stegun 7.1.6 and 7.1.14). */
    static double erf(double x) {
        double a = Math.abs(x);
        if (a > 6) {
            return Math.signum(x);
        }
        if (a < 2.5) {
            double term = x;
            double sum = x;
            for (int n = 1; Math.abs(term) > 1e-17 * Math.abs(sum) && n < 100; n++) {
                term *= 2 * x * x / (2 * n + 1);
                sum += term;
            }
            return TWO_OVER_ROOT_PI * Math.exp(-x * x) * sum;
        }
        double fraction = 0;
        for (int n = 60; n >= 1; n--) {
            fraction = n / 2.0 / (a + fraction);
        }
        double tail = Math.exp(-a * a) / Math.sqrt(Math.PI) / (a + fraction);
        return Math.signum(x) * (1 - tail);
    }
}
