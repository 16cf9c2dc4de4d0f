/** Forecasting methods, each told the past only. */
@NullMarked
package dev.lepton.core.forecast.method;

import org.jspecify.annotations.NullMarked;
