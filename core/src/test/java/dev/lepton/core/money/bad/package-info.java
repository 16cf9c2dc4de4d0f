/** A deliberately bad fixture: what the walls must reject. */
@NullMarked
package dev.lepton.core.money.bad;

import org.jspecify.annotations.NullMarked;
