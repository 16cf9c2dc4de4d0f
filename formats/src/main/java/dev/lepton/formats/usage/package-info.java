/** How much was in use, hour by hour. */
@NullMarked
package dev.lepton.formats.usage;

import org.jspecify.annotations.NullMarked;
