/** Half-open spans of time, the window grammar of OpenCost, and the months that bills are cut into. */
@NullMarked
package dev.lepton.core.time;

import org.jspecify.annotations.NullMarked;
