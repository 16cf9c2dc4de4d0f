/** Who runs when, and on which type of GPU: policies that share time, each a pure function of the round's contest. */
@NullMarked
package dev.lepton.core.placement.share;

import org.jspecify.annotations.NullMarked;
