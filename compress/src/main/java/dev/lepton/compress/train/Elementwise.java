package dev.lepton.compress.train;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A number from each of two operands, which broadcast. */
final class Elementwise implements Operator {
    /** What is done with the two. */
    enum Rule {
        ADD,
        SUBTRACT,
        MULTIPLY,
        DIVIDE
    }

    private final Rule rule;
    private Optional<Broadcast> last = Optional.empty();
    private int[] lastLeft = {};
    private int[] lastRight = {};

    Elementwise(Rule rule) {
        this.rule = rule;
    }

    private Broadcast broadcast(int[] a, int[] b) {
        if (last.isEmpty() || !Arrays.equals(a, lastLeft) || !Arrays.equals(b, lastRight)) {
            last = Optional.of(Broadcast.of(a, b));
            lastLeft = a;
            lastRight = b;
        }
        return last.get();
    }

    @Override
    public Floats forward(List<Floats> inputs) {
        Floats x = inputs.get(0);
        Floats y = inputs.get(1);
        Broadcast broadcast = broadcast(x.shape(), y.shape());
        int[] left = broadcast.left();
        int[] right = broadcast.right();
        float[] made = new float[left.length];
        for (int i = 0; i < made.length; i++) {
            float a = x.values()[left[i]];
            float b = y.values()[right[i]];
            made[i] = switch (rule) {
                case ADD -> a + b;
                case SUBTRACT -> a - b;
                case MULTIPLY -> a * b;
                case DIVIDE -> a / b;
            };
        }
        return new Floats(made, broadcast.shape());
    }

    @Override
    public void backward(Step step) {
        float[] x = step.input(0).values();
        float[] y = step.input(1).values();
        Broadcast broadcast = broadcast(step.input(0).shape(), step.input(1).shape());
        float[] g = step.gradient().values();
        if (step.wants(0)) {
            float[] into = step.into(0).values();
            for (int i = 0; i < g.length; i++) {
                float b = y[broadcast.right()[i]];
                into[broadcast.left()[i]] += switch (rule) {
                    case ADD, SUBTRACT -> g[i];
                    case MULTIPLY -> g[i] * b;
                    case DIVIDE -> g[i] / b;
                };
            }
        }
        if (step.wants(1)) {
            float[] into = step.into(1).values();
            for (int i = 0; i < g.length; i++) {
                float a = x[broadcast.left()[i]];
                float b = y[broadcast.right()[i]];
                into[broadcast.right()[i]] += switch (rule) {
                    case ADD -> g[i];
                    case SUBTRACT -> -g[i];
                    case MULTIPLY -> g[i] * a;
                    case DIVIDE -> -g[i] * a / (b * b);
                };
            }
        }
    }
}
