/** Lists of machines: Lepton's own CSV and YAML, and the OpenB node lists. */
@NullMarked
package dev.lepton.formats.fleet;

import org.jspecify.annotations.NullMarked;
