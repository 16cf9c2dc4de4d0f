/** Ways to learn a number from others, one file each. */
@NullMarked
package dev.lepton.core.predict.learn;

import org.jspecify.annotations.NullMarked;
