/** What can be had: devices, machine shapes, the terms they are sold on, and dated prices. */
@NullMarked
package dev.lepton.core.catalog;

import org.jspecify.annotations.NullMarked;
