/** What a project will cost, from what projects before it did. */
@NullMarked
package dev.lepton.core.predict;

import org.jspecify.annotations.NullMarked;
