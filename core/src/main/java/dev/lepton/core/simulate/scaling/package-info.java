/** Jobs on a pool that grows and shrinks: what each scaling rule costs and how long it lets jobs wait. */
@NullMarked
package dev.lepton.core.simulate.scaling;

import org.jspecify.annotations.NullMarked;
