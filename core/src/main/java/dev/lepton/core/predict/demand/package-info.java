/** What a project needs: GPU-hours, GPUs, memory, processors, storage and network, now and month by month. */
@NullMarked
package dev.lepton.core.predict.demand;

import org.jspecify.annotations.NullMarked;
