/** How fast, how big and how right a model is, measured on this machine. */
@NullMarked
package dev.lepton.compress.measure;

import org.jspecify.annotations.NullMarked;
