/** Cash flows as files write them. */
@NullMarked
package dev.lepton.formats.finance;

import org.jspecify.annotations.NullMarked;
