/** What serves a workload how fast and for how much, and the port through which a plan is optimised. */
@NullMarked
package dev.lepton.core.plan;

import org.jspecify.annotations.NullMarked;
