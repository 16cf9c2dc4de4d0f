/** Tables of past projects, and what was learnt from them. */
@NullMarked
package dev.lepton.formats.projects;

import org.jspecify.annotations.NullMarked;
