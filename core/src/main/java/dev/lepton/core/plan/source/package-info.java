/** Where ways to do a work come from: one file for each strategy. Each says what it changes, or why it has nothing to offer. */
@NullMarked
package dev.lepton.core.plan.source;

import org.jspecify.annotations.NullMarked;
