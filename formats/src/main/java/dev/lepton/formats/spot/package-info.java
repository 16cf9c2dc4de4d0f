/** Observed availability of spot capacity as samples. */
@NullMarked
package dev.lepton.formats.spot;

import org.jspecify.annotations.NullMarked;
