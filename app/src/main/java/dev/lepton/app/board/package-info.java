/** Outcomes of simulations to drawings of pages. */
@NullMarked
package dev.lepton.app.board;

import org.jspecify.annotations.NullMarked;
