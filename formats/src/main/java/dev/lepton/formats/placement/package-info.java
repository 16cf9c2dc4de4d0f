/** Node and pod lists that tasks are placed from: OpenB's columns and ours as CSV, and what kubectl prints as JSON. */
@NullMarked
package dev.lepton.formats.placement;

import org.jspecify.annotations.NullMarked;
