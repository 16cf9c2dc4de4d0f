/** Bills and usage in bulk: stored as facts, allocated, and questioned. */
@NullMarked
package dev.lepton.ledger;

import org.jspecify.annotations.NullMarked;
