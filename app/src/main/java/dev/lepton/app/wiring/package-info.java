/** What the commands share: the workspace opened, its fleet priced, its engine started. */
@NullMarked
package dev.lepton.app.wiring;

import org.jspecify.annotations.NullMarked;
