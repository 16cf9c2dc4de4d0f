/** Facts and costs as files that other programs read: FOCUS rows, OpenCost JSON, Parquet. */
@NullMarked
package dev.lepton.ledger.export;

import org.jspecify.annotations.NullMarked;
