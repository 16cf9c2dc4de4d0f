/** How much load machines carry when nobody may wait too long: Erlang, general service times, batching replicas. */
@NullMarked
package dev.lepton.core.queueing;

import org.jspecify.annotations.NullMarked;
