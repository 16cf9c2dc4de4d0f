/** Training of a network as an ONNX graph: forward, backward, losses with labels or from a teacher, and steps of descent. */
@NullMarked
package dev.lepton.compress.train;

import org.jspecify.annotations.NullMarked;
