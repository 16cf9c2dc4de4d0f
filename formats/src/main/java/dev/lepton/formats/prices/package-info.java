/** Price lists, machine shapes and devices: those bundled, and readers of the forms others and you write them in. */
@NullMarked
package dev.lepton.formats.prices;

import org.jspecify.annotations.NullMarked;
