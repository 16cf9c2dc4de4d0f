/** The places where savings are looked for, one file each. */
@NullMarked
package dev.lepton.core.advise.source;

import org.jspecify.annotations.NullMarked;
