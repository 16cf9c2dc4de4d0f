/** Exact money: a price is a ratio kept as printed, an amount has been rounded once, shown parts add up. */
@NullMarked
package dev.lepton.core.money;

import org.jspecify.annotations.NullMarked;
