/** Jobs through time in rounds, under one policy each, and what came of it. */
@NullMarked
package dev.lepton.core.simulate.rounds;

import org.jspecify.annotations.NullMarked;
