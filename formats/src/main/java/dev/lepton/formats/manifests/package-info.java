/** A plan as files that other tools carry out: one file of code for each form. Nothing is applied here. */
@NullMarked
package dev.lepton.formats.manifests;

import org.jspecify.annotations.NullMarked;
