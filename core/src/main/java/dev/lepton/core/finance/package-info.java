/** The time value of money: annuities and depreciation. */
@NullMarked
package dev.lepton.core.finance;

import org.jspecify.annotations.NullMarked;
