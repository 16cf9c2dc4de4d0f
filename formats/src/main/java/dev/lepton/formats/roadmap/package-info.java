/** Reads how far the tasks of a roadmap are. */
@NullMarked
package dev.lepton.formats.roadmap;

import org.jspecify.annotations.NullMarked;
