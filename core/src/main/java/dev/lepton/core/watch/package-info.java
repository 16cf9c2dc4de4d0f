/** Budgets held against what was spent and what will be. */
@NullMarked
package dev.lepton.core.watch;

import org.jspecify.annotations.NullMarked;
