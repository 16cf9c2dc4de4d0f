/** A FOCUS 1.2 file judged against the rules that the FinOps Foundation publishes as data. */
@NullMarked
package dev.lepton.ledger.focus.rules;

import org.jspecify.annotations.NullMarked;
