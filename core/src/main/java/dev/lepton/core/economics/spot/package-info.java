/** What work on capacity that can be taken away costs, how often to save it, and how much to hold in reserve. */
@NullMarked
package dev.lepton.core.economics.spot;

import org.jspecify.annotations.NullMarked;
