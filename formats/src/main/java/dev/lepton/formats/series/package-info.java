/** Series of numbers in time. */
@NullMarked
package dev.lepton.formats.series;

import org.jspecify.annotations.NullMarked;
