/** What runs: who owns it, what it asked for, and what it used. */
@NullMarked
package dev.lepton.core.workload;

import org.jspecify.annotations.NullMarked;
