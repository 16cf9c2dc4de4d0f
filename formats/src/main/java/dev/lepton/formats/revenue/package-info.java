/** What teams and models earned. */
@NullMarked
package dev.lepton.formats.revenue;

import org.jspecify.annotations.NullMarked;
