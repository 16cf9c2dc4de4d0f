/** What a GPU-hour, a token, a run or a request costs to own or to serve, and what it earns. */
@NullMarked
package dev.lepton.core.economics;

import org.jspecify.annotations.NullMarked;
