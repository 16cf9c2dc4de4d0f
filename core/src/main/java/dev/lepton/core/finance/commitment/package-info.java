/** How much capacity to commit to, for how long, and when, from what was used. */
@NullMarked
package dev.lepton.core.finance.commitment;

import org.jspecify.annotations.NullMarked;
