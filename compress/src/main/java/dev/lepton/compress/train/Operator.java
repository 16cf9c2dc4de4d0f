package dev.lepton.compress.train;

import java.util.List;

/**
 * A node of a network in training. What it needs to remember from its last forward run until the backward run it keeps itself, so
 * one network trains on one thread.
 */
interface Operator {
    /** The node's first output. */
    Floats forward(List<Floats> inputs);

    /** Adds to the gradients of those inputs that want one, given the gradient of the output. */
    void backward(Step step);

    /** One backward run of one node. */
    interface Step {
        Floats input(int index);

        /** How many inputs the node has. */
        int inputs();

        Floats output();

        /** The gradient of the loss for the output. */
        Floats gradient();

        /** Whether anything that is trained stands behind the input. */
        boolean wants(int index);

        /** The gradient of the input so far, to be added to. */
        Floats into(int index);
    }
}
