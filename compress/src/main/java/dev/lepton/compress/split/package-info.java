/** A model cut into stages for several devices, which together give the same bits. */
@NullMarked
package dev.lepton.compress.split;

import org.jspecify.annotations.NullMarked;
