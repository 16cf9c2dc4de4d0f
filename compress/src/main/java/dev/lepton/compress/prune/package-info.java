/** Channels and weights removed: which belong together, which matter least, and the model without them. */
@NullMarked
package dev.lepton.compress.prune;

import org.jspecify.annotations.NullMarked;
