/** What no schedule can beat: fluid programs over jobs and types of GPU. */
@NullMarked
package dev.lepton.core.simulate.bound;

import org.jspecify.annotations.NullMarked;
