/** The cheapest plan of several workloads together: every way to run each of them, the machines they share, and one program that chooses. */
@NullMarked
package dev.lepton.core.plan.joint;

import org.jspecify.annotations.NullMarked;
