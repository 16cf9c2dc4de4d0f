/** Bounds that no policy can beat, with the model that proves them. */
@NullMarked
package dev.lepton.core.simulate.bound;

import org.jspecify.annotations.NullMarked;
