package dev.lepton.compress.train;

import java.util.Map;

/** Which weights are zero while a network is trained: the same ones all the time, or more and more of them. */
interface Zeros {
    /** Sets to zero what is to be in the weight called {@code name}: before the first step, and after each. */
    void set(String name, float[] weight);

    /** After a step changed all of {@code trained}; {@code done} is the part of training that is over. */
    void stepped(Map<String, Floats> trained, double done);

    /** Whether they will not change any more. */
    boolean settled();
}
