/** Cheaper variants of a model, each measured, and the one that keeps the promise. */
@NullMarked
package dev.lepton.compress.shrink;

import org.jspecify.annotations.NullMarked;
