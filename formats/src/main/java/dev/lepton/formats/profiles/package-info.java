/** Measurements of models on hardware, as those who took them keep them: each form a reader to operating points. */
@NullMarked
package dev.lepton.formats.profiles;

import org.jspecify.annotations.NullMarked;
