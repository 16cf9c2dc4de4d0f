/** Scoreboards: Lepton and its peers side by side in one run. */
@NullMarked
package dev.lepton.bench;

import org.jspecify.annotations.NullMarked;
