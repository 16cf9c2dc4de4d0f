/** How the cost of an asset becomes the cost of the workloads on it, exactly and with nothing left over. */
@NullMarked
package dev.lepton.core.billing;

import org.jspecify.annotations.NullMarked;
