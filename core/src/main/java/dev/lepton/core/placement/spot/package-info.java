/** When a job with a deadline runs on spot capacity, when on demand, and when it waits. */
@NullMarked
package dev.lepton.core.placement.spot;

import org.jspecify.annotations.NullMarked;
