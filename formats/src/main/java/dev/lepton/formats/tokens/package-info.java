/** What models served, in tokens. */
@NullMarked
package dev.lepton.formats.tokens;

import org.jspecify.annotations.NullMarked;
