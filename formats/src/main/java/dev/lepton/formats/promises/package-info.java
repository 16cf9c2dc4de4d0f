/** Promised savings as they are kept in a workspace. */
@NullMarked
package dev.lepton.formats.promises;

import org.jspecify.annotations.NullMarked;
