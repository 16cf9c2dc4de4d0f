/** What is out of the ordinary in a series or a list of jobs, told as it happens and once for each incident. */
@NullMarked
package dev.lepton.core.forecast.anomaly;

import org.jspecify.annotations.NullMarked;
