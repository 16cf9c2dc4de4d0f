/** Tables of power and carbon: grids' factors, processors' power, what making machines emitted, work under power limits. */
@NullMarked
package dev.lepton.formats.energy;

import org.jspecify.annotations.NullMarked;
