/** Tasks streaming onto a cluster under a policy: how much of its GPUs stays unallocated, and who is refused. */
@NullMarked
package dev.lepton.core.simulate.packing;

import org.jspecify.annotations.NullMarked;
