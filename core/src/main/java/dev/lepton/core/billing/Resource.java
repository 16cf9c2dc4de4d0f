package dev.lepton.core.billing;

/** What an asset's cost is split into. Storage, network and load balancers are billed as they are, not by share of a node. */
public enum Resource {
    CPU("core-hours"),
    RAM("GiB-hours"),
    GPU("GPU-hours"),
    STORAGE("GiB-hours"),
    NETWORK("GiB"),
    LOAD_BALANCER("load-balancer-hours");

    private final String unit;

    Resource(String unit) {
        this.unit = unit;
    }

    /** The unit its quantity is shown in. */
    public String unit() {
        return unit;
    }
}
