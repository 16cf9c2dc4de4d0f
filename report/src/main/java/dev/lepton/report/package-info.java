/** Values to pages. */
@NullMarked
package dev.lepton.report;

import org.jspecify.annotations.NullMarked;
