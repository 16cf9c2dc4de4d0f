/** Lists of jobs: Slurm's accounting, the Philly and OpenB traces, and Lepton's own CSV. */
@NullMarked
package dev.lepton.formats.jobs;

import org.jspecify.annotations.NullMarked;
