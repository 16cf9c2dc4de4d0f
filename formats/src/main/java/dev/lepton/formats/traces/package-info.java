/** Traces of jobs to simulate, the throughputs and the types of GPU they run on. */
@NullMarked
package dev.lepton.formats.traces;

import org.jspecify.annotations.NullMarked;
