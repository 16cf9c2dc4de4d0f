/** Series ahead: methods compared on rolling origins, their ensemble, and how wide of the mark it may be. */
@NullMarked
package dev.lepton.core.forecast;

import org.jspecify.annotations.NullMarked;
