/** The workspace on disk: immutable segments under a manifest, and the engine that reads them. */
@NullMarked
package dev.lepton.ledger.store;

import org.jspecify.annotations.NullMarked;
