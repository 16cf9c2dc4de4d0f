/** Delimited text, read row by row in constant memory into rows and failures. */
@NullMarked
package dev.lepton.formats.csv;

import org.jspecify.annotations.NullMarked;
