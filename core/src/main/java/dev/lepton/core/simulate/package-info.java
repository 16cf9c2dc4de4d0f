/** What policies would do: traces, events, outcomes, and the bounds that no policy can beat. */
@NullMarked
package dev.lepton.core.simulate;

import org.jspecify.annotations.NullMarked;
