package dev.lepton.compress.train;

import java.util.Map;

/** Which weights are zero while a network is trained: the same ones all the time, or fewer and fewer that stay. */
interface Zeros {
    /** Before the first step. */
    void begin(Map<String, Floats> trained);

    /** Before a step changes {@code weight}. */
    void loosen(String name, float[] weight);

    /** After a step changed {@code weight}. */
    void set(String name, float[] weight);

    /** After a step changed all of them; {@code done} is the part of training that is over. */
    void stepped(Map<String, Floats> trained, double done);

    /** Whether they will not change any more. */
    boolean settled();
}
