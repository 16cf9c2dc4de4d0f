/** What policies for spot capacity would have done: the run of one job, drawn markets, and the bounds no policy can beat. */
@NullMarked
package dev.lepton.core.simulate.spot;

import org.jspecify.annotations.NullMarked;
