/** Files to values and failures, and back. */
@NullMarked
package dev.lepton.formats;

import org.jspecify.annotations.NullMarked;
