package dev.lepton.core.catalog;

/** What a device is. Cost, placement and planning treat kinds alike; only names and units differ. */
public enum DeviceKind {
    CPU,
    GPU,
    TPU,
    FPGA,
    OTHER
}
