/** A model in; a smaller or split model and its measured loss out. */
@NullMarked
package dev.lepton.compress;

import org.jspecify.annotations.NullMarked;
