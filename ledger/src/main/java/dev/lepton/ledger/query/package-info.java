/** Questions to the facts: one file a question, its SQL in a resource of the same name. */
@NullMarked
package dev.lepton.ledger.query;

import org.jspecify.annotations.NullMarked;
