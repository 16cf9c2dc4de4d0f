/** The only main(): wiring by constructors called by hand. */
@NullMarked
package dev.lepton.app;

import org.jspecify.annotations.NullMarked;
