/** Changes of a graph, one file each. */
@NullMarked
package dev.lepton.compress.pass;

import org.jspecify.annotations.NullMarked;
