"""ONNX Runtime's own quantisation of a model: quantise.py MODEL.onnx INPUT FOLDER_OF_NPY OUT_FOLDER. Static in every calibration, and dynamic."""
import glob
import os
import sys

import numpy
import onnx
from onnx import version_converter
from onnxruntime.quantization import (CalibrationDataReader, CalibrationMethod, QuantFormat, QuantType, quantize_dynamic,
                                      quantize_static)
from onnxruntime.quantization.shape_inference import quant_pre_process

model, name, samples, out = sys.argv[1:5]


class Samples(CalibrationDataReader):
    def __init__(self):
        self.files = iter(sorted(glob.glob(os.path.join(samples, "*.npy"))))

    def get_next(self):
        file = next(self.files, None)
        return None if file is None else {name: numpy.load(file)}


os.makedirs(out, exist_ok=True)
ready = os.path.join(out, "ready.onnx")
quant_pre_process(model, ready, skip_symbolic_shape=True)
if next(s.version for s in onnx.load(ready).opset_import if s.domain in ("", "ai.onnx")) < 13:
    onnx.save(version_converter.convert_version(onnx.load(ready), 13), ready)


def tried(name, quantise):
    try:
        quantise()
    except Exception as e:  # what cannot be made is a missing row that says so
        print(name, "failed:", e)


tried("dynamic", lambda: quantize_dynamic(ready, os.path.join(out, "dynamic.onnx")))
for method in CalibrationMethod.MinMax, CalibrationMethod.Entropy, CalibrationMethod.Percentile:
    # by channel, the peer's own adjustment of weights to their biases fails on products with an added row; it is switched off then
    for options in {}, {"QDQDisableWeightAdjustForInt32Bias": True}:
        file = os.path.join(out, f"static-{method.name.lower()}.onnx")
        if not os.path.exists(file):
            tried(f"{method.name} {options}", lambda: quantize_static(
                ready, file, Samples(), quant_format=QuantFormat.QDQ, per_channel=True,
                activation_type=QuantType.QUInt8, weight_type=QuantType.QInt8, calibrate_method=method,
                extra_options=options))
