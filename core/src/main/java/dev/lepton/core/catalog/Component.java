package dev.lepton.core.catalog;

/** A part of a machine or a service beside it that a list can price by itself. */
public enum Component {
    /** One virtual CPU for an hour. */
    CPU,
    /** One GiB of main memory for an hour. */
    RAM,
    /** One accelerator for an hour. */
    DEVICE,
    /** One GiB of volume for an hour. */
    STORAGE,
    /** One GiB sent to another zone. */
    EGRESS_ZONE,
    /** One GiB sent to another region. */
    EGRESS_REGION,
    /** One GiB sent to the internet. */
    EGRESS_INTERNET
}
