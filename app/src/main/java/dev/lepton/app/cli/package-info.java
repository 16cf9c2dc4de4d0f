/** The command line: one file a command. */
@NullMarked
package dev.lepton.app.cli;

import org.jspecify.annotations.NullMarked;
