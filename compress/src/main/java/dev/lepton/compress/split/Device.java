package dev.lepton.compress.split;

/**
 * Devices of one kind that stages can run on.
 *
 * @param name of the kind
 * @param count how many there are
 * @param memoryBytes what one of them holds; {@link Long#MAX_VALUE} for no limit
 * @param transferFactor what a transfer takes to or from it, as a multiple of what {@link Workload} states; 0 for one that reads the
 *     memory where tensors lie
 */
public record Device(String name, int count, double memoryBytes, double transferFactor) {
    public Device {
        if (name.isBlank() || count < 1 || !(memoryBytes > 0) || !(transferFactor >= 0)) {
            throw new IllegalArgumentException("A device has a name, a count, memory and a link: " + name + ", " + count
                    + ", " + memoryBytes + ", " + transferFactor + ".");
        }
    }
}
