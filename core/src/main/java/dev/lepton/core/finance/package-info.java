/** The time value of money: annuities, depreciation, and what cash flows are worth. */
@NullMarked
package dev.lepton.core.finance;

import org.jspecify.annotations.NullMarked;
