/** Models run in ONNX Runtime, which is loaded only when the first session opens. */
@NullMarked
package dev.lepton.compress.run;

import org.jspecify.annotations.NullMarked;
