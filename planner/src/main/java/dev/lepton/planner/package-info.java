/** The native solvers of Google OR-Tools behind the ports of core. */
@NullMarked
package dev.lepton.planner;

import org.jspecify.annotations.NullMarked;
