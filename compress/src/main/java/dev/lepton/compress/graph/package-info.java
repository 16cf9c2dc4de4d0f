/** ONNX models read and written without loss, their tensors, and who makes and reads which. */
@NullMarked
package dev.lepton.compress.graph;

import org.jspecify.annotations.NullMarked;
