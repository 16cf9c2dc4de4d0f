/** What advice and its proof need of a workspace: the facts as books, promises that are kept, and what became of them. */
@NullMarked
package dev.lepton.app.advice;

import org.jspecify.annotations.NullMarked;
