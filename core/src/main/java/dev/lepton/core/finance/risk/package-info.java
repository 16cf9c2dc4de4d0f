/** What cash flows are worth when their inputs are not known for sure: drawn many times, with a seed. */
@NullMarked
package dev.lepton.core.finance.risk;

import org.jspecify.annotations.NullMarked;
