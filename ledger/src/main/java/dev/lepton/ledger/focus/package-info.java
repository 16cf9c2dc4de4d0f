/** The columns of the FinOps Open Cost and Usage Specification, by version. */
@NullMarked
package dev.lepton.ledger.focus;

import org.jspecify.annotations.NullMarked;
