/** How sure a number is, where it came from, why something was refused, and the working behind it. */
@NullMarked
package dev.lepton.core.evidence;

import org.jspecify.annotations.NullMarked;
