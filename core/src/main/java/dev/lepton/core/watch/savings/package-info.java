/** Savings that were promised, held against what came of them. */
@NullMarked
package dev.lepton.core.watch.savings;

import org.jspecify.annotations.NullMarked;
