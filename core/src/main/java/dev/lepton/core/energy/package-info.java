/** Power drawn, the energy bought for it, and what that costs. */
@NullMarked
package dev.lepton.core.energy;

import org.jspecify.annotations.NullMarked;
