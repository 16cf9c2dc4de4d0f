package dev.lepton.core.catalog;

/** Number formats that peak throughput is stated for; the rate is in TFLOP/s, or TOP/s for the integer formats. */
public enum Precision {
    FP64,
    FP32,
    TF32,
    BF16,
    FP16,
    FP8,
    FP4,
    INT8,
    INT4
}
