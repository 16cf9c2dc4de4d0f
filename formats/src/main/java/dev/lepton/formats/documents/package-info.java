/** Small YAML documents that a person writes: read strictly, so that a misspelt key is an error and never a default. */
@NullMarked
package dev.lepton.formats.documents;

import org.jspecify.annotations.NullMarked;
