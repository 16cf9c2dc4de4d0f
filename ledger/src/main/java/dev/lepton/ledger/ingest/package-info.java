/** Evidence in: files to segments, rows and failures both counted. */
@NullMarked
package dev.lepton.ledger.ingest;

import org.jspecify.annotations.NullMarked;
