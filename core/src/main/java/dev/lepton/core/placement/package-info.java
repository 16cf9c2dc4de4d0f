/** Where a task goes: the state of a cluster, policies that choose a node or a mode, and the reason of every no. */
@NullMarked
package dev.lepton.core.placement;

import org.jspecify.annotations.NullMarked;
